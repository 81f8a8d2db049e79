// The world's clockwork: one queue, one baton, one journal. Knows nothing of AWS, computers or the page.
import { assert } from '../lib/assert.ts';
import type { Data } from '../lib/json.ts';
import { Chance } from './chance.ts';
import type { JournalEntry } from './journal.ts';
import { LIMITS, LimitReached } from './limits.ts';
import { Queue, type Due } from './queue.ts';
import { Store, type StoreSnapshot, type Table, type TableDef } from './store.ts';
import { Task } from './task.ts';
import { Trace, type Fact } from './trace.ts';

/** Takes what falls due, or what enters. It is code, so it is registered anew whenever a world is made or loaded. */
export type Handler = (payload: Data, kernel: Kernel) => void;

/** A world at a moment without a task in flight. Plain data; maps are shared, treat them as immutable. */
export interface Checkpoint {
  readonly now: number;
  readonly step: number;
  readonly seq: number;
  readonly seed: number;
  readonly due: readonly Due[];
  readonly drawn: readonly (readonly [string, number])[];
  /** The trace; it may have grown since, only the first `factCount` facts belong to the checkpoint. */
  readonly facts: readonly Fact[];
  readonly factCount: number;
  readonly tables: StoreSnapshot;
}

/** How an entry is put in the queue. */
export interface ScheduleOptions {
  /** Names it, so that it can be cancelled; an entry of the same name is replaced. */
  key?: string;
  /** True for what never ends by itself: waiting for idleness ignores it. */
  background?: boolean;
}

const FOREVER = Number.MAX_SAFE_INTEGER;

/** One running world's clockwork. */
export class Kernel {
  readonly store: Store;
  readonly chance: Chance;
  readonly trace: Trace;
  /** Every entry since the world began. */
  readonly journal: JournalEntry[] = [];
  #now: number;
  #step: number;
  #seq: number;
  #queue: Queue;
  #handlers = new Map<string, Handler>();
  #tasks = new Map<number, Task>();
  #foregroundTasks = 0;
  #ready: Task[] = [];
  #waiting = new Map<string, Set<Task>>();
  #running: Task | undefined;
  #cause: number | undefined;
  #instant = { at: 0, events: 0 };

