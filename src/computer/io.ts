// Streams between programs. A reader gives the baton back while it waits; a writer waits while a pipe is full.
import { joinBytes, toBytes, toText } from '../lib/bytes.ts';
import type { Task } from '../kernel/task.ts';
import type { Kernel } from '../kernel/kernel.ts';

/** What a stream leads to, as data: enough to open it again after a world was loaded. */
export type StreamTarget =
  | { readonly kind: 'null' }
  | { readonly kind: 'file'; readonly path: string; readonly owner: string }
  | { readonly kind: 'journal'; readonly unit: string }
  | { readonly kind: 'terminal'; readonly session: string }
  /** A pipe or capture: it ends with the task that made it. */
  | { readonly kind: 'pipe' };

/** Where a program writes. */
export interface Output {
  readonly target: StreamTarget;
  /** True for terminals: programs colour and lay out for people. */
  readonly isTerminal: boolean;
  /** Gives a promise while a full pipe makes the writer wait. @throws BrokenPipe when nobody will read. */
  write(data: string | Uint8Array, task?: Task): void | Promise<void>;
}

/** Where a program reads. */
export interface Input {
  readonly isTerminal: boolean;
  /** The next bytes that are there, waiting for some; undefined at the end. */
  read(task: Task): Promise<Uint8Array | undefined> | Uint8Array | undefined;
}

/** Thrown by a write when the readers have gone; a program dies of it with status 141, silently. */
export class BrokenPipe extends Error {
  override name = 'BrokenPipe';
}

/** Swallows everything. */
export const nullOutput: Output = { target: { kind: 'null' }, isTerminal: false, write: () => undefined };
/** Is at its end. */
export const nullInput: Input = { isTerminal: false, read: () => undefined };

/** Gives `data`, then ends. */
export function inputOf(data: string | Uint8Array): Input {
  let rest: Uint8Array | undefined = toBytes(data);
  return {
    isTerminal: false,
    read: () => {
      const now = rest;
      rest = undefined;
      return now && now.length > 0 ? now : undefined;
    },
  };
}

/** Everything that `input` gives until its end, as bytes. */
export async function readAll(input: Input, task: Task): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (;;) {
    const chunk = await input.read(task);
    if (chunk === undefined) return joinBytes(chunks);
    chunks.push(chunk);
  }
}

/** Collects what is written, in order. */
export class Capture implements Output {
  readonly target = { kind: 'pipe' } as const;
  readonly isTerminal = false;
  #chunks: Uint8Array[] = [];

  write(data: string | Uint8Array): void {
    if (data.length > 0) this.#chunks.push(toBytes(data));
  }

  get bytes(): Uint8Array {
    this.#chunks = [joinBytes(this.#chunks)];
    return this.#chunks[0]!;
  }

  get text(): string {
    return toText(this.bytes);
  }
}

/** Passes text on to `take`, as it comes. */
export class Sink implements Output {
  readonly target: StreamTarget;
  readonly isTerminal: boolean;
  readonly #take: (text: string) => void;

  constructor(take: (text: string) => void, target: StreamTarget = { kind: 'pipe' }) {
    this.#take = take;
    this.target = target;
    this.isTerminal = target.kind === 'terminal';
  }

  write(data: string | Uint8Array): void {
    if (data.length > 0) this.#take(toText(data));
  }
}

const PIPE_BYTES = 65_536;

/** A pipe of 64 KiB, as Linux has it. */
export class Pipe implements Output, Input {
  readonly target = { kind: 'pipe' } as const;
  readonly isTerminal = false;
  readonly #kernel: Kernel;
  readonly #signal: string;
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #writers = 1;
  #closedForReading = false;

  constructor(kernel: Kernel, name: string) {
    this.#kernel = kernel;
    this.#signal = `pipe/${name}`;
  }

  /** One more writer holds the pipe open. */
  addWriter(): void {
    this.#writers++;
  }

  async write(data: string | Uint8Array, task?: Task): Promise<void> {
    if (this.#closedForReading) throw new BrokenPipe();
    if (data.length === 0) return;
    const bytes = toBytes(data);
    this.#chunks.push(bytes);
    this.#bytes += bytes.length;
    this.#kernel.signal(`${this.#signal}/read`);
    while (task && this.#bytes > PIPE_BYTES && !this.#closedForReading) await task.wait(`${this.#signal}/write`);
    if (this.#closedForReading) throw new BrokenPipe();
  }

  async read(task: Task): Promise<Uint8Array | undefined> {
    while (this.#chunks.length === 0 && this.#writers > 0) await task.wait(`${this.#signal}/read`);
    if (this.#chunks.length === 0) return undefined;
    const bytes = joinBytes(this.#chunks);
    this.#chunks = [];
    this.#bytes = 0;
    this.#kernel.signal(`${this.#signal}/write`);
    return bytes;
  }

  /** A writer has gone; the last one gone means the end. */
  closeWriter(): void {
    if (--this.#writers === 0) this.#kernel.signal(`${this.#signal}/read`);
  }

  /** True while a writer holds the pipe open. */
  get open(): boolean {
    return this.#writers > 0;
  }

  closeReader(): void {
    this.#closedForReading = true;
    this.#kernel.signal(`${this.#signal}/write`);
  }
}
