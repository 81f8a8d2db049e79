// A repository's objects and refs, for whoever keeps repositories: the git server, and services that read them.
import git from 'isomorphic-git';
import type { Files } from '../disk/disk.ts';
import type { DirectoryNode } from '../disk/node.ts';
import { buildTree, type TreeEntry } from '../disk/tree.ts';
import { gitFileSystem, type GitFileSystem } from './fileSystem.ts';

/** A bare repository, or the `.git` of a working copy. */
export interface Repository {
  readonly fs: GitFileSystem;
  readonly gitdir: string;
  /** isomorphic-git's own memory; objects never change, so it may live as long as it likes. */
  readonly cache: object;
}

/** Who wrote a commit, and when. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  /** Seconds since the Unix epoch. */
  readonly timestamp: number;
  /** Minutes west of UTC, as git counts them; 0 is UTC. */
  readonly timezoneOffset: number;
}

/** One file of a commit. */
export interface FileEntry {
  readonly path: string;
  /** `100644`, `100755`, `120000`. */
  readonly mode: string;
  readonly oid: string;
}

/** The repository whose git folder is at `gitdir`. */
export const openRepository = (files: Files, gitdir: string): Repository => ({
  fs: gitFileSystem(files),
  gitdir,
  cache: {},
});

/** Makes an empty bare repository at `gitdir`. */
export async function initBare(files: Files, gitdir: string, defaultBranch = 'main'): Promise<Repository> {
  const repository = openRepository(files, gitdir);
  files.mkdir(gitdir, { recursive: true });
  await git.init({ fs: repository.fs, gitdir, dir: gitdir, bare: true, defaultBranch });
  return repository;
}

/** The commit that `ref` (a branch, a tag, a full ref, an id, HEAD) stands for; undefined when there is none. */
export async function resolveCommit(repository: Repository, ref: string): Promise<string | undefined> {
  try {
    const oid = /^[0-9a-f]{40}$/.test(ref) ? ref : await git.resolveRef({ ...repository, ref });
    const { oid: peeled } = await git.readCommit({ ...repository, oid });
    return peeled;
  } catch {
    return undefined;
  }
}

/** Names of branches, sorted. */
export async function listBranches(repository: Repository): Promise<string[]> {
  return (await git.listBranches(repository)).sort();
}

/** Every file of a commit or tree, sorted by path. */
export async function listFiles(repository: Repository, oid: string): Promise<FileEntry[]> {
  const { tree } = await git.readTree({ ...repository, oid });
  const files: FileEntry[] = [];
  for (const entry of tree) {
    if (entry.type === 'blob') files.push({ path: entry.path, mode: entry.mode, oid: entry.oid });
    else if (entry.type === 'tree') {
      for (const inner of await listFiles(repository, entry.oid))
        files.push({ ...inner, path: `${entry.path}/${inner.path}` });
    }
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Content of a blob. */
export async function readBlob(repository: Repository, oid: string): Promise<Uint8Array> {
  const known = blobs.get(oid);
  if (known) return known;
  const { blob } = await git.readBlob({ ...repository, oid });
  if (blobs.size > 2_000) blobs.clear();
  blobs.set(oid, blob);
  return blob;
}

// Objects are named by their content: one copy serves every repository and world.
const blobs = new Map<string, Uint8Array>();

/** Every file of a commit with its content, as archives and disks take them. */
export async function commitEntries(repository: Repository, commit: string): Promise<TreeEntry[]> {
  const entries: TreeEntry[] = [];
  for (const { path, mode, oid } of await listFiles(repository, commit)) {
    entries.push({ path, data: await readBlob(repository, oid), mode: Number.parseInt(mode, 8) });
  }
  return entries;
}

/** A commit's files as a folder to put on a disk. */
export async function exportTree(
  repository: Repository,
  commit: string,
  mtimeMs: number,
  owner = 'root',
): Promise<DirectoryNode> {
  return buildTree(await commitEntries(repository, commit), { mtimeMs, owner });
}

/** Writes the objects of a whole tree; gives its id. */
export async function writeTree(repository: Repository, entries: readonly TreeEntry[]): Promise<string> {
  const folders = new Map<string, TreeEntry[]>();
  const tree: { mode: string; path: string; oid: string; type: 'blob' | 'tree' }[] = [];
  for (const entry of entries) {
    const cut = entry.path.indexOf('/');
    if (cut >= 0) {
      const name = entry.path.slice(0, cut);
      const inner = { ...entry, path: entry.path.slice(cut + 1) };
      if (inner.path) folders.set(name, [...(folders.get(name) ?? []), inner]);
    } else if ((entry.mode & 0o170000) !== 0o40000) {
      const oid = await git.writeBlob({ ...repository, blob: entry.data });
      tree.push({ mode: gitMode(entry.mode), path: entry.path, oid, type: 'blob' });
    }
  }
  for (const [path, inner] of folders) {
    tree.push({ mode: '040000', path, oid: await writeTree(repository, inner), type: 'tree' });
  }
  return git.writeTree({ ...repository, tree });
}

const gitMode = (mode: number): string =>
  (mode & 0o170000) === 0o120000 ? '120000' : mode & 0o100 ? '100755' : '100644';

/** Writes a commit; gives its id. No ref is moved. */
export async function writeCommit(
  repository: Repository,
  commit: {
    readonly tree: string;
    readonly parents: readonly string[];
    readonly author: Signature;
    readonly message: string;
  },
): Promise<string> {
  const { tree, author } = commit;
  const message = commit.message.endsWith('\n') ? commit.message : `${commit.message}\n`;
  return git.writeCommit({
    ...repository,
    commit: { tree, parent: [...commit.parents], author, committer: author, message },
  });
}

/** Points a ref at a commit. */
export async function setRef(repository: Repository, ref: string, oid: string): Promise<void> {
  await git.writeRef({ ...repository, ref, value: oid, force: true });
}

/** A commit as git keeps it. */
export interface CommitInfo {
  readonly oid: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** The commit `oid`; undefined when the repository has none of that id. */
export async function readCommit(repository: Repository, oid: string): Promise<CommitInfo | undefined> {
  try {
    const { commit } = await git.readCommit({ ...repository, oid });
    const { tree, parent, author, committer, message } = commit;
    return { oid, tree, parents: parent, author, committer, message };
  } catch {
    return undefined;
  }
}

/** The tree at `path` below the tree `oid`; undefined when there is no such folder. */
export async function treeAt(repository: Repository, oid: string, path: string): Promise<string | undefined> {
  try {
    return (await git.readTree({ ...repository, oid, ...(path ? { filepath: path } : {}) })).oid;
  } catch {
    return undefined;
  }
}

/** Takes a ref away. */
export async function deleteRef(repository: Repository, ref: string): Promise<void> {
  await git.deleteRef({ ...repository, ref });
}
