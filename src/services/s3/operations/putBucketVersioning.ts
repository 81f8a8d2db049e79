import type { PutBucketVersioningCommandInput, PutBucketVersioningCommandOutput } from '@aws-sdk/client-s3';
import { defineOperation } from '../../../aws/service.ts';
import { bucketsTable } from '../model.ts';
import { bucketOf } from '../objects.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
export const putBucketVersioning = defineOperation<PutBucketVersioningCommandInput, PutBucketVersioningCommandOutput>({
  resources: ({ Bucket }) => [`arn:aws:s3:::${Bucket}`],
  readOnly: false,
  handle({ Bucket, VersioningConfiguration }, context) {
    const bucket = bucketOf(context, Bucket!);
    const versioning = VersioningConfiguration?.Status;
    if (versioning) context.kernel.table(bucketsTable).put(bucket.name, { ...bucket, versioning });
    return {};
  },
});
