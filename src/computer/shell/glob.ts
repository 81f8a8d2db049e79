// Pathname expansion: patterns become the names that are there.
import type { Files } from '../disk/disk.ts';
import { resolvePath } from '../disk/path.ts';
import { isPattern, patternRegExp } from './pattern.ts';

/** Names that fit `pattern` (quoted characters behind backslashes), sorted; empty when none does. */
export function expandGlob(
  files: Files,
  cwd: string,
  pattern: string,
  options: { dotglob?: boolean; globstar?: boolean; extglob?: boolean },
): string[] {
  const absolute = pattern.startsWith('/');
  const segments = pattern.split('/').filter((segment, index, all) => segment !== '' || index === all.length - 1);
  let found: string[] = [absolute ? '/' : ''];
  segments.forEach((segment, index) => {
    const last = index === segments.length - 1;
    found = found.flatMap((base) => step(files, cwd, base, segment, last, options));
  });
  return found.sort();
}

function step(
  files: Files,
  cwd: string,
  base: string,
  segment: string,
  last: boolean,
  options: { dotglob?: boolean; globstar?: boolean; extglob?: boolean },
): string[] {
  const folder = resolvePath(cwd, base || '.');
  const join = (name: string): string => `${base}${name}${last ? '' : '/'}`;
  if (segment === '') return files.isDirectory(folder) ? [base] : [];
  if (!isPattern(segment, options.extglob)) {
    const name = segment.replace(/\\(.)/g, '$1');
    return files.exists(resolvePath(folder, name)) ? [join(name)] : [];
  }
  if (segment === '**' && options.globstar)
    return [...deep(files, folder, base)].map((path) => (last ? path.replace(/\/$/, '') : path)).filter(Boolean);
  if (!files.isDirectory(folder)) return [];
  const fits = patternRegExp(segment, options.extglob ? { extglob: true } : {});
  let names: string[];
  try {
    names = files.readdir(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => (name.startsWith('.') ? segment.startsWith('.') || options.dotglob : true) && fits.test(name))
    .filter((name) => last || files.isDirectory(resolvePath(folder, name)))
    .map(join);
}

function* deep(files: Files, folder: string, base: string): Generator<string> {
  yield base;
  if (!files.isDirectory(folder)) return;
  for (const name of files.readdir(folder)) {
    if (!name.startsWith('.') && files.isDirectory(`${folder}/${name}`))
      yield* deep(files, `${folder}/${name}`, `${base}${name}/`);
  }
}
