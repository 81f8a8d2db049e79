// One machine's disk: copy-on-write in memory, synchronous, POSIX in what it allows and what it answers.
import { toBytes, toText } from '../../lib/bytes.ts';
import { FsError } from './errors.ts';
import { contentBytes, type DirectoryNode, type DiskNode, type FileNode, type Stat } from './node.ts';
import { dirname, joinPath, partsOf } from './path.ts';

/** Who acts on a disk: permission bits are checked against them; `root` may do everything. */
export interface Credentials {
  readonly user: string;
  readonly groups: readonly string[];
}

/** What a disk needs of its machine. */
export interface DiskHost {
  /** Virtual time in milliseconds since the Unix epoch. */
  now(): number;
  /** Told the new root after each change. */
  changed(disk: Disk): void;
  /** Bytes that files may take in all; 0 for no limit. */
  capacityBytes: number;
}

const LINKS_MAX = 40;
const ROOT: Credentials = { user: 'root', groups: ['root'] };
const READ = 4;
const WRITE = 2;
const EXECUTE = 1;

/** An empty folder owned by root. */
export const emptyDirectory = (mtimeMs: number, mode = 0o755): DirectoryNode => ({
  kind: 'directory',
  mode,
  owner: 'root',
  group: 'root',
  mtimeMs,
  mtimeNs: 0,
  entries: {},
});

interface Place {
  /** Real path of the folder that holds the node. */
  parents: DirectoryNode[];
  names: string[];
  node: DiskNode | undefined;
}

/** The tree and its changes. Most code wants `Files`, a disk as one user sees it. */
export class Disk {
  #root: DirectoryNode;
  #writes: number;
  readonly #host: DiskHost;

  constructor(host: DiskHost, root: DirectoryNode, writes = 0) {
    this.#host = host;
    this.#root = root;
    this.#writes = writes;
  }

  /** The tree as it is now. Immutable: keep it, compare it, build another disk on it. */
  get root(): DirectoryNode {
    return this.#root;
  }

  /** How many changes the disk has seen; kept with the root, so that time stamps go on where they stopped. */
  get writes(): number {
    return this.#writes;
  }

