import type { DeleteBucketCommandInput, DeleteBucketCommandOutput } from '@aws-sdk/client-s3';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { bucketsTable, objectsTable } from '../model.ts';
import { bucketOf } from '../objects.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export const deleteBucket = defineOperation<DeleteBucketCommandInput, DeleteBucketCommandOutput>({
  resources: ({ Bucket }) => [`arn:aws:s3:::${Bucket}`],
  readOnly: false,
  handle({ Bucket }, context) {
    const bucket = bucketOf(context, Bucket!);
    if (context.kernel.table(objectsTable).by('bucket', bucket.name).length > 0) {
      throw bucket.versioning ? errors['BucketNotEmpty/versions']() : errors.BucketNotEmpty();
    }
    context.kernel.table(bucketsTable).delete(bucket.name);
    return {};
  },
});
