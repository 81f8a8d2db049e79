// Everything that enters a world. Scenario + seed + journal = the world, bit for bit.
import type { Data } from '../lib/json.ts';

/** One thing that entered: who, what, and at which moment. */
export interface JournalEntry {
  /** Virtual time in milliseconds since the Unix epoch. */
  readonly at: number;
  /** How many steps the world had made. */
  readonly step: number;
  /** Who entered it, e.g. `alice`. */
  readonly who: string;
  /** The name of the handler that takes it, e.g. `desk.line`. */
  readonly kind: string;
  readonly payload: Data;
}

/** What a world is made from. */
export interface Origin {
  /** Names the builder of the world's beginning and holds its options. */
  readonly scenario: Data;
  readonly seed: number;
  /** Virtual time at which the world begins, in milliseconds since the Unix epoch. */
  readonly start: number;
}
