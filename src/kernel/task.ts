// Foreign asynchronous work. One task runs at a time; it holds the baton until it ends, sleeps or waits, and the
// clock moves only while no task holds it. So order is a matter of virtual time and sequence, never of promises.
import { assert } from '../lib/assert.ts';

/** Rejects what a task is waiting for when the task is aborted. */
export class TaskAborted extends Error {
  override name = 'TaskAborted';
  readonly reason: string;

  constructor(reason: string) {
    super(`aborted: ${reason}`);
    this.reason = reason;
  }
}

/** What a task needs of the kernel. */
export interface TaskHost {
  /** Wakes `task` after `ms` of virtual time. */
  wakeAfter(task: Task, ms: number): void;
  /** Drops a wake-up that is still to come. */
  dropWake(task: Task): void;
  /** Remembers that `task` waits for `signal`. */
  waitFor(task: Task, signal: string): void;
  dropWait(task: Task, signal: string): void;
  /** Puts the task in the line of those that may run. */
  ready(task: Task): void;
}

interface Pending {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
  signal?: string;
}

/** How much virtual time may be charged before the task has to let the rest of the world go on. */
const CHARGE_QUANTUM_MS = 20;

/** A piece of asynchronous work inside a world. */
export class Task {
  readonly id: number;
  readonly name: string;
  /** True for what does not keep the world from being idle. */
  readonly background: boolean;
  /** The fact that what this task does is caused by. */
  cause: number | undefined;
  #host: TaskHost;
  #work: (task: Task) => Promise<void>;
  #pending: Pending | undefined;
  #giveBack: (() => void) | undefined;
  #next: (() => void) | undefined;
  #abortReason: string | undefined;
  #charged = 0;
  #ended = false;
  #failure: { error: unknown } | undefined;

  constructor(
    host: TaskHost,
    id: number,
    name: string,
    cause: number | undefined,
    work: (task: Task) => Promise<void>,
    background = false,
  ) {
    this.#host = host;
    this.id = id;
    this.name = name;
    this.background = background;
    this.cause = cause;
    this.#work = work;
  }

  /** Why the task was told to end, if it was. */
  get aborted(): string | undefined {
    return this.#abortReason;
  }

  /** True while the task holds the baton. */
  get running(): boolean {
    return this.#giveBack !== undefined;
  }

  /**
   * Lets `ms` of virtual time pass.
   * @throws TaskAborted when the task is told to end meanwhile.
   */
  async sleep(ms: number): Promise<void> {
    const whole = Math.max(0, Math.round(ms)) + Math.floor(this.#charged);
    this.#charged -= Math.floor(this.#charged);
    await this.#pause((host) => host.wakeAfter(this, whole));
  }

  /**
   * Charges `ms` (fractions allowed) of virtual time for work done; sleeps once enough has come together.
   * A loop that charges for each turn can therefore be stopped, and never holds the world up.
   * @throws TaskAborted when the task was told to end.
   */
  charge(ms: number): Promise<void> | undefined {
    this.throwIfAborted();
    this.#charged += ms;
    return this.#charged >= CHARGE_QUANTUM_MS ? this.sleep(0) : undefined;
  }

  /**
   * Gives the baton back until somebody calls `kernel.signal(signal, value)`; gives that value.
   * Look first whether what you wait for has happened: a signal that nobody waits for is lost.
   * @throws TaskAborted when the task is told to end meanwhile.
   */
  async wait(signal: string): Promise<unknown> {
    return this.#pause((host) => host.waitFor(this, signal), signal);
  }

  /** @throws TaskAborted when the task was told to end. */
  throwIfAborted(): void {
    if (this.#abortReason !== undefined) throw new TaskAborted(this.#abortReason);
  }

  /** Tells the task to end: what it waits for rejects now, and what it waits for later rejects at once. */
  abort(reason: string): void {
    if (this.#abortReason !== undefined) return;
    this.#abortReason = reason;
    const pending = this.#pending;
    if (!pending) return;
    if (pending.signal === undefined) this.#host.dropWake(this);
    else this.#host.dropWait(this, pending.signal);
    this.#continue(() => pending.reject(new TaskAborted(reason)));
  }

  /** For the kernel: what the task waited for is there. */
  wake(value?: unknown): void {
    const pending = this.#pending;
    assert(pending, `task ${this.name} was woken but does not wait`);
    this.#continue(() => pending.resolve(value));
  }

  /**
   * For the kernel: runs until the task gives the baton back; gives true when it has ended.
   * @throws whatever the work threw, but for TaskAborted.
   */
  async run(): Promise<boolean> {
    await new Promise<void>((giveBack) => {
      this.#giveBack = giveBack;
      const next = this.#next ?? (() => void this.#begin());
      this.#next = undefined;
      next();
    });
    if (this.#failure) throw this.#failure.error;
    return this.#ended;
  }

  async #begin(): Promise<void> {
    try {
      await this.#work(this);
    } catch (error) {
      if (!(error instanceof TaskAborted)) this.#failure = { error };
    }
    this.#ended = true;
    const giveBack = this.#giveBack;
    this.#giveBack = undefined;
    giveBack?.();
  }

  #continue(next: () => void): void {
    this.#pending = undefined;
    this.#next = next;
    this.#host.ready(this);
  }

  #pause(register: (host: TaskHost) => void, signal?: string): Promise<unknown> {
    this.throwIfAborted();
    assert(this.#giveBack, `task ${this.name} waits without holding the baton`);
    assert(!this.#pending, `task ${this.name} waits for two things at once`);
    const promise = new Promise<unknown>((resolve, reject) => {
      this.#pending = { resolve, reject, ...(signal === undefined ? {} : { signal }) };
    });
    register(this.#host);
    const giveBack = this.#giveBack;
    this.#giveBack = undefined;
    giveBack();
    return promise;
  }
}
