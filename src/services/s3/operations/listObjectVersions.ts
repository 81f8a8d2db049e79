import type { ListObjectVersionsCommandInput, ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3';
import { sha256Hex } from '../../../lib/hash.ts';
import { defineOperation } from '../../../aws/service.ts';
import { objectsTable } from '../model.ts';
import { bucketOf } from '../objects.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export const listObjectVersions = defineOperation<ListObjectVersionsCommandInput, ListObjectVersionsCommandOutput>({
  action: 's3:ListBucketVersions',
  resources: ({ Bucket }) => [`arn:aws:s3:::${Bucket}`],
  readOnly: true,
  handle({ Bucket, Prefix = '' }, context) {
    const { name } = bucketOf(context, Bucket!);
    const owner = { DisplayName: 'slipway', ID: sha256Hex(context.account) };
    const objects = context.kernel
      .table(objectsTable)
      .by('bucket', name)
      .filter(({ key }) => key.startsWith(Prefix));
    const versions = objects
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .flatMap((object) =>
        [...object.versions].reverse().map((version, place) => ({ version, isLatest: place === 0 })),
      );
    const shared = ({ version, isLatest }: (typeof versions)[number]) => ({
      Key: version.key,
      VersionId: version.versionId,
      IsLatest: isLatest,
      LastModified: version.lastModified,
      Owner: owner,
    });
    return {
      IsTruncated: false,
      Versions: versions
        .filter(({ version }) => !version.isDeleteMarker)
        .map((item) => ({
          ETag: item.version.eTag,
          Size: item.version.sizeBytes,
          StorageClass: 'STANDARD' as const,
          ...shared(item),
        })),
      DeleteMarkers: versions.filter(({ version }) => version.isDeleteMarker).map(shared),
      Name: name,
      Prefix,
      MaxKeys: 1000,
    };
  },
});
