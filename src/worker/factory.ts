// Makes the worlds that the worker is home to.
import type { WorldFactory } from '../kernel/history.ts';
import { World } from '../world/world.ts';

export type WorkerWorld = World;

/** Worlds from their origin, or from a checkpoint. */
export const worldFactory: WorldFactory<World> = {
  begin: (origin) => World.begin(origin),
  resume: (origin, checkpoint) => World.resume(origin, checkpoint),
};
