import type { DeleteObjectCommandInput, DeleteObjectCommandOutput } from '@aws-sdk/client-s3';
import { defineOperation } from '../../../aws/service.ts';
import { objectKey, objectsTable } from '../model.ts';
import { bucketOf, dropVersion, storeVersion } from '../objects.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html: with versions kept, it leaves a delete marker. */
export const deleteObject = defineOperation<DeleteObjectCommandInput, DeleteObjectCommandOutput>({
  resources: ({ Bucket, Key }) => [`arn:aws:s3:::${Bucket}/${Key}`],
  readOnly: false,
  dataEvent: true,
  handle({ Bucket, Key, VersionId }, context) {
    const bucket = bucketOf(context, Bucket!);
    const versions = context.kernel.table(objectsTable).get(objectKey(bucket.name, Key!))?.versions ?? [];
    if (VersionId !== undefined) {
      const version = versions.find(({ versionId }) => versionId === VersionId);
      if (version) dropVersion(context, version);
      return { ...(version?.isDeleteMarker ? { DeleteMarker: true } : {}), VersionId };
    }
    if (bucket.versioning) {
      const marker = storeVersion(context, bucket, Key!, undefined, { contentType: '', metadata: {} });
      return { DeleteMarker: true, VersionId: marker.versionId };
    }
    if (versions[0]) dropVersion(context, versions[0]);
    return {};
  },
});
