// Turns the viewer's time into the world's. Speed is the viewer's choice and never changes what happens, only when it
// is seen. Pure: the home of the world says how much time has passed.

/** The speeds that a viewer may choose; `max` is as fast as the machine can. */
export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16, 60, 200, 1000, 'max'] as const;
export type Speed = (typeof SPEEDS)[number];

/** The pace of one viewer. */
export class Pacer {
  speed: Speed = 1;
  paused = true;
  #owed = 0;

  /**
   * Up to which virtual time the world may go now.
   * @param now virtual time, epoch milliseconds.
   * @param elapsedMs wall milliseconds since the last call.
   * @param nextAt when the next thing is due, if anything is.
   */
  target(now: number, elapsedMs: number, nextAt: number | undefined): number {
    if (this.paused) return now;
    if (this.speed === 'max') return nextAt === undefined ? now : Math.max(now, nextAt);
    this.#owed += elapsedMs * this.speed;
    const whole = Math.floor(this.#owed);
    this.#owed -= whole;
    return now + whole;
  }
}
