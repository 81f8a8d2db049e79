// A world that goes on: paced, journalled ahead, looked back at, forked. It knows no browser; its home gives it time.
import type { Data } from '../lib/json.ts';
import { Frames, type FrameDelta } from '../kernel/frames.ts';
import { History, type Branch, type Moment, type WorldFactory } from '../kernel/history.ts';
import type { JournalEntry, Origin } from '../kernel/journal.ts';
import type { Checkpoint, Kernel } from '../kernel/kernel.ts';
import { Pacer } from '../kernel/pacer.ts';
import type { BranchInfo, WorldFile } from '../app/world/protocol.ts';

/** A world as its home needs it. */
export interface HomedWorld {
  readonly kernel: Kernel;
  query(name: string, params: Data): unknown;
}

/** Where a journal goes before what it tells of happens. */
export interface Keeper {
  entry(branch: string, n: number, entry: JournalEntry): Promise<void>;
  branch(branch: Branch, chosen: boolean): Promise<void>;
  chosen(branch: string): Promise<void>;
}

/** One world and its branches. */
export class Living<W extends HomedWorld> {
  readonly pacer = new Pacer();
  readonly history: History<W>;
  world!: W;
  branch = 'main';
  #frames!: Frames;
  #whole = true;
  #redo: { branch: string; from: string }[] = [];
  readonly #factory: WorldFactory<W>;
  readonly #keeper: Keeper;

  constructor(factory: WorldFactory<W>, origin: Origin, keeper: Keeper) {
    this.history = new History(factory, origin);
    this.#factory = factory;
    this.#keeper = keeper;
  }

  /** Brings back what was kept and goes on where branch `id` ended. */
  async begin(saved: readonly { branch: Branch; checkpoint?: Checkpoint }[], id = 'main'): Promise<void> {
    for (const { branch, checkpoint } of saved) this.history.restore(branch, checkpoint ? [checkpoint] : []);
    if (saved.length === 0) return this.#beginAnew();
    await this.#settleOn(id, this.history.branch(id).end);
  }

  /** Setting up takes steps too: a new world's first moment is where its beginning ended. */
  async #beginAnew(): Promise<void> {
    this.world = await this.#factory.begin(this.history.origin);
    this.world.kernel.journal.length = 0;
    this.history.remember('main', this.world);
    await this.#keeper.branch(this.history.branch('main'), true);
    this.#frames = new Frames(this.world.kernel);
  }

  async #settleOn(id: string, moment: Moment): Promise<void> {
    this.world = await this.history.at(id, moment);
    this.branch = id;
    this.#frames = new Frames(this.world.kernel);
    this.#whole = true;
  }

  /** What changed since the last call; `whole` when it replaces everything. */
  frame(): { whole: boolean; delta: FrameDelta } {
    const whole = this.#whole;
    this.#whole = false;
    return { whole, delta: this.#frames.next() };
  }

  /** Lets the world go on for the wall time that passed; `stop` ends the slice. Says whether it kept up. */
  async go(elapsedMs: number, stop: () => boolean): Promise<boolean> {
    const { kernel } = this.world;
    const until = this.pacer.target(kernel.now, elapsedMs, kernel.nextAt);
    if (until === kernel.now && this.pacer.paused) return true;
    const kept = await kernel.advance(until, stop);
    this.history.remember(this.branch, this.world);
    return kept;
  }

  /** One event. */
  async step(): Promise<void> {
    await this.world.kernel.stepOnce();
    this.history.remember(this.branch, this.world);
  }

  /** On to the next moment at which a fact is recorded, or `stop`. */
  async skip(stop: () => boolean): Promise<void> {
    const { kernel } = this.world;
    const before = kernel.trace.length;
    while (kernel.trace.length === before && !stop()) if (!(await kernel.stepOnce())) break;
    this.history.remember(this.branch, this.world);
  }

  /** Something enters the world: written down first, then done. */
  async enter(who: string, kind: string, payload: Data): Promise<void> {
    this.#redo = [];
    const { kernel } = this.world;
    this.history.remember(this.branch, this.world);
    const entry = { at: kernel.now, step: kernel.step, who, kind, payload };
    await this.#keeper.entry(this.branch, this.history.branch(this.branch).journal.length, entry);
    kernel.enter(who, kind, payload);
    await kernel.settle();
    this.history.remember(this.branch, this.world);
  }

  /** The frame of an earlier time of this branch; the world itself stays where it is. */
  async look(at: number): Promise<FrameDelta> {
    return new Frames((await this.#worldAt(at)).kernel).next();
  }

  /** The world of this branch as it was at a time: all steps up to it made. */
  async #worldAt(at: number): Promise<W> {
    const { journal, end } = this.history.branch(this.branch);
    const last = journal.findLast((entry) => entry.at <= at);
    const world = last
      ? await this.history.at(this.branch, { step: last.step, at: last.at })
      : await this.#factory.begin(this.history.origin);
    const { kernel } = world;
    if (last) kernel.enter(last.who, last.kind, last.payload);
    const next = last ? journal[journal.indexOf(last) + 1] : journal[0];
    await kernel.advance(Math.min(at, end.at), () => next !== undefined && kernel.step >= next.step);
    return world;
  }

  /** Goes on from an earlier time in a branch of its own; the old future stays. */
  async branchFrom(at: number): Promise<void> {
    const { kernel } = await this.#worldAt(at);
    await this.#forkAt({ step: kernel.step, at: kernel.now });
  }

  async #forkAt(moment: Moment): Promise<void> {
    const branch = this.history.fork(this.branch, moment);
    await this.#keeper.branch(branch, true);
    await this.#settleOn(branch.id, branch.end);
  }

  /** Goes on with another branch. */
  async choose(id: string): Promise<void> {
    await this.#keeper.chosen(id);
    await this.#settleOn(id, this.history.branch(id).end);
  }

  #lastOwn(who: string): JournalEntry | undefined {
    return this.history.branch(this.branch).journal.findLast((entry) => entry.who === who);
  }

  canUndo(who: string): boolean {
    return this.#lastOwn(who) !== undefined;
  }

  get canRedo(): boolean {
    return this.#redo.at(-1)?.from === this.branch;
  }

  /** Takes back the last thing that `who` entered: a branch that begins just before it. */
  async undo(who: string): Promise<void> {
    const entry = this.#lastOwn(who);
    if (!entry) return;
    const left = this.branch;
    await this.#forkAt({ step: entry.step, at: entry.at });
    this.#redo.push({ branch: left, from: this.branch });
  }

  /** Back to the branch that the last undo left. */
  async redo(): Promise<void> {
    if (!this.canRedo) return;
    await this.choose(this.#redo.pop()!.branch);
  }

  branches(): BranchInfo[] {
    return this.history.branches.map(({ id, parent, end, journal }) => ({
      id,
      end,
      entries: journal.map(({ at, step, who, kind }) => ({ at, step, who, kind })),
      ...(parent ? { parent } : {}),
    }));
  }

  /** The world as a file. */
  file(): WorldFile {
    return { slipway: 1, origin: this.history.origin, branch: this.branch, branches: this.history.branches };
  }
}
