// git's configuration: the user's, then the repository's, later ones winning.
import { FsError } from '../disk/errors.ts';
import type { Files } from '../disk/disk.ts';

/** Values by full key in lower case but for the subsection: `remote.origin.url`. */
export type GitConfig = ReadonlyMap<string, readonly string[]>;

/** Reads configuration text. */
export function parseConfig(text: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  let section = '';
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    const [, name, subsection] = /^\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]$/.exec(line) ?? [];
    if (name) section = name.toLowerCase() + (subsection === undefined ? '' : `.${subsection}`);
    const [, key, value = 'true'] = /^([\w-]+)\s*(?:=\s*(.*))?$/.exec(line) ?? [];
    if (!key || !section || name) continue;
    const full = `${section}.${key.toLowerCase()}`;
    values.set(full, [...(values.get(full) ?? []), value.replace(/^"(.*)"$/, '$1')]);
  }
  return values;
}

/** The configuration that holds in a repository (or outside of any). */
export function readConfig(files: Files, home: string, gitdir?: string): GitConfig {
  const all = new Map<string, string[]>();
  for (const path of [`${home}/.gitconfig`, ...(gitdir ? [`${gitdir}/config`] : [])]) {
    for (const [key, values] of parseConfig(readOr(files, path))) all.set(key, [...(all.get(key) ?? []), ...values]);
  }
  return all;
}

function readOr(files: Files, path: string): string {
  try {
    return files.readText(path);
  } catch (error) {
    if (error instanceof FsError) return '';
    throw error;
  }
}

/** `text` with `key` set to `value`, or without it when `value` is undefined. */
export function changeConfig(text: string, key: string, value: string | undefined): string {
  const [, section = '', subsection, name = ''] = /^([^.]+)(?:\.(.+))?\.([^.]+)$/.exec(key) ?? [];
  const header = subsection === undefined ? `[${section}]` : `[${section} "${subsection}"]`;
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.trim().toLowerCase() === header.toLowerCase());
  const assigned = value === undefined ? [] : [`\t${name} = ${value}`];
  if (start < 0)
    return value === undefined ? text : `${text}${text && !text.endsWith('\n') ? '\n' : ''}${header}\n${assigned[0]}\n`;
  let end = start + 1;
  while (end < lines.length && !/^\s*\[/.test(lines[end]!)) end++;
  const body = lines
    .slice(start + 1, end)
    .filter((line) => line.trim() !== '' && line.trim().split(/\s*=/)[0]!.toLowerCase() !== name.toLowerCase());
  return [...lines.slice(0, start + 1), ...body, ...assigned, ...lines.slice(end)].join('\n').replace(/\n*$/, '\n');
}
