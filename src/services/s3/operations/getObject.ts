import type { GetObjectCommandInput, GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { defineOperation, type Plain } from '../../../aws/service.ts';
import { bodyOf, versionOf } from '../objects.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject = defineOperation<GetObjectCommandInput, GetObjectCommandOutput>({
  resources: ({ Bucket, Key }) => [`arn:aws:s3:::${Bucket}/${Key}`],
  readOnly: true,
  dataEvent: true,
  handle({ Bucket, Key, VersionId }, context) {
    const version = versionOf(context, Bucket!, Key!, VersionId);
    return {
      // The SDK's type is a stream; in the simulator a body is its bytes.
      Body: bodyOf(context, version) as unknown as NonNullable<Plain<GetObjectCommandOutput>['Body']>,
      AcceptRanges: 'bytes',
      LastModified: version.lastModified,
      ContentLength: version.sizeBytes,
      ETag: version.eTag,
      ContentType: version.contentType,
      ServerSideEncryption: version.encryption ?? 'AES256',
      Metadata: version.metadata,
      ...(version.versionId === 'null' ? {} : { VersionId: version.versionId }),
    };
  },
});
