// What diagrams are made of: versions with their colours, statuses with their shapes. Knows no service.

/** The tables of one moment, as frames hold them. */
export type Tables = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

/** A commit as every picture shows it. */
export interface Version {
  readonly id: string;
  /** The first seven digits. */
  readonly short: string;
  /** Empty for a commit that is live nowhere. */
  readonly letter: string;
  /** Index of its hue; undefined is grey. */
  readonly hue?: number;
}

export type Status = 'good' | 'bad' | 'running' | 'waiting' | 'stopped' | 'none';

/** The shape of each status; words stand beside it. */
export const MARKS: Readonly<Record<Status, string>> = {
  good: '✓',
  bad: '✕',
  running: '◌',
  waiting: '❚❚',
  stopped: '■',
  none: '',
};

/** How many hues the themes hold. */
export const HUES = 6;

/** The CSS colour of a version; grey without one. */
export const hueOf = (version: Version | undefined): string =>
  version?.hue === undefined ? 'var(--hue-none)' : `var(--hue-${version.hue % HUES})`;

/** The records of one table, in their order. */
export const recordsOf = <T>(tables: Tables, name: string): readonly T[] => [
  ...((tables.get(name)?.values() ?? []) as Iterable<T>),
];

/** One record, if there is one. */
export const recordOf = <T>(tables: Tables, name: string, key: string): T | undefined =>
  tables.get(name)?.get(key) as T | undefined;

/** The version of a commit, in the colour that the world gave it. */
export function versionOf(tables: Tables, commitId: string | undefined): Version | undefined {
  if (!commitId) return undefined;
  const colour = recordOf<{ letter: string; hue: number }>(tables, 'world.colours', commitId);
  const version = { id: commitId, short: commitId.slice(0, 7), letter: colour?.letter ?? '' };
  return colour ? { ...version, hue: colour.hue } : version;
}
