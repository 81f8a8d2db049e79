// Disks that belong to no machine: a repository's, say. Kept in the same table as the machines' own.
import type { Kernel } from '../../kernel/kernel.ts';
import { disksTable } from '../model.ts';
import { Disk, emptyDirectory } from './disk.ts';

/** The disk named `key`, made empty when there is none. */
export function storedDisk(kernel: Kernel, key: string): Disk {
  let disks = live.get(kernel);
  if (!disks) live.set(kernel, (disks = new Map()));
  let disk = disks.get(key);
  if (!disk) {
    const table = kernel.table(disksTable);
    const { root, writes } = table.get(key) ?? table.put(key, { root: emptyDirectory(kernel.now), writes: 0 });
    disk = new Disk(
      {
        now: () => kernel.now,
        changed: (changed) => void table.put(key, { root: changed.root, writes: changed.writes }),
        capacityBytes: 0,
      },
      root,
      writes,
    );
    disks.set(key, disk);
  }
  return disk;
}

/** Forgets the disk named `key` and all it holds. */
export function dropDisk(kernel: Kernel, key: string): void {
  live.get(kernel)?.delete(key);
  kernel.table(disksTable).delete(key);
}

// Faces on the table, made anew when a world is loaded: nothing of the world is kept here.
const live = new WeakMap<Kernel, Map<string, Disk>>();
