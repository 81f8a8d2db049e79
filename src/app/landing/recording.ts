// What the landing page plays: moments of a real world, reduced to what its miniature draws.
import type { InstanceBox } from '../../diagram/fleet.ts';
import type { Status, Version } from '../../diagram/parts.ts';

export interface RecordedMoment {
  /** Virtual time in epoch ms. */
  readonly at: number;
  readonly stages: readonly { readonly name: string; readonly status: Status; readonly version?: Version }[];
  readonly instances: readonly InstanceBox[];
}

export interface Recording {
  readonly moments: readonly RecordedMoment[];
}

/** The moment at `share` (0 to 1) of the recording. @returns undefined when it holds none. */
export function placeIn({ moments }: Recording, share: number): RecordedMoment | undefined {
  const [first] = moments;
  if (!first) return undefined;
  const at = first.at + (moments.at(-1)!.at - first.at) * share;
  return moments.findLast((moment) => moment.at <= at) ?? first;
}
