// A fleet as pictures need it, whatever service it is of.
import type { Status, Version } from './parts.ts';

/** One machine of a fleet. */
export interface InstanceBox {
  readonly id: string;
  /** Its number in the fleet, from 1. */
  readonly number: number;
  readonly status: Status;
  /** What it does, in few words: `serving`, `ValidateService`. */
  readonly word: string;
  /** Whether requests reach it. */
  readonly serving: boolean;
  readonly version?: Version;
}

/** How many boxes of a fleet still carry words; beyond that they are coloured cells with a title. */
export const WORDY_MAX = 24;

/** Columns of a fleet of `count` boxes. */
export const columnsOf = (count: number): number =>
  count <= 6 ? 3 : count <= WORDY_MAX ? 4 : Math.ceil(Math.sqrt(count * 1.6));
