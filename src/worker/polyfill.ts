// Buffer, which git's library takes for granted. Imported before everything else.
import { Buffer } from 'buffer';

(globalThis as { Buffer?: unknown }).Buffer ??= Buffer;
