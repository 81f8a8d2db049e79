// `aws s3 ls`, and how the other commands list objects.
import type { Session } from '../session.ts';
import { humanSize, locate } from './location.ts';

/** An object as a listing has it. */
export interface ListedObject {
  readonly key: string;
  readonly sizeBytes: number;
  /** Epoch milliseconds. */
  readonly lastModified: number;
}

interface Page {
  readonly objects: readonly ListedObject[];
  readonly prefixes: readonly string[];
}

/** Pages of a bucket's listing. @throws ServiceFailure */
export async function* listPages(
  session: Session,
  bucket: string,
  prefix: string,
  delimiter?: string,
  pageSize?: number,
): AsyncGenerator<Page> {
  const input: Record<string, unknown> = { Bucket: bucket, Prefix: prefix, EncodingType: 'url' };
  if (delimiter !== undefined) input.Delimiter = delimiter;
  if (pageSize !== undefined) input.MaxKeys = pageSize;
  for (let token: unknown; ;) {
    const page = await session.call(
      's3',
      'ListObjectsV2',
      token === undefined ? input : { ...input, ContinuationToken: token },
    );
    // Keys come percent-encoded when the service does as it was asked to.
    const plain = (key: string): string =>
      page.EncodingType === 'url' ? decodeURIComponent(key.replaceAll('+', ' ')) : key;
    const contents = (page.Contents ?? []) as { Key: string; Size?: number; LastModified?: number }[];
    yield {
      objects: contents.map(({ Key, Size = 0, LastModified = 0 }) => ({
        key: plain(Key),
        sizeBytes: Size,
        lastModified: LastModified,
      })),
      prefixes: ((page.CommonPrefixes ?? []) as { Prefix: string }[]).map(({ Prefix }) => plain(Prefix)),
    };
    token = page.NextContinuationToken;
    if (!page.IsTruncated || token === undefined) return;
  }
}

/** All objects whose keys begin with `prefix`. @throws ServiceFailure */
export async function listObjects(session: Session, bucket: string, prefix: string): Promise<ListedObject[]> {
  const objects: ListedObject[] = [];
  for await (const page of listPages(session, bucket, prefix)) objects.push(...page.objects);
  return objects;
}

const timeOf = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

/** Lists buckets, or what a bucket holds under a prefix. Gives 1 when a prefix has nothing. */
export async function ls(session: Session, values: ReadonlyMap<string, unknown>): Promise<number> {
  const word = String(values.get('paths') ?? 's3://');
  const { bucket, path: prefix } = locate(word.startsWith('s3://') ? word : `s3://${word}`);
  if (!bucket) return listBuckets(session, values.get('bucket-name-prefix'));
  const recursive = values.has('recursive');
  const human = values.has('human-readable');
  let bytes = 0;
  let count = 0;
  let found = false;
  for await (const { objects, prefixes } of listPages(
    session,
    bucket,
    prefix,
    recursive ? undefined : '/',
    values.get('page-size') as number | undefined,
  )) {
    found ||= objects.length + prefixes.length > 0;
    for (const common of prefixes) await session.write(`${'PRE'.padStart(30)} ${common.split('/').at(-2)}/\n`);
    for (const { key, sizeBytes, lastModified } of objects) {
      bytes += sizeBytes;
      count++;
      const size = (human ? humanSize(sizeBytes) : String(sizeBytes)).padStart(10);
      await session.write(`${timeOf(lastModified)} ${size} ${recursive ? key : key.split('/').at(-1)}\n`);
    }
  }
  if (values.has('summarize')) {
    await session.write(`\nTotal Objects: ${count}\n   Total Size: ${human ? humanSize(bytes) : bytes}\n`);
  }
  return prefix !== '' && !found ? 1 : 0;
}

async function listBuckets(session: Session, prefix: unknown): Promise<number> {
  const { Buckets = [] } = await session.call('s3', 'ListBuckets', prefix === undefined ? {} : { Prefix: prefix });
  for (const { Name, CreationDate } of Buckets as { Name: string; CreationDate: number }[]) {
    await session.write(`${timeOf(CreationDate)} ${Name}\n`);
  }
  return 0;
}
