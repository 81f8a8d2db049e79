// Gives libraries the world's time and chance in place of the host's, in UTC, and takes away what differs between hosts.

/** Where the world's time and chance come from. */
export interface WorldTime {
  now(): number;
  random(): number;
}

const PARTS = ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'] as const;

/**
 * Replaces `Date`, `Math.random` and the local time zone in this thread for good.
 * `time` is asked each time, so that it may follow from world to world.
 */
export function giveWorldTime(time: WorldTime): void {
  const HostDate = Date;
  class WorldDate extends HostDate {
    constructor(...args: unknown[]) {
      // A date without arguments is the only one that reads a clock.
      super(...((args.length === 0 ? [time.now()] : utcArguments(HostDate, args)) as [number]));
    }

    static override now(): number {
      return time.now();
    }
  }
  const prototype = HostDate.prototype as unknown as Record<string, unknown>;
  for (const part of [...PARTS, 'Day']) prototype[`get${part}`] = prototype[`getUTC${part}`];
  for (const part of PARTS) prototype[`set${part}`] = prototype[`setUTC${part}`];
  prototype.getTimezoneOffset = () => 0;
  globalThis.Date = WorldDate as DateConstructor;
  Math.random = () => time.random();
  // It compresses to other bytes in each host; without it git falls back to one that does not.
  delete (globalThis as { CompressionStream?: unknown }).CompressionStream;
}

/** Parts of a local time are taken as UTC. */
const utcArguments = (HostDate: DateConstructor, args: unknown[]): unknown[] =>
  args.length > 1 ? [HostDate.UTC(...(args as [number, number]))] : args;
