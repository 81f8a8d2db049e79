// What will happen, in order: by due time, ties by sequence number.
import { Heap } from '../lib/heap.ts';
import type { Data } from '../lib/json.ts';

/** One thing that will happen. Plain data, so that a world can be saved, sent and compared. */
export interface Due {
  /** Virtual time in milliseconds since the Unix epoch. */
  readonly at: number;
  readonly seq: number;
  /** The name of the handler that it is delivered to. */
  readonly to: string;
  readonly payload: Data;
  /** Names the entry, so that it can be cancelled. */
  readonly key?: string;
  /** The fact that led to it. */
  readonly cause?: number;
  /** True for what never ends by itself (users, health checks, polling): waiting for idleness ignores it. */
  readonly background?: boolean;
}

const before = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.seq < b.seq);

/** The queue of one world. */
export class Queue {
  #heap = new Heap<Due>(before);
  #cancelled = new Set<number>();
  #byKey = new Map<string, Due>();
  #foreground = 0;

  push(due: Due): void {
    if (due.key !== undefined) {
      this.cancel(due.key);
      this.#byKey.set(due.key, due);
    }
    if (!due.background) this.#foreground++;
    this.#heap.push(due);
  }

  /** Takes the entry named `key` out; says whether there was one. */
  cancel(key: string): boolean {
    const due = this.#byKey.get(key);
    if (!due) return false;
    this.#byKey.delete(key);
    this.#cancelled.add(due.seq);
    if (!due.background) this.#foreground--;
    return true;
  }

  /** The entry named `key`, if it is still to come. */
  find(key: string): Due | undefined {
    return this.#byKey.get(key);
  }

  /** The next entry, left in place. */
  peek(): Due | undefined {
    for (;;) {
      const due = this.#heap.peek();
      if (!due || !this.#cancelled.delete(due.seq)) return due;
      this.#heap.pop();
    }
  }

  /** The next entry, taken out. */
  pop(): Due | undefined {
    const due = this.peek();
    if (!due) return undefined;
    this.#heap.pop();
    if (due.key !== undefined) this.#byKey.delete(due.key);
    if (!due.background) this.#foreground--;
    return due;
  }

  /** How many entries are not background. */
  get foreground(): number {
    return this.#foreground;
  }

  /** All entries in the order in which they will happen. */
  save(): Due[] {
    const live = this.#heap.values().filter((due) => !this.#cancelled.has(due.seq));
    return live.sort((a, b) => (before(a, b) ? -1 : 1));
  }

  static load(entries: readonly Due[]): Queue {
    const queue = new Queue();
    for (const due of entries) queue.push(due);
    return queue;
  }
}
