// Immutable trees for images and packages, described as a table of paths. Shared by every machine that has them.
import { toBytes } from '../../lib/bytes.ts';
import type { DeviceNode, DirectoryNode, DiskNode, FileNode } from '../disk/node.ts';
import { partsOf } from '../disk/path.ts';
import { PROGRAM_MAGIC } from '../process.ts';

/** Every image and package is of this date, so that trees are the same in every world. */
export const IMAGE_TIME = Date.UTC(2025, 9, 17);

interface Owned {
  readonly owner?: string;
  readonly group?: string;
  readonly mode?: number;
}

/** What stands at a path: a file's text, or a file, folder, link or device with owner and mode. */
export type Spec =
  | string
  | (Owned & { readonly text: string })
  | (Owned & { readonly link: string })
  | (Owned & { readonly folder: true })
  | (Owned & { readonly device: DeviceNode['device'] })
  | DiskNode;

const meta = ({ owner = 'root', group = owner }: Owned) => ({ owner, group, mtimeMs: IMAGE_TIME, mtimeNs: 0 });

function nodeOf(spec: Spec): DiskNode {
  if (typeof spec === 'string') return nodeOf({ text: spec });
  if ('kind' in spec) return spec;
  if ('text' in spec) return { kind: 'file', mode: spec.mode ?? 0o644, ...meta(spec), data: toBytes(spec.text) };
  if ('link' in spec) return { kind: 'link', mode: 0o777, ...meta(spec), target: spec.link };
  if ('device' in spec) return { kind: 'device', mode: spec.mode ?? 0o666, ...meta(spec), device: spec.device };
  return { kind: 'directory', mode: spec.mode ?? 0o755, ...meta(spec), entries: {} };
}

/** A tree that holds `specs` by absolute path; folders on the way are made, root's. */
export function treeOf(specs: Readonly<Record<string, Spec>>): DirectoryNode {
  let root = nodeOf({ folder: true }) as DirectoryNode;
  const grown = { ...root, entries: {} as Record<string, DiskNode> };
  for (const [path, spec] of Object.entries(specs)) {
    let folder = grown;
    const parts = partsOf(path);
    for (const part of parts.slice(0, -1)) {
      const next = folder.entries[part] ?? { ...(nodeOf({ folder: true }) as DirectoryNode), entries: {} };
      folder.entries[part] = next;
      folder = next as typeof grown;
    }
    const node = nodeOf(spec);
    const name = parts.at(-1)!;
    const there = folder.entries[name];
    folder.entries[name] =
      node.kind === 'directory' && there?.kind === 'directory'
        ? { ...node, entries: { ...there.entries, ...node.entries } }
        : node.kind === 'directory'
          ? { ...node, entries: { ...node.entries } }
          : node;
  }
  root = grown;
  return root;
}

/** `base` with everything of `over` laid over it; what neither changes is shared. Folders of `base` keep their owner. */
export function mergeTrees(base: DirectoryNode, over: DirectoryNode): DirectoryNode {
  const entries: Record<string, DiskNode> = { ...base.entries };
  for (const [name, node] of Object.entries(over.entries)) {
    const there = entries[name];
    entries[name] = there?.kind === 'directory' && node.kind === 'directory' ? mergeTrees(there, node) : node;
  }
  return { ...base, entries };
}

/** The file of the program `name`: what is in /usr/bin for a command that the simulator runs itself. */
export function programFile(name: string): FileNode {
  return nodeOf({ text: `${PROGRAM_MAGIC}${name}\n`, mode: 0o755 }) as FileNode;
}

/** Program files for `names` in `folder`. */
export const programFiles = (names: readonly string[], folder = '/usr/bin'): Record<string, Spec> =>
  Object.fromEntries(names.map((name) => [`${folder}/${name}`, programFile(name)]));
