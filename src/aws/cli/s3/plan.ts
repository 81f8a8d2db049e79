// Which files go where: what stands at the source, through the filters, against what stands at the destination.
import { FsError } from '../../../computer/disk/errors.ts';
import { basename, resolvePath } from '../../../computer/disk/path.ts';
import type { ProgramContext } from '../../../computer/program.ts';
import { byCodePoint } from '../output/text.ts';
import { ServiceFailure, type Session } from '../session.ts';
import type { FilterRule } from './arguments.ts';
import { listObjects } from './listing.ts';
import type { Location } from './location.ts';

export type Kind = 'upload' | 'download' | 'copy' | 'delete';

/** One file or object. */
export interface Item {
  /** Absolute path, or `bucket/key`. */
  readonly path: string;
  /** Its name below the source: what source and destination are compared by. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedAt: number;
}

/** One thing to do. `to` is an absolute path or `bucket/key`; a deletion has none. */
export interface Transfer {
  readonly kind: Kind;
  readonly from: Item;
  readonly to?: string;
}

/** Where the items of one side are looked for. */
export interface Side {
  readonly isS3: boolean;
  /** Absolute path or `bucket/key`, with a slash at its end when names are to be added. */
  readonly root: string;
  /** Whether items keep their own name below `root`. */
  readonly keepsNames: boolean;
}

/** What is wrong with a local file that is passed over. */
export type Warn = (message: string) => Promise<void>;

/** One side of a command. A folder, or whatever `recursive` says, takes names; so does a word that ends in a slash. */
export function sideOf({ files, cwd }: ProgramContext, { isS3, bucket, path }: Location, recursive: boolean): Side {
  if (isS3) {
    const root = `${bucket}/${path}`;
    const keepsNames = recursive || root.endsWith('/');
    return { isS3, root: keepsNames && !root.endsWith('/') ? `${root}/` : root, keepsNames };
  }
  const absolute = resolvePath(cwd, path);
  const keepsNames = recursive || files.isDirectory(absolute) || path.endsWith('/');
  return { isS3, root: keepsNames && absolute !== '/' ? `${absolute}/` : absolute, keepsNames };
}

/** The items of a side. @throws ServiceFailure */
export async function itemsOf(
  session: Session,
  side: Side,
  recursive: boolean,
  warn: Warn,
  follow = true,
): Promise<Item[]> {
  if (side.isS3) return recursive ? listed(session, side) : [await single(session, side)];
  const { files } = session.context;
  if (!recursive) return localItem(session.context, side.root.replace(/(.)\/$/, '$1'), '', warn);
  if (!files.isDirectory(side.root)) return localItem(session.context, side.root.replace(/(.)\/$/, '$1'), '', warn);
  return walk(session.context, side.root, side.root, warn, follow);
}

async function listed(session: Session, { root }: Side): Promise<Item[]> {
  const cut = root.indexOf('/');
  const [bucket, prefix] = [root.slice(0, cut), root.slice(cut + 1)];
  const objects = await listObjects(session, bucket, prefix);
  return objects.map(({ key, sizeBytes, lastModified }) => ({
    path: `${bucket}/${key}`,
    name: key.slice(prefix.length),
    sizeBytes,
    modifiedAt: lastModified,
  }));
}

async function single(session: Session, { root }: Side): Promise<Item> {
  const cut = root.indexOf('/');
  const [bucket, key] = [root.slice(0, cut), root.slice(cut + 1)];
  try {
    const { ContentLength = 0, LastModified = 0 } = await session.call('s3', 'HeadObject', {
      Bucket: bucket,
      Key: key,
    });
    return { path: root, name: basename(key), sizeBytes: Number(ContentLength), modifiedAt: Number(LastModified) };
  } catch (error) {
    // HTTP's HEAD has no body: the number is all that there is to say, and the command adds the key.
    if (error instanceof ServiceFailure && error.error.status === 404) {
      error.message = `An error occurred (404) when calling the HeadObject operation: Key "${key}" does not exist`;
    }
    throw error;
  }
}

async function localItem({ files }: ProgramContext, path: string, name: string, warn: Warn): Promise<Item[]> {
  if (!files.exists(path)) {
    await warn(`warning: Skipping file ${path}. File does not exist.`);
    return [];
  }
  const { kind, size, mtimeMs } = files.stat(path);
  if (kind === 'device') {
    await warn(
      `warning: Skipping file ${path}. File is character special device, block special device, FIFO, or socket.`,
    );
    return [];
  }
  if (!files.may(path, 4)) {
    await warn(`warning: Skipping file ${path}. File/Directory is not readable.`);
    return [];
  }
  return [{ path, name: name || basename(path), sizeBytes: size, modifiedAt: mtimeMs }];
}

/** In the order of keys, folders standing where their names with a slash would. */
async function walk(
  context: ProgramContext,
  folder: string,
  root: string,
  warn: Warn,
  follow: boolean,
): Promise<Item[]> {
  const { files } = context;
  const items: Item[] = [];
  const paths = files.readdir(folder).map((name) => resolvePath(folder, name));
  const kept = paths.filter((path) => follow || files.lstat(path).kind !== 'link');
  const names = kept.map((path) => (files.isDirectory(path) ? `${path}/` : path)).sort(byCodePoint);
  for (const name of names) {
    try {
      if (name.endsWith('/')) items.push(...(await walk(context, name, root, warn, follow)));
      else items.push(...(await localItem(context, name, name.slice(root.length), warn)));
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await warn(`warning: Skipping file ${name}. File/Directory is not readable.`);
    }
  }
  return items;
}

/** Where an item goes on the other side. */
export const targetOf = ({ root, keepsNames }: Side, { name }: Item): string => (keepsNames ? root + name : root);

/** The items that the rules let through; patterns are taken from the root of the source, or of the destination. */
export function filtered(items: readonly Item[], rules: readonly FilterRule[], roots: readonly string[]): Item[] {
  const compiled = rules.flatMap(({ include, pattern }) =>
    roots.map((root) => ({
      include,
      regex: glob(pattern.startsWith('/') ? pattern : `${root.replace(/\/$/, '')}/${pattern}`),
    })),
  );
  return items.filter(({ path }) =>
    compiled.reduce((kept, { include, regex }) => (regex.test(path) ? include : kept), true),
  );
}

/** The folder that patterns are relative to: for one file, the one that holds it. */
export const filterRoot = ({ root }: Side, recursive: boolean): string =>
  recursive || root.endsWith('/') ? root : root.slice(0, Math.max(0, root.lastIndexOf('/')));

/** A pattern of Python's fnmatch: `*` and `?` match slashes too. */
function glob(pattern: string): RegExp {
  const source = pattern.replace(
    /\[(!?)([^\]]+)\]|[.+^${}()|\\[\]*?]/g,
    (all, not: string | undefined, set: string | undefined) => {
      if (set !== undefined) return `[${not ? '^' : ''}${set.replaceAll('\\', '\\\\')}]`;
      return all === '*' ? '.*' : all === '?' ? '.' : `\\${all}`;
    },
  );
  return new RegExp(`^${source}$`, 's');
}

