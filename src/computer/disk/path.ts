// Paths as POSIX has them. All paths on a disk are absolute.

/** `path` made absolute from `cwd`, with `.`, `..` and doubled slashes resolved by text. */
export function resolvePath(cwd: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The names on the way from the root to `path`. */
export const partsOf = (path: string): string[] => path.split('/').filter((part) => part !== '' && part !== '.');

/** The folder that `path` is in. */
export function dirname(path: string): string {
  const cut = path.replace(/\/+$/, '').lastIndexOf('/');
  return cut < 0 ? '.' : path.slice(0, cut) || '/';
}

/** The last name of `path`. */
export const basename = (path: string): string => path.replace(/\/+$/, '').split('/').pop() || '/';

/** `parts` joined and resolved. */
export const joinPath = (...parts: string[]): string => resolvePath('/', parts.join('/'));
