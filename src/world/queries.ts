// What the page may ask of a world besides its frames. Reading changes nothing.
import { FsError } from '../computer/disk/errors.ts';
import { joinPath } from '../computer/disk/path.ts';
import type { World } from './world.ts';

interface Place {
  readonly computer: string;
  readonly user?: string;
  readonly path: string;
}

const filesOf = (world: World, { computer, user = 'root' }: Place) => world.computers.get(computer).files(user);

/** Gives undefined where the disk says no. */
function readable<R>(read: () => R): R | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof FsError) return undefined;
    throw error;
  }
}

export const queries: Readonly<Record<string, (world: World, params: never) => unknown>> = {
  /** Entries of a folder: names, kinds, sizes. */
  'files.list': (world, place: Place) =>
    readable(() => {
      const files = filesOf(world, place);
      return files.readdir(place.path).map((name) => {
        const { kind, size, mode } = files.lstat(joinPath(place.path, name));
        return { name, kind, size, mode };
      });
    }),
  /** Text of a file. */
  'files.read': (world, place: Place) => readable(() => filesOf(world, place).readText(place.path)),
};
