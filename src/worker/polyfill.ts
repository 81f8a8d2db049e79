// What git's libraries take for granted in Node: Buffer, and `global`. Imported before everything else.
import { Buffer } from 'buffer';

const host = globalThis as { Buffer?: unknown; global?: unknown };
host.Buffer ??= Buffer;
host.global ??= globalThis;
