// The frames of the last while: looking back there computes nothing.
import type { Frame } from '../../kernel/frames.ts';

/** How many frames are kept. They share what did not change. */
const FRAMES_MAX = 2_000;

/** A ring of frames in the order of time. */
export class Recent {
  #frames: Frame[] = [];

  clear(): void {
    this.#frames = [];
  }

  add(frame: Frame): void {
    this.#frames.push(frame);
    if (this.#frames.length > FRAMES_MAX) this.#frames = this.#frames.slice(FRAMES_MAX / 4);
  }

  /** Whether the ring goes back to `at`. */
  reaches(at: number): boolean {
    return (this.#frames[0]?.now ?? Infinity) <= at;
  }

  /** The last frame that is not later than `at`. */
  at(at: number): Frame | undefined {
    return this.#frames.findLast((frame) => frame.now <= at);
  }

  /** The last frame of an earlier step. */
  before(now: number, step: number): Frame | undefined {
    return this.#frames.findLast((frame) => frame.step < step && frame.now <= now);
  }
}
