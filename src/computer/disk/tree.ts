// Whole folders as lists of entries, and back: archives, checkouts, images.
import type { DirectoryNode, DiskNode } from './node.ts';
import { partsOf } from './path.ts';

/** One file, folder or link below a folder. */
export interface TreeEntry {
  /** Relative, without a leading slash; a folder's may end in one. */
  readonly path: string;
  /** Content; of a link, its target in UTF-8; of a folder, empty. */
  readonly data: Uint8Array;
  /** Unix mode with type bits (0o100644, 0o100755, 0o120777, 0o40755), as git and zip keep it. */
  readonly mode: number;
}

export interface TreeOptions {
  readonly owner?: string;
  readonly group?: string;
  readonly mtimeMs: number;
}

interface Growing {
  entries: Record<string, DiskNode | Growing>;
  mode: number;
  growing: true;
}

/** A folder that holds `entries`; folders on the way are made. */
export function buildTree(entries: Iterable<TreeEntry>, options: TreeOptions): DirectoryNode {
  const { owner = 'root', group = owner, mtimeMs } = options;
  const meta = { owner, group, mtimeMs, mtimeNs: 0 };
  const root: Growing = { entries: {}, mode: 0o755, growing: true };
  for (const { path, data, mode } of entries) {
    const parts = partsOf(path);
    const isFolder = (mode & 0o170000) === 0o40000;
    const folder = descend(root, isFolder ? parts : parts.slice(0, -1));
    if (isFolder) folder.mode = mode & 0o7777;
    else folder.entries[parts.at(-1)!] = leaf(data, mode, meta);
  }
  return seal(root, meta);
}

/** Everything below `folder`, folders before what they hold, names in order of code points. */
export function listTree(folder: DirectoryNode, prefix = ''): TreeEntry[] {
  const list: TreeEntry[] = [];
  for (const name of Object.keys(folder.entries).sort()) {
    const node = folder.entries[name]!;
    const path = prefix + name;
    if (node.kind === 'directory') {
      list.push(
        { path: `${path}/`, data: new Uint8Array(0), mode: 0o40000 | node.mode },
        ...listTree(node, `${path}/`),
      );
    } else if (node.kind === 'file') list.push({ path, data: node.data, mode: 0o100000 | node.mode });
    else if (node.kind === 'link') list.push({ path, data: new TextEncoder().encode(node.target), mode: 0o120777 });
  }
  return list;
}

function descend(root: Growing, parts: readonly string[]): Growing {
  let folder = root;
  for (const part of parts) {
    const next = folder.entries[part];
    if (next && 'growing' in next) folder = next;
    else folder = folder.entries[part] = { entries: {}, mode: 0o755, growing: true };
  }
  return folder;
}

function leaf(data: Uint8Array, mode: number, meta: Omit<DirectoryNode, 'kind' | 'entries' | 'mode'>): DiskNode {
  if ((mode & 0o170000) !== 0o120000) return { kind: 'file', mode: mode & 0o7777 || 0o644, ...meta, data };
  return { kind: 'link', mode: 0o777, ...meta, target: new TextDecoder().decode(data) };
}

function seal(folder: Growing, meta: Omit<DirectoryNode, 'kind' | 'entries' | 'mode'>): DirectoryNode {
  const entries: Record<string, DiskNode> = {};
  for (const [name, node] of Object.entries(folder.entries))
    entries[name] = 'growing' in node ? seal(node, meta) : node;
  return { kind: 'directory', mode: folder.mode, ...meta, entries };
}
