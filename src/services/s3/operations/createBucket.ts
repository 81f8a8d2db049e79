import type { CreateBucketCommandInput, CreateBucketCommandOutput } from '@aws-sdk/client-s3';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { bucketsTable } from '../model.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const createBucket = defineOperation<CreateBucketCommandInput, CreateBucketCommandOutput>({
  resources: ({ Bucket }) => [`arn:aws:s3:::${Bucket}`],
  readOnly: false,
  handle({ Bucket: name }, context) {
    const buckets = context.kernel.table(bucketsTable);
    if (!/^(?!xn--)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name!) || name!.includes('..'))
      throw errors.InvalidBucketName();
    // In us-east-1 creating one's own bucket again is answered with success.
    if (!buckets.has(name!)) buckets.put(name!, { name: name!, createdAt: context.now });
    else if (context.region !== 'us-east-1') throw errors.BucketAlreadyOwnedByYou();
    return { Location: `/${name}` };
  },
});