  /** Bytes that files take. */
  get usedBytes(): number {
    return contentBytes(this.#root);
  }

  get capacityBytes(): number {
    return this.#host.capacityBytes;
  }

  /** The disk as `who` sees it. */
  as(who: Credentials = ROOT): Files {
    return new Files(this, who);
  }

  /** For `Files`: replaces the tree. */
  replaceRoot(root: DirectoryNode, path: string): void {
    const capacity = this.#host.capacityBytes;
    if (capacity > 0 && root !== this.#root) {
      const bytes = contentBytes(root);
      if (bytes > capacity && bytes > contentBytes(this.#root)) throw new FsError('ENOSPC', path, 'write');
    }
    this.#root = root;
    this.#host.changed(this);
  }

  /** For `Files`: a time stamp strictly later than the last one. */
  stamp(): { mtimeMs: number; mtimeNs: number } {
    return { mtimeMs: this.#host.now(), mtimeNs: ++this.#writes % 1_000_000 };
  }
}

/** A disk as one user sees it. Paths are absolute; every method throws `FsError` as the system calls answer. */
export class Files {
  readonly disk: Disk;
  readonly who: Credentials;

  constructor(disk: Disk, who: Credentials) {
    this.disk = disk;
    this.who = who;
  }

  /** The node at `path`, links followed; undefined when there is none (or the way there is not a folder). */
  node(path: string): DiskNode | undefined {
    try {
      return this.#find(path, 'stat').node;
    } catch (error) {
      if (error instanceof FsError && error.code !== 'EACCES') return undefined;
      throw error;
    }
  }

  exists(path: string): boolean {
    try {
      return this.node(path) !== undefined;
    } catch {
      return false;
    }
  }

  isFile(path: string): boolean {
    return this.exists(path) && this.node(path)?.kind === 'file';
  }

  isDirectory(path: string): boolean {
    return this.exists(path) && this.node(path)?.kind === 'directory';
  }

  stat(path: string): Stat {
    return statOf(this.#must(path, 'stat'));
  }

  /** Like `stat`, of a link itself. */
  lstat(path: string): Stat {
    const { node } = this.#find(path, 'lstat', false);
    if (!node) throw new FsError('ENOENT', path, 'lstat');
    return statOf(node);
  }

  readFile(path: string): Uint8Array {
    const node = this.#must(path, 'open');
    if (node.kind === 'directory') throw new FsError('EISDIR', path, 'read');
    this.#allow(node, READ, path, 'open');
    return node.kind === 'file' ? node.data : new Uint8Array(0);
  }

  /** The file's text (UTF-8). */
  readText(path: string): string {
    return toText(this.readFile(path));
  }

  /** Names in a folder, sorted by code point. */
  readdir(path: string): string[] {
    const node = this.#must(path, 'scandir');
    if (node.kind !== 'directory') throw new FsError('ENOTDIR', path, 'scandir');
    this.#allow(node, READ, path, 'scandir');
    return Object.keys(node.entries).sort();
  }

  /** Writes a file whole; a new one gets `mode` (0o644 unless told). */
  writeFile(path: string, data: string | Uint8Array, options: { mode?: number } = {}): void {
    this.#put(path, toBytes(data), options.mode ?? 0o644, false);
  }

  appendFile(path: string, data: string | Uint8Array): void {
    this.#put(path, toBytes(data), 0o644, true);
  }

  /** Makes a folder; with `recursive` its parents too, and no complaint when it is there. */
  mkdir(path: string, options: { recursive?: boolean; mode?: number } = {}): void {
    if (options.recursive) return this.#mkdirs(path, options.mode ?? 0o755);
    const place = this.#find(path, 'mkdir', false);
    if (place.node) throw new FsError('EEXIST', path, 'mkdir');
    this.#store(place, this.#made({ kind: 'directory', entries: {} }, options.mode ?? 0o755), path, 'mkdir');
  }

  symlink(target: string, path: string): void {
    const place = this.#find(path, 'symlink', false);
    if (place.node) throw new FsError('EEXIST', path, 'symlink');
    this.#store(place, this.#made({ kind: 'link', target }, 0o777), path, 'symlink');
  }

  readlink(path: string): string {
    const { node } = this.#find(path, 'readlink', false);
    if (!node) throw new FsError('ENOENT', path, 'readlink');
    if (node.kind !== 'link') throw new FsError('EINVAL', path, 'readlink');
    return node.target;
  }

  /** The path with every link on the way followed. */
  realpath(path: string): string {
    const place = this.#find(path, 'realpath');
    if (!place.node) throw new FsError('ENOENT', path, 'realpath');
    return `/${place.names.join('/')}`;
  }

  /** Removes a file or link. */
  unlink(path: string): void {
    const place = this.#find(path, 'unlink', false);
    if (!place.node) throw new FsError('ENOENT', path, 'unlink');
    if (place.node.kind === 'directory') throw new FsError('EISDIR', path, 'unlink');
    this.#store(place, undefined, path, 'unlink');
  }

  /** Removes an empty folder. */
  rmdir(path: string): void {
    const place = this.#find(path, 'rmdir', false);
    if (!place.node) throw new FsError('ENOENT', path, 'rmdir');
    if (place.node.kind !== 'directory') throw new FsError('ENOTDIR', path, 'rmdir');
    if (Object.keys(place.node.entries).length > 0) throw new FsError('ENOTEMPTY', path, 'rmdir');
    this.#store(place, undefined, path, 'rmdir');
  }

  /** Removes whatever is at `path`, folders with all they hold; nothing there is no error. */
  remove(path: string): void {
    const place = this.#find(path, 'rm', false);
    if (place.node) this.#store(place, undefined, path, 'rm');
  }

  rename(from: string, to: string): void {
    const source = this.#find(from, 'rename', false);
    if (!source.node) throw new FsError('ENOENT', from, 'rename');
    const target = this.#find(to, 'rename', false);
    if (`/${target.names.join('/')}/`.startsWith(`/${source.names.join('/')}/`) && source.node.kind === 'directory') {
      if (source.names.length === target.names.length) return;
      throw new FsError('EINVAL', from, 'rename');
    }
    this.#checkReplace(source.node, target.node, to);
    this.#store(source, undefined, from, 'rename');
    this.#store(this.#find(to, 'rename', false), source.node, to, 'rename');
  }

  chmod(path: string, mode: number): void {
    this.#change(path, 'chmod', (node) => ({ ...node, mode }));
  }

  /** Changes owner and group; only root may. Links are followed unless `follow` is false. */
  chown(path: string, owner: string, group?: string, follow = true): void {
    if (this.who.user !== 'root') throw new FsError('EPERM', path, 'chown');
    this.#change(path, 'chown', (node) => ({ ...node, owner, group: group ?? node.group }), follow);
  }

  /** Sets the time of the last change, in milliseconds since the Unix epoch. */
  utimes(path: string, mtimeMs: number): void {
    this.#change(path, 'utime', (node) => ({ ...node, mtimeMs }));
  }

  /** Puts a whole tree at `path`, shared, owners and modes as they are. What was there is replaced. */
  graft(path: string, node: DiskNode): void {
    this.mkdir(dirname(path), { recursive: true });
    this.#store(this.#find(path, 'mount', false), node, path, 'mount');
  }

  /** Every path below `path`, depth first, folders before what they hold; links are not followed. */
  *walk(path: string): Generator<string> {
    for (const name of this.readdir(path)) {
      const child = joinPath(path, name);
      yield child;
      if (this.lstat(child).kind === 'directory') yield* this.walk(child);
    }
  }

  /** Whether this user may read (4), write (2), execute or enter (1) what is at `path`. */
  may(path: string, bits: number): boolean {
    const node = this.node(path);
    return node !== undefined && this.#permits(node, bits);
  }

  #permits(node: DiskNode, bits: number): boolean {
    if (this.who.user === 'root') return bits !== EXECUTE || node.kind === 'directory' || (node.mode & 0o111) !== 0;
    const shift = node.owner === this.who.user ? 6 : this.who.groups.includes(node.group) ? 3 : 0;
    return ((node.mode >> shift) & bits) === bits;
  }

  #allow(node: DiskNode, bits: number, path: string, syscall: string): void {
    if (!this.#permits(node, bits)) throw new FsError('EACCES', path, syscall);
  }

  #must(path: string, syscall: string): DiskNode {
    const { node } = this.#find(path, syscall);
    if (!node) throw new FsError('ENOENT', path, syscall);
    return node;
  }

  /** Walks to `path`. The last name may be absent; anything before it must be a folder that may be entered. */
  #find(path: string, syscall: string, follow = true, links = 0): Place {
    const parents: DirectoryNode[] = [];
    const names: string[] = [];
    let node: DiskNode | undefined = this.disk.root;
    const parts = partsOf(path);
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i]!;
      const last = i === parts.length - 1;
      if (!node) throw new FsError('ENOENT', path, syscall);
      if (node.kind !== 'directory') throw new FsError('ENOTDIR', path, syscall);
      this.#allow(node, EXECUTE, path, syscall);
      if (part === '..') {
        node = parents.pop() ?? this.disk.root;
        names.pop();
        continue;
      }
      if (part.length > 255) throw new FsError('ENAMETOOLONG', path, syscall);
      parents.push(node);
      const here: string = `/${names.join('/')}`;
      names.push(part);
      node = Object.hasOwn(node.entries, part) ? node.entries[part] : undefined;
      if (node?.kind !== 'link' || (last && !follow)) continue;
      if (links >= LINKS_MAX) throw new FsError('ELOOP', path, syscall);
      const target = node.target.startsWith('/') ? node.target : `${here}/${node.target}`;
      return this.#find([target, ...parts.slice(i + 1)].join('/'), syscall, follow, links + 1);
    }
    return { parents, names, node };
  }

