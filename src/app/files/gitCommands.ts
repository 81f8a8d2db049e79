// What the mouse does in git, as the commands that it stands for.

/** A file or folder of the laptop; `depth` counts the folders between it and the one that was listed. */
export interface FileEntry {
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly folder: boolean;
}

/** One changed file, in the two letters of `git status --short`. */
export interface StatusEntry {
  readonly path: string;
  readonly status: string;
}

/** A word as the shell takes it literally. */
export const quoted = (word: string): string =>
  /^[\w./@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

export const addCommand = (paths: readonly string[]): string => `git add -- ${paths.map(quoted).join(' ')}`;
export const commitCommand = (message: string): string => `git commit -m ${quoted(message)}`;

/** The last part of a path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
