// A person at a laptop: terminal sessions with their history and output, as data, so that a reload finds them as they were.
import { defineTable } from '../kernel/store.ts';
import type { ShellState } from '../computer/shell/shell.ts';

/** One terminal. */
export interface SessionRecord {
  readonly id: string;
  readonly computer: string;
  readonly user: string;
  /** Everything that the shell remembers between two lines. */
  readonly shell: ShellState;
  /** The line that runs; absent while the prompt waits. */
  readonly running?: { readonly line: string; readonly startedAt: number };
  /** Lines entered while another ran. */
  readonly typedAhead: readonly string[];
  /** Lines entered, oldest first. */
  readonly history: readonly string[];
  /** Status of the last line. */
  readonly status: number;
  /** What stands before the next line. */
  readonly prompt: string;
  /** How many chunks of output there have been. */
  readonly chunks: number;
  /** Part of a command that goes on in the next line. */
  readonly unfinished: string;
}

/** A piece of a terminal's output, keyed `<session>/<number, padded>`. */
export interface OutputRecord {
  readonly session: string;
  readonly at: number;
  readonly stream: 'out' | 'err' | 'prompt';
  readonly text: string;
}

export const sessionsTable = defineTable<SessionRecord>('desk.sessions');
export const outputTable = defineTable<OutputRecord>('desk.output', { session: (o) => o.session });

/** How many chunks of output a terminal keeps. */
export const OUTPUT_CHUNKS_MAX = 2_000;
/** How many lines of history. */
export const HISTORY_MAX = 1_000;
