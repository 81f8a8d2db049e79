// Paths that fit a pattern with `*` and `?` in its names, in order of names.
import type { Files } from '../../disk/disk.ts';
import { partsOf } from '../../disk/path.ts';

/** Every path that exists and fits `pattern`. */
export function globPaths(files: Files, pattern: string): string[] {
  let found = [''];
  for (const part of partsOf(pattern)) {
    if (!/[*?[]/.test(part)) found = found.map((folder) => `${folder}/${part}`);
    else {
      const expression = new RegExp(
        `^${part
          .replace(/[.+^${}()|\\]/g, '\\$&')
          .replace(/\*/g, '[^/]*')
          .replace(/\?/g, '[^/]')}$`,
      );
      found = found.flatMap((folder) =>
        files.isDirectory(folder || '/')
          ? files
              .readdir(folder || '/')
              .filter((name) => !name.startsWith('.') && expression.test(name))
              .map((name) => `${folder}/${name}`)
          : [],
      );
    }
  }
  return found.filter((path) => files.exists(path));
}
