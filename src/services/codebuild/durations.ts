// How long CodeBuild takes, in milliseconds, between the least and the most that is usual for a small Linux container
// with a standard image in 2024 and later. Commands take their own time besides.
import type { Kernel } from '../../kernel/kernel.ts';

export const DURATIONS = {
  /** From StartBuild until a machine is looked for. */
  queued: [250, 1_100],
  /** Host and image. */
  provisioning: [4_000, 12_000],
  /** From the agent's first line to the source: agent ping, and the download itself. */
  agent: [150, 400],
  download: [900, 2_600],
  /** Environment variables, buildspec, registration. */
  prepare: [120, 420],
  /** Switching to another version of a runtime. */
  runtime: [700, 2_400],
  /** Between two phases. */
  phase: [25, 60],
  upload: [300, 1_300],
  reports: [90, 180],
  finalizing: [400, 3_200],
  /** Until a stopped build says so. */
  stop: [200, 900],
} as const;

/** One duration, drawn for one build. */
export function drawDuration(kernel: Kernel, what: keyof typeof DURATIONS, resource: string): number {
  const [low, high] = DURATIONS[what];
  return kernel.chance.integer(`codebuild/${resource}/${what}`, low, high);
}
