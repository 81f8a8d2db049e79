// The past of a world: checkpoints make replays short, replays give any moment, forks keep both futures.
import { assert } from '../lib/assert.ts';
import type { JournalEntry, Origin } from './journal.ts';
import type { Checkpoint, Kernel } from './kernel.ts';

/** A moment of a world: how many steps it had made, and where its clock stood. */
export interface Moment {
  readonly step: number;
  readonly at: number;
}

/** Makes worlds: the only thing that history has to know of what is above it. */
export interface WorldFactory<W extends { readonly kernel: Kernel }> {
  /** The world at its very beginning. */
  begin(origin: Origin): Promise<W>;
  /** The world at a checkpoint of it. */
  resume(origin: Origin, checkpoint: Checkpoint): W;
}

/** One line of what happened. */
export interface Branch {
  readonly id: string;
  /** The branch that it left, and when. */
  readonly parent?: { readonly branch: string; readonly at: Moment };
  readonly journal: JournalEntry[];
  /** How far it got. */
  end: Moment;
}

/** How many steps lie between two checkpoints at least. */
const STRIDE_STEPS = 2_000;
/** How many checkpoints a branch keeps; when there are more, every second one goes. */
const CHECKPOINTS_MAX = 64;

/**
 * Brings `kernel` forward to `moment`, entering what `journal` holds on the way.
 * @throws BrokenAssumption when the journal does not fit the world.
 */
export async function replay(kernel: Kernel, journal: readonly JournalEntry[], moment: Moment): Promise<void> {
  for (const entry of journal) {
    if (entry.step < kernel.step) continue;
    if (entry.step >= moment.step) break;
    await kernel.runTo(entry);
    kernel.enter(entry.who, entry.kind, entry.payload);
  }
  await kernel.runTo(moment);
}

/** All branches of one world, with the checkpoints that make looking back quick. */
export class History<W extends { readonly kernel: Kernel }> {
  readonly origin: Origin;
  readonly #factory: WorldFactory<W>;
  #branches = new Map<string, Branch>();
  #checkpoints = new Map<string, Checkpoint[]>();

  constructor(factory: WorldFactory<W>, origin: Origin) {
    this.#factory = factory;
    this.origin = origin;
    this.#branches.set('main', { id: 'main', journal: [], end: { step: 0, at: origin.start } });
    this.#checkpoints.set('main', []);
  }

  get branches(): readonly Branch[] {
    return [...this.#branches.values()];
  }

  branch(id: string): Branch {
    const branch = this.#branches.get(id);
    assert(branch, `no branch ${id}`);
    return branch;
  }

  /** Takes up what `world` on branch `id` has come to: its journal, how far it got, and now and then a checkpoint. */
  remember(id: string, world: W): void {
    const branch = this.branch(id);
    const { kernel } = world;
    branch.journal.push(...kernel.journal.splice(0));
    branch.end = { step: kernel.step, at: kernel.now };
    const checkpoints = this.#checkpoints.get(id)!;
    if (kernel.busy || kernel.step < (checkpoints.at(-1)?.step ?? 0) + STRIDE_STEPS) return;
    checkpoints.push(kernel.checkpoint());
    if (checkpoints.length > CHECKPOINTS_MAX)
      this.#checkpoints.set(
        id,
        checkpoints.filter((_, i) => i % 2 === 1),
      );
  }

  /** The last checkpoint of a branch, to save; undefined when it has none. */
  lastCheckpoint(id: string): Checkpoint | undefined {
    return this.#checkpoints.get(id)!.at(-1);
  }

  /** Puts back a branch that was saved. */
  restore(branch: Branch, checkpoints: readonly Checkpoint[]): void {
    this.#branches.set(branch.id, branch);
    this.#checkpoints.set(branch.id, [...checkpoints]);
  }

  /** A world as it was at `moment` of branch `id`: a fresh one, the branch is untouched. */
  async at(id: string, moment: Moment): Promise<W> {
    const near = this.#checkpoints.get(id)!.findLast((checkpoint) => checkpoint.step <= moment.step);
    const world = near ? this.#factory.resume(this.origin, near) : await this.#factory.begin(this.origin);
    await replay(world.kernel, this.branch(id).journal, moment);
    world.kernel.journal.length = 0;
    return world;
  }

  /** Begins a branch at `moment` of branch `id`; what came after stays on the old one. */
  fork(id: string, moment: Moment): Branch {
    const parent = this.branch(id);
    const branch: Branch = {
      id: this.#freeId(),
      parent: { branch: id, at: moment },
      journal: parent.journal.filter((entry) => entry.step < moment.step),
      end: moment,
    };
    const shared = this.#checkpoints.get(id)!.filter((checkpoint) => checkpoint.step <= moment.step);
    this.restore(branch, shared);
    return branch;
  }

  #freeId(): string {
    let n = this.#branches.size;
    while (this.#branches.has(`branch-${n}`)) n++;
    return `branch-${n}`;
  }
}
