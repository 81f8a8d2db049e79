// The home of a world in the page: a worker that lets it go on, keeps its journal, and tells the page what changed.
import './polyfill.ts';
import { Storage } from '../app/world/storage.ts';
import type { FromWorld, ToWorld } from '../app/world/protocol.ts';
import { worldFactory, type WorkerWorld } from './factory.ts';
import type { WorldFactory } from '../kernel/history.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { giveWorldTime } from './hostTime.ts';
import { Living } from './living.ts';

/** How long one slice may keep messages waiting. */
const SLICE_MS = 8;
/** How often changes go to the page: once a frame of a usual screen. */
const FRAME_MS = 16;
/** How often is written down how far the world has come. */
const PROGRESS_MS = 1_000;
/** How often a checkpoint is kept: replays after a reload are that short. */
const CHECKPOINT_MS = 20_000;
/** The longest pause that the world makes up for: a sleeping tab does not wake to an hour of work. */
const CATCH_UP_MS = 250;

// The host's own clock, taken before the world's replaces it.
const wall = performance.now.bind(performance);

let living: Living<WorkerWorld> | undefined;
let storage: Storage | undefined;
let worldId = '';
let user = '';
let messages = Promise.resolve();
const last = { go: 0, frame: 0, progress: 0, checkpoint: 0, checkpointStep: 0 };

/** The world that runs at this moment: the one that goes on, or one that is replayed. */
const running: { kernel?: Kernel | undefined; start: number } = { start: 0 };

giveWorldTime({
  now: () => running.kernel?.now ?? running.start,
  random: () => running.kernel?.chance.number('host') ?? 0.5,
});

const factory: WorldFactory<WorkerWorld> = {
  async begin(origin) {
    Object.assign(running, { kernel: undefined, start: origin.start });
    const world = await worldFactory.begin(origin);
    running.kernel = world.kernel;
    return world;
  },
  resume(origin, checkpoint) {
    Object.assign(running, { kernel: undefined, start: checkpoint.now });
    const world = worldFactory.resume(origin, checkpoint);
    running.kernel = world.kernel;
    return world;
  },
};

const tell = (message: FromWorld): void => postMessage(message);
const tellPace = (): void => tell({ kind: 'pace', speed: living!.pacer.speed, paused: living!.pacer.paused });

function tellBranches(): void {
  const { branch, canRedo } = living!;
  tell({ kind: 'branches', branch, branches: living!.branches(), canUndo: living!.canUndo(user), canRedo });
}

function tellFrame(): void {
  tell({ kind: 'frame', ...living!.frame() });
  last.frame = wall();
}

/** Holds the world for this tab as long as it lives; false when another tab has it. */
const lockWorld = (id: string): Promise<boolean> =>
  new Promise((resolve) => {
    void navigator.locks.request(`slipway/${id}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock ? new Promise(() => {}) : undefined;
    });
  });

async function open(id: string): Promise<void> {
  worldId = id;
  storage = await Storage.open();
  const record = await storage.world(id);
  if (!record) return tell({ kind: 'trouble', trouble: { code: 'unknownWorld' } });
  if (!(await lockWorld(id))) return tell({ kind: 'trouble', trouble: { code: 'locked' } });
  const kept = storage;
  const chosen = async (branch: string): Promise<void> => kept.putWorld({ ...(await kept.world(id))!, branch });
  const opened = new Living(factory, record.origin, {
    entry: (branch, n, entry) => kept.putEntry(id, branch, n, entry),
    branch: async (branch, isChosen) => {
      await kept.putBranch(id, branch);
      if (isChosen) await chosen(branch.id);
    },
    chosen,
  });
  living = opened;
  const branches = await storage.branches(id);
  const saved = await Promise.all(
    branches.map(async (branch) => {
      const checkpoint = await kept.checkpoint(id, branch.id);
      return checkpoint ? { branch, checkpoint } : { branch };
    }),
  );
  await opened.begin(saved, record.branch);
  user = opened.world.user;
  // A world goes on where it was left: a command that ran when the tab was closed runs on.
  Object.assign(opened.pacer, { speed: 8, paused: false });
  tellFrame();
  tellBranches();
  tellPace();
  last.go = wall();
  void run();
}

/** Lets the world go on for ever, in slices between which messages get through. */
async function run(): Promise<void> {
  for (;;) {
    messages = messages.then(slice).catch(stopped);
    await messages;
    if (!living) return;
    await new Promise((resolve) => setTimeout(resolve, living!.pacer.paused ? FRAME_MS : 0));
  }
}

async function slice(): Promise<void> {
  const world = living;
  if (!world) return;
  const begun = wall();
  const elapsed = Math.min(begun - last.go, CATCH_UP_MS);
  last.go = begun;
  await world.go(elapsed, () => wall() - begun > SLICE_MS);
  if (!world.pacer.paused && wall() - last.frame >= FRAME_MS) tellFrame();
  if (wall() - last.progress > PROGRESS_MS) await keepProgress();
}

/** Writes down how far the world is, and now and then a checkpoint. */
async function keepProgress(): Promise<void> {
  last.progress = wall();
  const { branch, world, history } = living!;
  const { kernel } = world;
  if (kernel.step === last.checkpointStep) return;
  await storage!.putEnd(worldId, branch, history.branch(branch).end);
  if (kernel.busy || wall() - last.checkpoint < CHECKPOINT_MS) return;
  last.checkpoint = wall();
  last.checkpointStep = kernel.step;
  await storage!.putCheckpoint(worldId, branch, kernel.checkpoint());
}

function stopped(error: unknown): void {
  console.error(error);
  living = undefined;
  tell({ kind: 'trouble', trouble: { code: 'stopped', text: error instanceof Error ? error.message : String(error) } });
}

/** Everything after which the page must be told anew. */
async function act(message: ToWorld): Promise<void> {
  const world = living!;
  if (message.kind === 'enter') await world.enter(message.who, message.entry, message.payload);
  else if (message.kind === 'step') await world.step();
  else if (message.kind === 'skip') await skip();
  else if (message.kind === 'branch') await world.branchFrom(message.at);
  else if (message.kind === 'choose') await world.choose(message.branch);
  else if (message.kind === 'undo') await world.undo(message.who);
  else if (message.kind === 'redo') await world.redo();
  tellFrame();
  tellBranches();
}

async function skip(): Promise<void> {
  const begun = wall();
  await living!.skip(() => wall() - begun > 1_000);
}

async function answer(id: number, ask: () => unknown): Promise<void> {
  try {
    tell({ kind: 'answer', id, value: await ask() });
  } catch (error) {
    tell({ kind: 'answer', id, error: error instanceof Error ? error.message : String(error) });
  }
}

async function take(message: ToWorld): Promise<void> {
  if (message.kind === 'open') return open(message.world);
  if (!living) return;
  if (message.kind === 'pace') {
    Object.assign(living.pacer, { speed: message.speed, paused: message.paused });
    tellFrame();
    return tellPace();
  }
  if (message.kind === 'query') return answer(message.id, () => living!.world.query(message.name, message.params));
  if (message.kind === 'export') return answer(message.id, () => living!.file());
  if (message.kind === 'look') return tell({ kind: 'past', delta: await living.look(message.moment.at) });
  return act(message);
}

addEventListener('message', ({ data }: MessageEvent<ToWorld>) => {
  // One after the other, and never in the middle of a slice.
  messages = messages
    .then(() => take(data))
    .catch(stopped)
    .finally(() => (running.kernel = living?.world?.kernel));
});
