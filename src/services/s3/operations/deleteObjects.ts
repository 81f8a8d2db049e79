import type { DeleteObjectsCommandInput, DeleteObjectsCommandOutput } from '@aws-sdk/client-s3';
import { AwsError } from '../../../aws/errors.ts';
import { defineOperation } from '../../../aws/service.ts';
import { bucketOf } from '../objects.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html: each key is asked for by itself. */
export const deleteObjects = defineOperation<DeleteObjectsCommandInput, DeleteObjectsCommandOutput>({
  action: null,
  resources: ({ Bucket }) => [`arn:aws:s3:::${Bucket}`],
  readOnly: false,
  dataEvent: true,
  async handle({ Bucket, Delete }, context) {
    bucketOf(context, Bucket!);
    const deleted: NonNullable<DeleteObjectsCommandOutput['Deleted']> = [];
    const failed: NonNullable<DeleteObjectsCommandOutput['Errors']> = [];
    for (const { Key, VersionId } of Delete?.Objects ?? []) {
      try {
        const input = { Bucket, Key, ...(VersionId === undefined ? {} : { VersionId }) };
        await context.callAsCaller('s3', 'DeleteObject', input);
        deleted.push({ Key, ...(VersionId === undefined ? {} : { VersionId }) });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        failed.push({ Key, Code: error.code, Message: error.message });
      }
    }
    return { ...(deleted.length > 0 ? { Deleted: deleted } : {}), ...(failed.length > 0 ? { Errors: failed } : {}) };
  },
});