  constructor(from: Checkpoint) {
    this.#now = from.now;
    this.#step = from.step;
    this.#seq = from.seq;
    this.#queue = Queue.load(from.due);
    this.chance = new Chance(from.seed, from.drawn);
    this.trace = new Trace(from.facts.slice(0, from.factCount));
    this.store = new Store(from.tables);
    this.handle('kernel.wake', (task) => this.#wake(task as number));
  }

  /** A world in which nothing has happened yet. */
  static begin(seed: number, start: number): Kernel {
    return new Kernel({
      now: start,
      step: 0,
      seq: 0,
      seed,
      due: [],
      drawn: [],
      facts: [],
      factCount: 0,
      tables: new Map(),
    });
  }

  /** Virtual time in milliseconds since the Unix epoch. */
  get now(): number {
    return this.#now;
  }

  /** How many steps (deliveries, entries, turns of tasks) the world has made. */
  get step(): number {
    return this.#step;
  }

  /** True while some task has begun and not ended. */
  get busy(): boolean {
    return this.#tasks.size > 0;
  }

  /** True when nothing is under way or due but what never ends by itself. */
  get idle(): boolean {
    return this.#foregroundTasks === 0 && this.#queue.foreground === 0;
  }

  /** The tasks alive, oldest first. */
  get tasks(): readonly Task[] {
    return [...this.#tasks.values()];
  }

  /** When the next thing is due, or undefined when nothing is. */
  get nextAt(): number | undefined {
    return this.#ready.length > 0 ? this.#now : this.#queue.peek()?.at;
  }

  /** The fact that what happens now is caused by. */
  get cause(): number | undefined {
    return this.#running ? this.#running.cause : this.#cause;
  }

  table<T>(def: TableDef<T>): Table<T> {
    return this.store.table(def);
  }

  /** Registers the taker of entries and due payloads named `name`. */
  handle(name: string, handler: Handler): void {
    assert(!this.#handlers.has(name), `two handlers for ${name}`);
    this.#handlers.set(name, handler);
  }

  /** Puts an entry in the queue, `delayMs` from now. */
  schedule(delayMs: number, to: string, payload: Data, options: ScheduleOptions = {}): void {
    assert(delayMs >= 0, `the delay of ${to} is ${delayMs} ms`);
    assert(this.#handlers.has(to), `no handler for ${to}`);
    const cause = this.cause;
    this.#queue.push({
      at: this.#now + Math.round(delayMs),
      seq: this.#seq++,
      to,
      payload,
      ...(options.key === undefined ? {} : { key: options.key }),
      ...(options.background ? { background: true } : {}),
      ...(cause === undefined ? {} : { cause }),
    });
  }

  /** Takes the entry named `key` out of the queue; says whether there was one. */
  cancel(key: string): boolean {
    return this.#queue.cancel(key);
  }

  /** When the entry named `key` falls due, if it is in the queue. */
  dueAt(key: string): number | undefined {
    return this.#queue.find(key)?.at;
  }

  /** Adds a fact to the trace; gives its place, to name as the cause of others. */
  record(type: string, resource: string, detail: Fact['detail'] = {}, cause = this.cause): number {
    if (this.trace.length >= LIMITS.facts) throw new LimitReached('facts', type, 'Start a new world.');
    return this.trace.add({ at: this.#now, type, resource, detail, ...(cause === undefined ? {} : { cause }) }).id;
  }

  /** Runs `act` so that what it records and schedules is caused by the fact `cause`. */
  because<R>(cause: number | undefined, act: () => R): R {
    const holder = this.#running;
    const before = this.cause;
    const set = (value: number | undefined): void => {
      if (holder) holder.cause = value;
      else this.#cause = value;
    };
    set(cause);
    try {
      return act();
    } finally {
      set(before);
    }
  }

  /**
   * Starts asynchronous work; it gets its first turn after what runs now.
   * `background` work (programs on machines) does not keep the world from being idle.
   */
  start(name: string, work: (task: Task) => Promise<void>, options: { background?: boolean } = {}): Task {
    if (this.#tasks.size >= LIMITS.tasks) throw new LimitReached('tasks', name, 'End some of what runs first.');
    const task = new Task(this.#host, this.#seq++, name, this.cause, work, options.background ?? false);
    this.#tasks.set(task.id, task);
    if (!task.background) this.#foregroundTasks++;
    this.#ready.push(task);
    return task;
  }

  /** Lets the tasks that wait for `name` go on with `value`; says how many did. */
  signal(name: string, value?: unknown): number {
    const tasks = this.#waiting.get(name);
    if (!tasks) return 0;
    this.#waiting.delete(name);
    for (const task of tasks) task.wake(value);
    return tasks.size;
  }

  /** Enters something into the world: journals it, and hands it to its handler. Only between `advance`s. */
  enter(who: string, kind: string, payload: Data): JournalEntry {
    if (this.journal.length >= LIMITS.journalEntries) {
      throw new LimitReached('journalEntries', kind, 'Start a new world.');
    }
    const entry = { at: this.#now, step: this.#step, who, kind, payload };
    this.journal.push(entry);
    this.#deliver(kind, payload);
    return entry;
  }

  /**
   * Runs everything due up to `until`, event by event, and leaves the clock there.
   * `stop` is asked between any two steps; when it says true, the clock stays where it is.
   * @returns whether it got to `until`.
   */
  async advance(until: number, stop: () => boolean = () => false): Promise<boolean> {
    for (;;) {
      if (stop()) return false;
      if (this.#ready.length > 0) await this.#turn();
      else if (!this.#next(until)) break;
    }
    if (until !== FOREVER) this.#now = Math.max(this.#now, until);
    return true;
  }

  /** Makes one step: the next turn of a task or the next due entry. Says whether there was one. */
  async stepOnce(): Promise<boolean> {
    if (this.#ready.length === 0) return this.#next(FOREVER);
    await this.#turn();
    return true;
  }

  /**
   * Makes steps until the world has made `moment.step` of them, and sets the clock to `moment.at`: for replays.
   * @throws BrokenAssumption when the world cannot get there.
   */
  async runTo(moment: { readonly step: number; readonly at: number }): Promise<void> {
    while (this.#step < moment.step)
      assert(await this.stepOnce(), `the world ended at step ${this.#step} of ${moment.step}`);
    assert(
      this.#step === moment.step && this.#now <= moment.at,
      `step ${this.#step} at ${this.#now} is past ${moment.step} at ${moment.at}`,
    );
    this.#now = moment.at;
  }

  /** Lets tasks that may run at this very moment do so; time stays. */
  async settle(): Promise<void> {
    while (this.#ready.length > 0) await this.#turn();
  }

  /** The world as data. Only at a moment without a task in flight. */
  checkpoint(): Checkpoint {
    assert(!this.busy, `a checkpoint with tasks in flight: ${this.tasks.map((task) => task.name).join(', ')}`);
    return this.state();
  }

  /** What the world has come to, as data; while tasks are in flight it can be looked at, not resumed from. */
  state(): Checkpoint {
    return {
      now: this.#now,
      step: this.#step,
      seq: this.#seq,
      seed: this.chance.seed,
      due: this.#queue.save(),
      drawn: this.chance.save(),
      facts: this.trace.all,
      factCount: this.trace.length,
      tables: this.store.snapshot(),
    };
  }

  #next(until: number): boolean {
    const due = this.#queue.peek();
    if (!due || due.at > until) return false;
    this.#queue.pop();
    this.#now = due.at;
    this.#watchInstant(due);
    this.#cause = due.cause;
    this.#deliver(due.to, due.payload);
    this.#cause = undefined;
    return true;
  }

  #deliver(to: string, payload: Data): void {
    this.#step++;
    const handler = this.#handlers.get(to);
    assert(handler, `no handler for ${to}`);
    handler(payload, this);
  }

  async #turn(): Promise<void> {
    const task = this.#ready.shift()!;
    this.#step++;
    this.#running = task;
    try {
      if (await task.run()) this.#forget(task);
    } catch (error) {
      this.#forget(task);
      throw error;
    } finally {
      this.#running = undefined;
    }
  }

  #forget(task: Task): void {
    this.#tasks.delete(task.id);
    if (!task.background) this.#foregroundTasks--;
  }

  #wake(id: number): void {
    this.#tasks.get(id)?.wake();
  }

  #watchInstant(due: Due): void {
    if (this.#instant.at !== due.at) this.#instant = { at: due.at, events: 0 };
    if (++this.#instant.events <= LIMITS.eventsAtOneInstant) return;
    throw new LimitReached(
      'eventsAtOneInstant',
      `the last was ${due.to}`,
      'Something feeds itself without letting time pass.',
    );
  }

  readonly #host = {
    wakeAfter: (task: Task, ms: number): void =>
      this.schedule(ms, 'kernel.wake', task.id, { key: `wake/${task.id}`, background: task.background }),
    dropWake: (task: Task): void => void this.cancel(`wake/${task.id}`),
    waitFor: (task: Task, signal: string): void => {
      const tasks = this.#waiting.get(signal);
      if (tasks) tasks.add(task);
      else this.#waiting.set(signal, new Set([task]));
    },
    dropWait: (task: Task, signal: string): void => {
      const tasks = this.#waiting.get(signal);
      tasks?.delete(task);
      if (tasks?.size === 0) this.#waiting.delete(signal);
    },
    ready: (task: Task): void => void this.#ready.push(task),
  };
}
