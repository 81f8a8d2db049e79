// All state of a world that is not the queue: tables of immutable records. A record is replaced, never changed,
// so that frames, checkpoints and forks can share what did not change.
import { assert } from '../lib/assert.ts';

/** Names a table and says what its records are. Declared once, beside the type, in a `model.ts`. */
export interface TableDef<T> {
  readonly name: string;
  /** Ways to find records by something other than their key; a record that gives `undefined` is left out. */
  readonly indexes: Readonly<Record<string, (record: T) => string | undefined>>;
  /** False for tables that are too large or too private to go to the page. */
  readonly framed: boolean;
}

/** Declares a table, e.g. `defineTable<Build>('codebuild.builds', { project: (b) => b.projectName })`. */
export function defineTable<T>(
  name: string,
  indexes: Record<string, (record: T) => string | undefined> = {},
  options: { framed?: boolean } = {},
): TableDef<T> {
  return { name, indexes, framed: options.framed ?? true };
}

/** Records of one kind, by key, in the order in which they were first put. */
export class Table<T> {
  readonly def: TableDef<T>;
  #records: Map<string, T>;
  #shared = false;
  #found: Record<string, Map<string, Set<string>>> | undefined;
  /** Keys put or deleted since `takeChanges` was last called. */
  #changed = new Set<string>();

  constructor(def: TableDef<T>, records: Map<string, T> = new Map()) {
    this.def = def;
    this.#records = records;
    this.#shared = records.size > 0;
  }

  get size(): number {
    return this.#records.size;
  }

  get(key: string): T | undefined {
    return this.#records.get(key);
  }

  has(key: string): boolean {
    return this.#records.has(key);
  }

  /** The record that the caller knows to be there. */
  must(key: string): T {
    const record = this.#records.get(key);
    assert(record !== undefined, `${this.def.name} has no ${key}`);
    return record;
  }

  put(key: string, record: T): T {
    const old = this.#own().get(key);
    this.#records.set(key, record);
    this.#changed.add(key);
    if (this.#found) this.#reindex(key, old, record);
    return record;
  }

  /** Puts the record with some members replaced. */
  patch(key: string, change: Partial<T>): T {
    return this.put(key, { ...this.must(key), ...change });
  }

  delete(key: string): void {
    const old = this.#own().get(key);
    if (old === undefined) return;
    this.#records.delete(key);
    this.#changed.add(key);
    if (this.#found) this.#reindex(key, old, undefined);
  }

  keys(): IterableIterator<string> {
    return this.#records.keys();
  }

  values(): T[] {
    return [...this.#records.values()];
  }

  entries(): [string, T][] {
    return [...this.#records];
  }

  /** The records whose index `index` gives `value`, oldest first. */
  by(index: string, value: string): T[] {
    this.#found ??= this.#buildIndexes();
    const keys = this.#found[index]?.get(value);
    return keys ? [...keys].map((key) => this.must(key)) : [];
  }

  /** Keys put or deleted since the last call. */
  takeChanges(): Set<string> {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  /** The records as they are now; the table copies before it changes them again. */
  share(): Map<string, T> {
    this.#shared = true;
    return this.#records;
  }

  #own(): Map<string, T> {
    if (this.#shared) {
      this.#records = new Map(this.#records);
      this.#shared = false;
    }
    return this.#records;
  }

  #buildIndexes(): Record<string, Map<string, Set<string>>> {
    this.#found = Object.fromEntries(Object.keys(this.def.indexes).map((name) => [name, new Map()]));
    for (const [key, record] of this.#records) this.#reindex(key, undefined, record);
    return this.#found;
  }

  #reindex(key: string, old: T | undefined, record: T | undefined): void {
    for (const [name, valueOf] of Object.entries(this.def.indexes)) {
      const before = old === undefined ? undefined : valueOf(old);
      const after = record === undefined ? undefined : valueOf(record);
      if (before === after) continue;
      const found = this.#found![name]!;
      if (before !== undefined) found.get(before)?.delete(key);
      if (after === undefined) continue;
      const keys = found.get(after);
      if (keys) keys.add(key);
      else found.set(after, new Set([key]));
    }
  }
}

/** All records of a store, by table. Maps are shared: treat them as immutable. */
export type StoreSnapshot = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

/** The tables of one world. */
export class Store {
  #tables = new Map<string, Table<unknown>>();
  #waiting: Map<string, ReadonlyMap<string, unknown>>;

  constructor(snapshot: StoreSnapshot = new Map()) {
    // Tables come to life when their definition is first used.
    this.#waiting = new Map(snapshot);
  }

  table<T>(def: TableDef<T>): Table<T> {
    let table = this.#tables.get(def.name) as Table<T> | undefined;
    if (!table) {
      table = new Table(def, this.#waiting.get(def.name) as Map<string, T> | undefined);
      this.#waiting.delete(def.name);
      this.#tables.set(def.name, table as Table<unknown>);
    }
    assert(table.def === def, `two definitions of the table ${def.name}`);
    return table;
  }

  /** The tables that are in use, in the order of their names. */
  tables(): Table<unknown>[] {
    return [...this.#tables.values()].sort((a, b) => (a.def.name < b.def.name ? -1 : 1));
  }

  /** Everything as it is now, shared and cheap. Empty tables are left out: using a table must not be a change. */
  snapshot(): StoreSnapshot {
    const all: [string, ReadonlyMap<string, unknown>][] = [...this.#waiting];
    for (const table of this.#tables.values()) if (table.size > 0) all.push([table.def.name, table.share()]);
    return new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
