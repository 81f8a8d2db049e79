// `aws s3 cp`, `mv`, `rm` and `sync`: does what the plan says, one file after the other.
import { FsError } from '../../../computer/disk/errors.ts';
import { dirname, resolvePath } from '../../../computer/disk/path.ts';
import { readAll } from '../../../computer/io.ts';
import { CliFailure, generalFailure, wrongParameter } from '../failure.ts';
import { osError } from '../paramFile.ts';
import { parseShorthand } from '../shorthand.ts';
import { ServiceFailure, type Session } from '../session.ts';
import type { FilterRule } from './arguments.ts';
import { locate, type Location } from './location.ts';
import { mimeType } from './mimeTypes.ts';
import {
  differences,
  filtered,
  filterRoot,
  itemsOf,
  sideOf,
  targetOf,
  type Kind,
  type Side,
  type Transfer,
} from './plan.ts';
import { Report } from './report.ts';

type Values = ReadonlyMap<string, unknown>;
type Verb = 'cp' | 'mv' | 'rm' | 'sync';

/** Bytes a millisecond: a hundred megabytes a second. */
const BYTES_PER_MS = 100_000;

const USAGES = { cp: '<LocalPath> <S3Uri> or <S3Uri> <LocalPath> or <S3Uri> <S3Uri>', rm: '<S3Uri>' } as const;

/** Runs one of the commands. @throws CliFailure when its words make no sense together */
export async function transfer(
  session: Session,
  verb: Verb,
  values: Values,
  rules: readonly FilterRule[],
): Promise<number> {
  const words = [values.get('paths')].flat().map(String);
  const [source, target = source] = words.map(locate) as [Location, Location?];
  checkPaths(verb, words, [source, ...(words.length > 1 ? [target] : [])]);
  if (words.includes('-')) return stream(session, verb, values, source, target);
  const kind: Kind = verb === 'rm' ? 'delete' : source.isS3 ? (target.isS3 ? 'copy' : 'download') : 'upload';
  if (kind === 'upload' && !session.context.files.exists(resolvePath(session.context.cwd, source.path))) {
    throw generalFailure(`The user-provided path ${source.path} does not exist.`);
  }
  const report = new Report(session, {
    quiet: values.has('quiet'),
    onlyErrors: values.has('only-show-errors'),
    progress: !values.has('no-progress'),
    multiline: values.has('progress-multiline'),
  });
  try {
    const todo = await plan(session, verb, kind, values, rules, source, target, report);
    if (!values.has('dryrun'))
      report.expect(todo.map(({ kind: each, from }) => (each === 'delete' ? 0 : from.sizeBytes)));
    for (const each of todo) await perform(session, verb, values, each, report);
  } catch (error) {
    if (!(error instanceof ServiceFailure) && !(error instanceof CliFailure)) throw error;
    await report.fatal(error.message);
  }
  return report.status;
}

function checkPaths(verb: Verb, words: readonly string[], places: readonly Location[]): void {
  const usage = verb === 'rm' ? USAGES.rm : USAGES.cp;
  if (!places.some(({ isS3 }) => isS3))
    throw wrongParameter(`usage: aws s3 ${verb} ${usage}\nError: Invalid argument type`);
  if (words.includes('-') && verb !== 'cp') {
    throw wrongParameter('Streaming currently is only compatible with non-recursive cp commands');
  }
  const [source, target] = places;
  if (verb === 'mv' && source!.isS3 && target!.isS3 && isSame(words[0]!, words[1]!)) {
    throw wrongParameter(`Cannot mv a file onto itself: ${words[0]} - ${words[1]}`);
  }
}

const isSame = (source: string, target: string): boolean =>
  source === target || (target.endsWith('/') && source === target + source.split('/').at(-1)!);

async function plan(
  session: Session,
  verb: Verb,
  kind: Kind,
  values: Values,
  rules: readonly FilterRule[],
  source: Location,
  target: Location,
  report: Report,
): Promise<Transfer[]> {
  const { context } = session;
  const recursive = verb === 'sync' || values.has('recursive');
  const from = sideOf(context, source, recursive);
  const to = sideOf(context, target, recursive);
  const follow = values.get('follow') !== false;
  const roots = [filterRoot(from, recursive), filterRoot(to, recursive)];
  const items = async (side: Side) =>
    filtered(await itemsOf(session, side, recursive, (message) => report.warn(message), follow), rules, roots);
  if (kind === 'download' && recursive) makeFolder(session, to.root);
  // A key that ends in a slash stands for a folder, made in the console: there is nothing to download.
  const found = (await items(from)).filter(({ path }) => kind !== 'download' || !path.endsWith('/'));
  if (verb === 'sync') {
    return differences(kind, found, await items(to), to, {
      remove: values.has('delete'),
      sizeOnly: values.has('size-only'),
      exactTimestamps: values.has('exact-timestamps'),
    });
  }
  return found.map((item) => (kind === 'delete' ? { kind, from: item } : { kind, from: item, to: targetOf(to, item) }));
}

function makeFolder({ context }: Session, path: string): void {
  try {
    context.files.mkdir(path.replace(/(.)\/$/, '$1'), { recursive: true });
  } catch (error) {
    if (error instanceof FsError) throw generalFailure(osError(error, path));
    throw error;
  }
}

