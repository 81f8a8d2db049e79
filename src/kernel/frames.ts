// What is published of a world after its steps: the records that changed, and the facts that were added.
import type { Fact } from './trace.ts';
import type { Kernel } from './kernel.ts';

/** Records of one table that were put or deleted since the frame before. */
export interface TableDelta {
  readonly put: readonly (readonly [string, unknown])[];
  readonly deleted: readonly string[];
}

/** The step from one frame to the next. Records are immutable and shared. */
export interface FrameDelta {
  /** Virtual time in epoch milliseconds. */
  readonly now: number;
  readonly step: number;
  /** True when nothing is under way but what never ends by itself. */
  readonly idle: boolean;
  readonly tables: Readonly<Record<string, TableDelta>>;
  /** New facts. */
  readonly facts: readonly Fact[];
}

/** Makes the frames of one world. The first holds everything. */
export class Frames {
  readonly #kernel: Kernel;
  #seenFacts = 0;
  #whole = true;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** What changed since the last call. */
  next(): FrameDelta {
    const tables: Record<string, TableDelta> = {};
    for (const table of this.#kernel.store.tables()) {
      const changed = table.takeChanges();
      if (!table.def.framed) continue;
      const keys = this.#whole ? table.keys() : changed;
      const put: [string, unknown][] = [];
      const deleted: string[] = [];
      for (const key of keys) {
        const record = table.get(key);
        if (record === undefined) deleted.push(key);
        else put.push([key, record]);
      }
      if (put.length + deleted.length > 0) tables[table.def.name] = { put, deleted };
    }
    this.#whole = false;
    const facts = this.#kernel.trace.since(this.#seenFacts);
    this.#seenFacts += facts.length;
    return { now: this.#kernel.now, step: this.#kernel.step, idle: this.#kernel.idle, tables, facts };
  }
}

/** One moment as a whole: tables by name, records by key. */
export interface Frame {
  readonly now: number;
  readonly step: number;
  readonly idle: boolean;
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
  readonly facts: readonly Fact[];
}

export const emptyFrame: Frame = { now: 0, step: 0, idle: true, tables: new Map(), facts: [] };

/** The frame after `delta`; what did not change is shared with the frame before. */
export function applyDelta(frame: Frame, delta: FrameDelta): Frame {
  const tables = new Map(frame.tables);
  for (const [name, { put, deleted }] of Object.entries(delta.tables)) {
    const records = new Map(tables.get(name));
    for (const [key, record] of put) records.set(key, record);
    for (const key of deleted) records.delete(key);
    tables.set(name, records);
  }
  const facts = delta.facts.length > 0 ? [...frame.facts, ...delta.facts] : frame.facts;
  return { now: delta.now, step: delta.step, idle: delta.idle, tables, facts };
}
