// isomorphic-git works on lightning-fs; its memory store is a machine's disk, as the user sees it who runs git.
import LightningFS from '@isomorphic-git/lightning-fs';
import { toText } from '../../lib/bytes.ts';
import type { Files } from '../disk/disk.ts';
import type { Stat } from '../disk/node.ts';

/** The file system that isomorphic-git is given as `fs`. */
export type GitFileSystem = InstanceType<typeof LightningFS>;

const KINDS = { file: 'file', directory: 'dir', link: 'symlink', device: 'file' } as const;
const TYPE_BITS = { file: 0o100000, directory: 0o40000, link: 0o120000, device: 0o20000 } as const;

/** What lightning-fs asks of the store beneath it. Errors of the disk carry the codes that git looks for. */
class DiskBackend {
  readonly #files: Files;

  constructor(files: Files) {
    this.#files = files;
  }

  async readFile(path: string, options?: { encoding?: string }): Promise<string | Uint8Array> {
    const data = this.#files.readFile(path);
    return options?.encoding === 'utf8' ? toText(data) : data;
  }

  async writeFile(path: string, data: string | Uint8Array, options?: { mode?: number }): Promise<void> {
    this.#files.writeFile(path, data, options?.mode === undefined ? {} : { mode: options.mode & 0o777 });
  }

  async unlink(path: string): Promise<void> {
    this.#files.unlink(path);
  }

  async readdir(path: string): Promise<string[]> {
    return this.#files.readdir(path);
  }

  async mkdir(path: string, options?: { mode?: number }): Promise<void> {
    this.#files.mkdir(path, { mode: options?.mode ?? 0o755 });
  }

  async rmdir(path: string): Promise<void> {
    this.#files.rmdir(path);
  }

  async rename(from: string, to: string): Promise<void> {
    this.#files.rename(from, to);
  }

  async stat(path: string): Promise<object> {
    return describe(this.#files.stat(path));
  }

  async lstat(path: string): Promise<object> {
    return describe(this.#files.lstat(path));
  }

  async readlink(path: string): Promise<string> {
    return this.#files.readlink(path);
  }

  async symlink(target: string, path: string): Promise<void> {
    this.#files.symlink(target, path);
  }

  async chmod(path: string, mode: number): Promise<void> {
    this.#files.chmod(path, mode & 0o7777);
  }

  /** The disk keeps itself. */
  saveSuperblock(): void {}
}

function describe({ kind, mode, size, mtimeMs, mtimeNs }: Stat): object {
  // Two writes within one virtual millisecond differ in the part after the point: git's index must see an edit of
  // equal size. A double holds about four digits there.
  const time = mtimeMs + (mtimeNs % 1000) / 1000;
  return { type: KINDS[kind], mode: mode | TYPE_BITS[kind], size, ino: 0, mtimeMs: time, ctimeMs: time };
}

// One for each view of a disk; it keeps nothing of its own.
const made = new WeakMap<Files, GitFileSystem>();

/** The file system over `files` for isomorphic-git. */
export function gitFileSystem(files: Files): GitFileSystem {
  let fs = made.get(files);
  if (!fs) {
    const options = { backend: new DiskBackend(files), defer: true };
    fs = new LightningFS('disk', options as unknown as LightningFS.Options);
    made.set(files, fs);
  }
  return fs;
}
