// Zip archives whose bytes depend on their content alone: no clock, no time zone, no locale.
import { unzipSync, zipSync, type Zippable } from 'fflate';

/** One file, folder (path ends in `/`) or link of an archive. */
export interface ZipEntry {
  readonly path: string;
  /** Content; of a link, its target. */
  readonly data: Uint8Array;
  /** Unix mode with type bits, e.g. 0o100644, 0o100755, 0o120777 for a link. */
  readonly mode: number;
}

/** fflate reads the parts of this date in local time, so it is built from local parts: 1 January 1980, zip's first day. */
const ZIP_EPOCH = new Date(1980, 0, 1);
const UNIX = 3;

/** Packs `entries` in their order. */
export function zip(entries: readonly ZipEntry[]): Uint8Array {
  const files: Zippable = {};
  for (const { path, data, mode } of entries)
    files[path] = [data, { mtime: ZIP_EPOCH, os: UNIX, attrs: mode * 65_536, level: 6 }];
  return zipSync(files);
}

/**
 * The entries of an archive, in its order. The same bytes give the same (shared) list.
 * @throws Error when `archive` is no zip file.
 */
export function unzip(archive: Uint8Array): readonly ZipEntry[] {
  const known = unpacked.get(archive);
  if (known) return known;
  const content = unzipSync(archive);
  const modes = readModes(archive);
  const entries = Object.entries(content).map(([path, data]) => ({
    path,
    data,
    mode: modes.get(path) || (path.endsWith('/') ? 0o40755 : 0o100644),
  }));
  unpacked.set(archive, entries);
  return entries;
}

// A thousand instances unpack the same bytes.
const unpacked = new WeakMap<Uint8Array, readonly ZipEntry[]>();

const CENTRAL_HEADER = 0x02014b50;
const END_HEADER = 0x06054b50;

/** Unix modes from the central directory, which fflate does not give. */
function readModes(archive: Uint8Array): Map<string, number> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const modes = new Map<string, number>();
  let end = archive.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END_HEADER) end--;
  if (end < 0) return modes;
  const decoder = new TextDecoder();
  let at = view.getUint32(end + 16, true);
  while (at + 46 <= archive.length && view.getUint32(at, true) === CENTRAL_HEADER) {
    const nameLength = view.getUint16(at + 28, true);
    const name = decoder.decode(archive.subarray(at + 46, at + 46 + nameLength));
    modes.set(name, archive[at + 5] === UNIX ? view.getUint32(at + 38, true) >>> 16 : 0);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return modes;
}
