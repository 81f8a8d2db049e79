import type { HeadObjectCommandInput, HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import { AwsError } from '../../../aws/errors.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { versionOf } from '../objects.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html: without a body, errors are bare numbers. */
export const headObject = defineOperation<HeadObjectCommandInput, HeadObjectCommandOutput>({
  action: 's3:GetObject',
  resources: ({ Bucket, Key }) => [`arn:aws:s3:::${Bucket}/${Key}`],
  readOnly: true,
  dataEvent: true,
  handle({ Bucket, Key, VersionId }, context) {
    try {
      const version = versionOf(context, Bucket!, Key!, VersionId);
      return {
        AcceptRanges: 'bytes',
        LastModified: version.lastModified,
        ContentLength: version.sizeBytes,
        ETag: version.eTag,
        ContentType: version.contentType,
        ServerSideEncryption: version.encryption ?? 'AES256',
        Metadata: version.metadata,
        ...(version.versionId === 'null' ? {} : { VersionId: version.versionId }),
      };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw error.status === 403 ? errors['403']() : errors['404']();
    }
  },
});
