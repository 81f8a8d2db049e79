// Libraries reach for the host's clock and chance by themselves: here they are given the world's, in UTC.
import type { Kernel } from '../kernel/kernel.ts';

/** Gives the libraries of this process the time and chance of `kernel`, for good. */
export function lendGlobals(kernel: Kernel): void {
  const HostDate = Date;
  class WorldDate extends HostDate {
    constructor(...args: [] | [number | string]) {
      if (args.length === 0) super(kernel.now);
      else super(...(args as [number]));
    }
    static override now(): number {
      return kernel.now;
    }
  }
  globalThis.Date = WorldDate as DateConstructor;
  Math.random = () => kernel.chance.number('library');
}

/** Takes away what compresses differently from host to host: the libraries fall back to their own. */
export function hideHostCompression(): void {
  const host = globalThis as { CompressionStream?: unknown; DecompressionStream?: unknown };
  delete host.CompressionStream;
  delete host.DecompressionStream;
}