  #put(path: string, data: Uint8Array, mode: number, append: boolean): void {
    if (/\/\.?$/.test(path)) throw new FsError('EISDIR', path, 'open');
    const place = this.#find(path, 'open');
    const old = place.node;
    if (old?.kind === 'directory') throw new FsError('EISDIR', path, 'open');
    if (old) this.#allow(old, WRITE, path, 'open');
    if (old?.kind === 'device') {
      if (old.device === 'full') throw new FsError('ENOSPC', path, 'write');
      return;
    }
    if (old?.kind !== 'file') return this.#store(place, this.#made({ kind: 'file', data }, mode), path, 'open');
    const all = append ? concat(old.data, data) : data;
    this.#replace(place, { ...old, data: all, ...this.disk.stamp() }, path);
  }

  #mkdirs(path: string, mode: number): void {
    const parts = partsOf(path);
    for (let i = 1; i <= parts.length; i++) {
      const part = `/${parts.slice(0, i).join('/')}`;
      const node = this.#find(part, 'mkdir').node;
      if (!node) this.mkdir(part, { mode });
      else if (node.kind !== 'directory') throw new FsError(i === parts.length ? 'EEXIST' : 'ENOTDIR', path, 'mkdir');
    }
  }

  #made(
    what: Pick<FileNode, 'kind' | 'data'> | Pick<DirectoryNode, 'kind' | 'entries'> | { kind: 'link'; target: string },
    mode: number,
  ): DiskNode {
    const group = this.who.groups[0] ?? this.who.user;
    return { mode, owner: this.who.user, group, ...this.disk.stamp(), ...what } as DiskNode;
  }

  #change(path: string, syscall: string, change: (node: DiskNode) => DiskNode, follow = true): void {
    const place = this.#find(path, syscall, follow);
    if (!place.node) throw new FsError('ENOENT', path, syscall);
    if (this.who.user !== 'root' && place.node.owner !== this.who.user) throw new FsError('EPERM', path, syscall);
    this.#replace(place, change(place.node), path);
  }

  #checkReplace(source: DiskNode, target: DiskNode | undefined, path: string): void {
    if (!target) return;
    if (target.kind !== 'directory') {
      if (source.kind === 'directory') throw new FsError('ENOTDIR', path, 'rename');
      return;
    }
    if (source.kind !== 'directory') throw new FsError('EISDIR', path, 'rename');
    if (Object.keys(target.entries).length > 0) throw new FsError('ENOTEMPTY', path, 'rename');
  }

  /** Puts `node` (or nothing) where `place` says, if this user may change that folder. */
  #store(place: Place, node: DiskNode | undefined, path: string, syscall: string): void {
    const parent = place.parents.at(-1);
    if (!parent) throw new FsError('EPERM', path, syscall);
    this.#allow(parent, WRITE | EXECUTE, path, syscall);
    const sticky = (parent.mode & 0o1000) !== 0 && place.node && !['root', place.node.owner].includes(this.who.user);
    if (sticky && parent.owner !== this.who.user) throw new FsError('EPERM', path, syscall);
    this.#replace(place, node, path, true);
  }

  #replace(place: Place, node: DiskNode | undefined, path: string, touchParent = false): void {
    let child: DiskNode | undefined = node;
    for (let i = place.parents.length - 1; i >= 0; i--) {
      const parent: DirectoryNode = place.parents[i]!;
      const name = place.names[i]!;
      const entries: Record<string, DiskNode> = { ...parent.entries };
      if (child) entries[name] = child;
      else delete entries[name];
      const stamp = touchParent && i === place.parents.length - 1 ? this.disk.stamp() : {};
      child = { ...parent, ...stamp, entries };
    }
    this.disk.replaceRoot((place.parents.length === 0 ? node : child) as DirectoryNode, path);
  }
}

function statOf(node: DiskNode): Stat {
  const { kind, mode, owner, group, mtimeMs, mtimeNs } = node;
  const size =
    kind === 'file' ? node.data.length : kind === 'directory' ? 4096 : kind === 'link' ? node.target.length : 0;
  return { kind, mode, owner, group, mtimeMs, mtimeNs, size };
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
