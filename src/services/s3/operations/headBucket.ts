import type { HeadBucketCommandInput, HeadBucketCommandOutput } from '@aws-sdk/client-s3';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { bucketsTable } from '../model.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const headBucket = defineOperation<HeadBucketCommandInput, HeadBucketCommandOutput>({
  action: 's3:ListBucket',
  resources: ({ Bucket }) => [`arn:aws:s3:::${Bucket}`],
  readOnly: true,
  handle({ Bucket }, context) {
    if (!context.kernel.table(bucketsTable).has(Bucket!)) throw errors['404']();
    return { BucketRegion: context.region, AccessPointAlias: false };
  },
});
