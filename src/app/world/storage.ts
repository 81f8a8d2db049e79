// Where worlds are kept: journals, written ahead, and checkpoints by the digest of their parts. Nothing else is kept.
import { decodeJson, encodeJson } from '../../lib/json.ts';
import { sha256Hex } from '../../lib/hash.ts';
import type { Branch, Moment } from '../../kernel/history.ts';
import type { JournalEntry, Origin } from '../../kernel/journal.ts';
import type { Checkpoint } from '../../kernel/kernel.ts';

const DATABASE = 'slipway';
const VERSION = 1;
/** The form of the records below; a record of another form is not read. */
const FORMAT = 1;

/** A world in the list of worlds. */
export interface WorldRecord {
  readonly id: string;
  readonly format: number;
  readonly name: string;
  readonly origin: Origin;
  readonly branch: string;
  readonly madeAt: number;
  readonly usedAt: number;
}

interface BranchRecord {
  readonly world: string;
  readonly id: string;
  readonly parent?: { readonly branch: string; readonly at: Moment };
  readonly end: Moment;
  /** How many entries the branch began with; they are stored with it, the later ones each by itself. */
  readonly shared: readonly JournalEntry[];
}

interface CheckpointRecord {
  readonly world: string;
  readonly branch: string;
  /** The checkpoint without its tables. */
  readonly head: string;
  /** Table names and the digests of their records. */
  readonly tables: readonly (readonly [string, string])[];
}

const done = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () =>
      reject(transaction.error ?? new Error('The transaction was aborted.'));
  });

const got = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The request failed.'));
  });

/** The worlds that this browser keeps. */
export class Storage {
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  /** @throws DOMException when the browser keeps nothing. */
  static async open(): Promise<Storage> {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      const database = request.result;
      database.createObjectStore('worlds', { keyPath: 'id' });
      database.createObjectStore('branches', { keyPath: ['world', 'id'] });
      database.createObjectStore('entries', { keyPath: ['world', 'branch', 'n'] });
      database.createObjectStore('checkpoints', { keyPath: ['world', 'branch'] });
      database.createObjectStore('parts');
    };
    return new Storage(await got(request));
  }

  #write(stores: string[]): IDBTransaction {
    return this.#database.transaction(stores, 'readwrite', { durability: 'strict' });
  }

  async worlds(): Promise<WorldRecord[]> {
    const all = (await got(this.#database.transaction('worlds').objectStore('worlds').getAll())) as WorldRecord[];
    return all.filter(({ format }) => format === FORMAT).sort((a, b) => b.usedAt - a.usedAt);
  }

  async world(id: string): Promise<WorldRecord | undefined> {
    const record = await got(this.#database.transaction('worlds').objectStore('worlds').get(id));
    return (record as WorldRecord | undefined)?.format === FORMAT ? (record as WorldRecord) : undefined;
  }

  async putWorld(record: Omit<WorldRecord, 'format'>): Promise<void> {
    const transaction = this.#write(['worlds']);
    transaction.objectStore('worlds').put({ ...record, format: FORMAT });
    await done(transaction);
  }

  /** Keeps a branch as it begins, or as it was read from a file: its whole journal so far. */
  async putBranch(world: string, branch: Branch): Promise<void> {
    const transaction = this.#write(['branches']);
    const { id, parent, end, journal } = branch;
    transaction.objectStore('branches').put({ world, id, end, shared: journal, ...(parent ? { parent } : {}) });
    await done(transaction);
  }

  /** Keeps one entry, the `n`th of its branch, before it enters the world. */
  async putEntry(world: string, branch: string, n: number, entry: JournalEntry): Promise<void> {
    const transaction = this.#write(['entries']);
    transaction.objectStore('entries').put({ world, branch, n, entry });
    await done(transaction);
  }

  /** Keeps how far a branch has come. */
  async putEnd(world: string, branch: string, end: Moment): Promise<void> {
    const transaction = this.#write(['branches']);
    const store = transaction.objectStore('branches');
    const record = (await got(store.get([world, branch]))) as BranchRecord;
    store.put({ ...record, end });
    await done(transaction);
  }

  /** All branches of a world, each with its whole journal. */
  async branches(world: string): Promise<Branch[]> {
    const range = IDBKeyRange.bound([world], [world, []]);
    const transaction = this.#database.transaction(['branches', 'entries']);
    const records = (await got(transaction.objectStore('branches').getAll(range))) as BranchRecord[];
    const entries = (await got(transaction.objectStore('entries').getAll(range))) as {
      branch: string;
      entry: JournalEntry;
    }[];
    return records.map(({ id, parent, end, shared }) => {
      const own = entries.filter(({ branch }) => branch === id).map(({ entry }) => entry);
      const last = own.at(-1);
      // An entry that was written down has entered, whether or not the tab lived to see it.
      const known = last && last.step >= end.step ? { step: last.step + 1, at: last.at } : end;
      return { id, journal: [...shared, ...own], end: known, ...(parent ? { parent } : {}) };
    });
  }

  /** Keeps the newest checkpoint of a branch; tables that did not change since are not written again. */
  async putCheckpoint(world: string, branch: string, checkpoint: Checkpoint): Promise<void> {
    const parts = [...checkpoint.tables].map(([name, records]) => {
      const text = encodeJson([...records]);
      return { name, text, digest: sha256Hex(text) };
    });
    const head = encodeJson({ ...checkpoint, facts: checkpoint.facts.slice(0, checkpoint.factCount), tables: [] });
    const transaction = this.#write(['checkpoints', 'parts']);
    for (const { text, digest } of parts) transaction.objectStore('parts').put(text, digest);
    const tables = parts.map(({ name, digest }) => [name, digest] as const);
    transaction.objectStore('checkpoints').put({ world, branch, head, tables } satisfies CheckpointRecord);
    await done(transaction);
    await this.#dropUnusedParts();
  }

  async checkpoint(world: string, branch: string): Promise<Checkpoint | undefined> {
    const transaction = this.#database.transaction(['checkpoints', 'parts']);
    const request = transaction.objectStore('checkpoints').get([world, branch]);
    const record = (await got(request)) as CheckpointRecord | undefined;
    if (!record) return undefined;
    const tables = new Map<string, ReadonlyMap<string, unknown>>();
    for (const [name, digest] of record.tables) {
      const text = (await got(transaction.objectStore('parts').get(digest))) as string | undefined;
      if (text === undefined || sha256Hex(text) !== digest) return undefined;
      tables.set(name, new Map(decodeJson(text) as [string, unknown][]));
    }
    return { ...(decodeJson(record.head) as Checkpoint), tables };
  }

  async #dropUnusedParts(): Promise<void> {
    const transaction = this.#write(['checkpoints', 'parts']);
    const records = (await got(transaction.objectStore('checkpoints').getAll())) as CheckpointRecord[];
    const used = new Set(records.flatMap(({ tables }) => tables.map(([, digest]) => digest)));
    const parts = transaction.objectStore('parts');
    for (const key of await got(parts.getAllKeys())) if (!used.has(key as string)) parts.delete(key);
    await done(transaction);
  }
}
