// The laptop's files as a tree, read folder by folder.

/** What a query tells of one entry of a folder. */
export interface Listed {
  readonly name: string;
  readonly kind: string;
}

/** A file or folder; `depth` counts the folders between it and the one that was listed. */
export interface FileEntry {
  readonly path: string;
  readonly name: string;
  readonly depth: number;
  readonly folder: boolean;
}

/** Folders that are not opened: nobody edits what is in them. */
const CLOSED = new Set(['.git', 'node_modules']);
const DEPTH_MAX = 6;
const ENTRIES_MAX = 1_000;

/** The tree below `folder`, folders before files; at most a thousand entries. */
export async function readTree(
  list: (path: string) => Promise<readonly Listed[] | undefined>,
  folder: string,
  depth = 0,
): Promise<FileEntry[]> {
  const found: FileEntry[] = [];
  const entries = [...((await list(folder)) ?? [])].sort(
    (a, b) => Number(b.kind === 'directory') - Number(a.kind === 'directory') || (a.name < b.name ? -1 : 1),
  );
  for (const { name, kind } of entries) {
    if (found.length >= ENTRIES_MAX || CLOSED.has(name)) continue;
    const path = `${folder === '/' ? '' : folder}/${name}`;
    const isFolder = kind === 'directory';
    found.push({ path, name, depth, folder: isFolder });
    if (isFolder && depth < DEPTH_MAX) found.push(...(await readTree(list, path, depth + 1)));
  }
  return found;
}
