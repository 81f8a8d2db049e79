import type { GetBucketVersioningCommandInput, GetBucketVersioningCommandOutput } from '@aws-sdk/client-s3';
import { defineOperation } from '../../../aws/service.ts';
import { bucketOf } from '../objects.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
export const getBucketVersioning = defineOperation<GetBucketVersioningCommandInput, GetBucketVersioningCommandOutput>({
  resources: ({ Bucket }) => [`arn:aws:s3:::${Bucket}`],
  readOnly: true,
  handle({ Bucket }, context) {
    const { versioning } = bucketOf(context, Bucket!);
    return versioning ? { Status: versioning } : {};
  },
});
