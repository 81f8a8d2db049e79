// What a command is. A program sees its arguments, its streams, the disk as its user sees it, and its machine;
// all that it does to the world goes through these.
import type { Task } from '../kernel/task.ts';
import type { Data } from '../lib/json.ts';
import type { Files } from './disk/disk.ts';
import type { Input, Output } from './io.ts';
import type { Computer } from './computer.ts';

/** What stays when a program has nothing to run but has not ended: a server, as data. */
export interface Resident {
  /** The name of its driver in `residents`. */
  readonly kind: string;
  /** TCP ports that it listens on. */
  readonly ports: readonly number[];
  readonly data: Data;
}

/** Another program takes this one's place, in the same process: what `exec`, `nohup`, `sudo` and `env` do. */
export interface Replacement {
  readonly exec: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly user?: string;
  readonly stdin?: Input;
  readonly stdout?: Output;
  readonly stderr?: Output;
}

/** How a program leaves: with its status, as a server that has nothing to run, or as another program. */
export type Outcome = number | Resident | Replacement;

/** What a running program is given. */
export interface ProgramContext {
  readonly computer: Computer;
  readonly pid: number;
  /** `argv[0]` is the name that it was called by. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly user: string;
  /** The disk as `user` sees it. Paths must be absolute: use `resolvePath(cwd, path)`. */
  readonly files: Files;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Sleep, wait and charge through it; it rejects with TaskAborted when the process is killed. */
  readonly task: Task;
}

/** A command. */
export interface Program {
  readonly name: string;
  /** One line for `--help` lists and docs. */
  readonly summary: string;
  /** Virtual milliseconds that starting it takes; 1 unless told. */
  readonly startMs?: number;
  /** Runs it; gives its exit status, what stays behind when it serves on, or what takes its place. */
  run(context: ProgramContext): Outcome | Promise<Outcome>;
}

/** How a request reaches a resident, and what answers. */
export interface HttpRequest {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  /** Host as named by the client, with the port if it is not the scheme's own. */
  readonly host: string;
  readonly scheme: 'http' | 'https';
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  /** Address of the client. */
  readonly from: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

/** Serves for residents of one kind. */
export interface ResidentDriver {
  /** Answers one request. `data` is what the resident keeps; give new data to `keep` to replace it. */
  request(context: ResidentContext, request: HttpRequest): HttpResponse | Promise<HttpResponse>;
  /** Takes a signal; says whether the process ends of it (the default when absent: it does). */
  signal?(context: ResidentContext, signal: string): boolean;
  /** Takes a timer that `context.timer` set. */
  timer?(context: ResidentContext, payload: Data): void | Promise<void>;
}

/** What a resident's driver is given. */
export interface ResidentContext {
  readonly computer: Computer;
  readonly pid: number;
  readonly user: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly argv: readonly string[];
  readonly data: Data;
  readonly files: Files;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly task: Task;
  /** Replaces what the resident keeps, and the ports that it listens on if they are given. */
  keep(data: Data, ports?: readonly number[]): void;
  /** Calls the driver's `timer` with `payload` after `ms`. */
  timer(ms: number, payload: Data): void;
  /** Ends the process. */
  exit(status: number): void;
}
