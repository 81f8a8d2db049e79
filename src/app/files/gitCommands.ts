// What the mouse does in git, as the commands that it stands for.

/** A word as the shell takes it literally. */
export const quoted = (word: string): string =>
  /^[\w./@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

export const addCommand = (paths: readonly string[]): string => `git add -- ${paths.map(quoted).join(' ')}`;
export const commitCommand = (message: string): string => `git commit -m ${quoted(message)}`;

export const diffCommand = (path: string): string => `git --no-pager diff HEAD -- ${quoted(path)}`;