/** What `sync` has to do: what is missing or differs, and with `remove` what only the destination has. */
export function differences(
  kind: Kind,
  source: readonly Item[],
  target: readonly Item[],
  to: Side,
  options: { readonly remove: boolean; readonly sizeOnly: boolean; readonly exactTimestamps: boolean },
): Transfer[] {
  const there = new Map(target.map((item) => [item.name, item]));
  const here = new Set(source.map(({ name }) => name));
  const wanted = source
    .filter((item) => {
      const other = there.get(item.name);
      return (
        !other ||
        other.sizeBytes !== item.sizeBytes ||
        (!options.sizeOnly && isStale(kind, item, other, options.exactTimestamps))
      );
    })
    .map((from): Transfer => ({ kind, from, to: targetOf(to, from) }));
  const gone = options.remove
    ? target.filter(({ name }) => !here.has(name)).map((from): Transfer => ({ kind: 'delete', from }))
    : [];
  return [...wanted, ...gone].sort((a, b) => byCodePoint(a.from.name, b.from.name));
}

/** Seconds count: S3 keeps no finer times. */
function isStale(kind: Kind, source: Item, target: Item, exact: boolean): boolean {
  const [from, to] = [Math.floor(source.modifiedAt / 1000), Math.floor(target.modifiedAt / 1000)];
  if (kind !== 'download') return to < from;
  return exact ? to !== from : to > from;
}
