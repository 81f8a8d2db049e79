import type { ListObjectsV2CommandInput, ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { defineOperation } from '../../../aws/service.ts';
import { objectsTable, type ObjectVersion } from '../model.ts';
import { bucketOf } from '../objects.ts';

const PAGE = 1000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html. The continuation token is the last key, hidden. */
export const listObjectsV2 = defineOperation<ListObjectsV2CommandInput, ListObjectsV2CommandOutput>({
  action: 's3:ListBucket',
  resources: ({ Bucket }) => [`arn:aws:s3:::${Bucket}`],
  conditions: ({ Prefix, Delimiter }) => ({
    's3:prefix': Prefix ?? '',
    ...(Delimiter ? { 's3:delimiter': Delimiter } : {}),
  }),
  readOnly: true,
  handle({ Bucket, Prefix = '', Delimiter, MaxKeys = PAGE, ContinuationToken, StartAfter }, context) {
    const { name } = bucketOf(context, Bucket!);
    const after = ContinuationToken ? atob(ContinuationToken) : (StartAfter ?? '');
    const current = context.kernel
      .table(objectsTable)
      .by('bucket', name)
      .map(({ versions }) => versions.at(-1)!)
      .filter((version) => !version.isDeleteMarker && version.key.startsWith(Prefix) && version.key > after)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const { contents, prefixes, last } = group(current, Prefix, Delimiter, Math.min(MaxKeys, PAGE));
    return {
      IsTruncated: last !== undefined,
      ...(contents.length > 0 ? { Contents: contents.map(describe) } : {}),
      Name: name,
      Prefix,
      ...(Delimiter ? { Delimiter } : {}),
      MaxKeys,
      ...(prefixes.length > 0 ? { CommonPrefixes: prefixes.map((prefix) => ({ Prefix: prefix })) } : {}),
      KeyCount: contents.length + prefixes.length,
      ...(last === undefined ? {} : { NextContinuationToken: btoa(last) }),
    };
  },
});

const describe = ({ key, lastModified, eTag, sizeBytes }: ObjectVersion) => ({
  Key: key,
  LastModified: lastModified,
  ETag: eTag,
  Size: sizeBytes,
  StorageClass: 'STANDARD' as const,
});

function group(versions: readonly ObjectVersion[], prefix: string, delimiter: string | undefined, most: number) {
  const contents: ObjectVersion[] = [];
  const prefixes = new Set<string>();
  let previous = '';
  for (const version of versions) {
    const cut = delimiter ? version.key.indexOf(delimiter, prefix.length) : -1;
    const folder = cut < 0 ? undefined : version.key.slice(0, cut + delimiter!.length);
    if (folder !== undefined && prefixes.has(folder)) {
      previous = version.key;
      continue;
    }
    if (contents.length + prefixes.size >= most) return { contents, prefixes: [...prefixes], last: previous };
    if (folder === undefined) contents.push(version);
    else prefixes.add(folder);
    previous = version.key;
  }
  return { contents, prefixes: [...prefixes], last: undefined };
}
