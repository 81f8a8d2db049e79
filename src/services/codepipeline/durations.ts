// How long CodePipeline itself takes, in milliseconds; what it waits for takes its own time.
import type { Kernel } from '../../kernel/kernel.ts';

export const DURATIONS = {
  /** From one stage to the next. */
  transition: [900, 2_100],
  /** A CodeCommit or S3 source action, as the samples of the command line show: about 3.8 s. */
  source: [2_400, 4_600],
  /** From the start of an action to its call of the other service. */
  start: [500, 1_400],
  /** Until CodePipeline notices that the other service is done. */
  notice: [1_500, 6_000],
  /** Copying files out of an artifact. */
  s3Deploy: [1_800, 3_600],
} as const;

/** How often a source is polled, and how often what an action waits for is asked after, besides its events. */
export const POLL_SOURCE_MS = 60_000;
export const POLL_ACTION_MS = 60_000;
/** From «enabled» until an execution that waits enters. */
export const ENABLE_MS = 3_000;
/** A manual approval waits for seven days. */
export const APPROVAL_MINUTES = 7 * 24 * 60;

/** One duration, drawn for one pipeline. */
export function drawDuration(kernel: Kernel, what: keyof typeof DURATIONS, pipeline: string): number {
  const [low, high] = DURATIONS[what];
  return kernel.chance.integer(`codepipeline/${pipeline}/${what}`, low, high);
}
