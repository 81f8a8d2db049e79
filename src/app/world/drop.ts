// Reads folders and files that were dropped on the page or chosen.
import { looksExecutable, readZip, type BroughtFile } from './make.ts';

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

async function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** Folders that no repository carries along. */
const LEFT_OUT = new Set(['node_modules']);

async function readFolder(folder: FileSystemDirectoryEntry, prefix = ''): Promise<BroughtFile[]> {
  const files: BroughtFile[] = [];
  for (const entry of await children(folder)) {
    if (LEFT_OUT.has(entry.name)) continue;
    if (entry.isDirectory)
      files.push(...(await readFolder(entry as FileSystemDirectoryEntry, `${prefix}${entry.name}/`)));
    else files.push(await brought(`${prefix}${entry.name}`, await fileOf(entry as FileSystemFileEntry)));
  }
  return files;
}

async function brought(path: string, file: File): Promise<BroughtFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { path, bytes, executable: looksExecutable(bytes) };
}

/** What was dropped: a folder or a zip file. @throws Error when it is neither. */
export async function readDrop(items: DataTransferItemList): Promise<{ name: string; files: BroughtFile[] }> {
  const entry = items[0]?.webkitGetAsEntry();
  if (entry?.isDirectory) return { name: entry.name, files: await readFolder(entry as FileSystemDirectoryEntry) };
  if (!entry) throw new Error('nothing was dropped');
  return readZipFile(await fileOf(entry as FileSystemFileEntry));
}

/** The content of a chosen zip file. @throws Error when it is none. */
export const readZipFile = async (file: File): Promise<{ name: string; files: BroughtFile[] }> =>
  readZip(file.name, new Uint8Array(await file.arrayBuffer()));

/** A folder that was chosen with a file input. */
export async function readChosenFolder(list: FileList): Promise<{ name: string; files: BroughtFile[] }> {
  const files = [...list].filter(
    ({ webkitRelativePath }) => !webkitRelativePath.split('/').some((part) => LEFT_OUT.has(part)),
  );
  const name = files[0]?.webkitRelativePath.split('/')[0] ?? 'repository';
  return {
    name,
    files: await Promise.all(files.map((file) => brought(file.webkitRelativePath.slice(name.length + 1), file))),
  };
}