const NAMES = { upload: 'upload', download: 'download', copy: 'copy', delete: 'delete' } as const;

async function perform(session: Session, verb: Verb, values: Values, each: Transfer, report: Report): Promise<void> {
  const { kind, from, to } = each;
  const name = verb === 'mv' ? 'move' : NAMES[kind];
  const what = describe(session, each);
  if (values.has('dryrun')) return report.wouldDo(name, what);
  try {
    if (kind === 'delete') await remove(session, from.path, verb);
    else {
      await ACTIONS[kind](session, values, from.path, to!);
      await session.context.task.charge(from.sizeBytes / BYTES_PER_MS);
      await report.progressed(from.sizeBytes);
    }
    if (verb === 'mv') await remove(session, from.path, verb, kind !== 'upload');
    await report.succeeded(name, what);
  } catch (error) {
    if (error instanceof ServiceFailure) return report.fails(name, what, error.message);
    if (error instanceof FsError) return report.fails(name, what, osError(error, error.path));
    throw error;
  }
}

/** `./a.txt to s3://bucket/a.txt` */
function describe({ context }: Session, { kind, from, to }: Transfer): string {
  const source =
    kind === 'upload' || (kind === 'delete' && from.path.startsWith('/'))
      ? relative(context.cwd, from.path)
      : `s3://${from.path}`;
  if (kind === 'delete') return source;
  return `${source} to ${kind === 'download' ? relative(context.cwd, to!) : `s3://${to!}`}`;
}

/** A path as seen from the current folder. */
function relative(cwd: string, path: string): string {
  const folder = dirname(path).split('/').filter(Boolean);
  const here = cwd.split('/').filter(Boolean);
  let common = 0;
  while (common < here.length && here[common] === folder[common]) common++;
  const steps = [...here.slice(common).map(() => '..'), ...folder.slice(common)];
  return `${steps.join('/') || '.'}/${path.split('/').at(-1)}`;
}

type Action = (session: Session, values: Values, from: string, to: string) => Promise<void>;

const ACTIONS: Readonly<Record<Exclude<Kind, 'delete'>, Action>> = {
  async upload(session, values, from, to) {
    const body = session.context.files.readFile(from);
    await session.call('s3', 'PutObject', { ...address(to), Body: body, ...objectMembers(values, from) });
  },
  async download(session, _values, from, to) {
    const { Body, LastModified } = await session.call('s3', 'GetObject', address(from));
    const { files } = session.context;
    files.mkdir(dirname(to), { recursive: true });
    files.writeFile(to, (Body as Uint8Array | undefined) ?? new Uint8Array());
    if (LastModified !== undefined) files.utimes(to, Math.floor(Number(LastModified) / 1000) * 1000);
  },
  async copy(session, values, from, to) {
    await session.call('s3', 'CopyObject', { ...address(to), CopySource: from, ...objectMembers(values) });
  },
};

function address(path: string): { Bucket: string; Key: string } {
  const cut = path.indexOf('/');
  return { Bucket: path.slice(0, cut), Key: path.slice(cut + 1) };
}

async function remove(session: Session, path: string, _verb: Verb, isS3 = !path.startsWith('/')): Promise<void> {
  if (isS3) await session.call('s3', 'DeleteObject', address(path));
  else session.context.files.unlink(path);
}

const MEMBERS: Readonly<Record<string, string>> = {
  acl: 'ACL',
  'storage-class': 'StorageClass',
  'content-type': 'ContentType',
  'cache-control': 'CacheControl',
  'content-disposition': 'ContentDisposition',
  'content-encoding': 'ContentEncoding',
  'content-language': 'ContentLanguage',
  'metadata-directive': 'MetadataDirective',
  'website-redirect': 'WebsiteRedirectLocation',
  sse: 'ServerSideEncryption',
  'sse-kms-key-id': 'SSEKMSKeyId',
};

/** Members of a request that writes an object; the media type of an uploaded file is guessed from its name. */
function objectMembers(values: Values, file?: string): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  const guessed = file !== undefined && values.get('guess') !== false ? mimeType(file) : undefined;
  if (guessed !== undefined) members.ContentType = guessed;
  for (const [option, member] of Object.entries(MEMBERS)) if (values.has(option)) members[member] = values.get(option);
  if (values.has('metadata')) {
    const text = String(values.get('metadata'));
    members.Metadata = /^\s*\{/.test(text) ? (JSON.parse(text) as unknown) : parseShorthand(text);
  }
  return members;
}

/** `cp - s3://…` and `cp s3://… -`. */
async function stream(
  session: Session,
  _verb: Verb,
  values: Values,
  source: Location,
  target: Location,
): Promise<number> {
  const { stdin, task } = session.context;
  const place = source.isS3 ? source : target;
  const key = { Bucket: place.bucket, Key: place.path };
  try {
    if (source.isS3) await session.write((await session.call('s3', 'GetObject', key)).Body as Uint8Array);
    else await session.call('s3', 'PutObject', { ...key, Body: await readAll(stdin, task), ...objectMembers(values) });
    return 0;
  } catch (error) {
    if (!(error instanceof ServiceFailure)) throw error;
    const what = source.isS3
      ? `download failed: s3://${place.bucket}/${place.path} to -`
      : `upload failed: - to s3://${place.bucket}/${place.path}`;
    await session.warn(`${what} ${error.message}\n`);
    return 1;
  }
}
