// What a disk holds: an immutable tree. A write copies the path to the root and shares all else, so a snapshot is
// a pointer, a thousand instances share their image, and two disks can be compared by identity.

interface Meta {
  /** Permission bits, e.g. 0o644; with set-uid and sticky bits. */
  readonly mode: number;
  readonly owner: string;
  readonly group: string;
  /** Virtual time of the last change in milliseconds since the Unix epoch. */
  readonly mtimeMs: number;
  /** Nanoseconds within that millisecond: a counter, so that each write is strictly later than the one before. */
  readonly mtimeNs: number;
}

export interface FileNode extends Meta {
  readonly kind: 'file';
  readonly data: Uint8Array;
}

export interface DirectoryNode extends Meta {
  readonly kind: 'directory';
  readonly entries: { readonly [name: string]: DiskNode };
}

export interface LinkNode extends Meta {
  readonly kind: 'link';
  readonly target: string;
}

/** A device file: `null` swallows and gives nothing, `zero` and `random` give bytes, `tty` is the terminal. */
export interface DeviceNode extends Meta {
  readonly kind: 'device';
  readonly device: 'null' | 'zero' | 'random' | 'tty' | 'full';
}

export type DiskNode = FileNode | DirectoryNode | LinkNode | DeviceNode;

/** What `stat` tells of a node. */
export interface Stat extends Meta {
  readonly kind: DiskNode['kind'];
  /** Bytes of a file, 4096 for a directory, length of a link's target. */
  readonly size: number;
}

/** Bytes that a node's content takes, folders and all below them included. */
export function contentBytes(node: DiskNode): number {
  if (node.kind === 'file') return node.data.length;
  if (node.kind !== 'directory') return 0;
  const known = measured.get(node);
  if (known !== undefined) return known;
  let bytes = 0;
  for (const child of Object.values(node.entries)) bytes += contentBytes(child);
  measured.set(node, bytes);
  return bytes;
}

// Nodes never change, so what was measured stays true.
const measured = new WeakMap<DirectoryNode, number>();
