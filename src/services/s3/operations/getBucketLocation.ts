import type { GetBucketLocationCommandInput, GetBucketLocationCommandOutput } from '@aws-sdk/client-s3';
import { defineOperation } from '../../../aws/service.ts';
import { bucketOf } from '../objects.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html: us-east-1 is told by leaving it out. */
export const getBucketLocation = defineOperation<GetBucketLocationCommandInput, GetBucketLocationCommandOutput>({
  resources: ({ Bucket }) => [`arn:aws:s3:::${Bucket}`],
  readOnly: true,
  handle({ Bucket }, context) {
    bucketOf(context, Bucket!);
    return context.region === 'us-east-1' ? {} : { LocationConstraint: context.region as 'eu-west-1' };
  },
});
