import type { PutObjectCommandInput, PutObjectCommandOutput } from '@aws-sdk/client-s3';
import { toBytes } from '../../../lib/bytes.ts';
import { defineOperation } from '../../../aws/service.ts';
import { bucketOf, storeVersion } from '../objects.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject = defineOperation<PutObjectCommandInput, PutObjectCommandOutput>({
  resources: ({ Bucket, Key }) => [`arn:aws:s3:::${Bucket}/${Key}`],
  readOnly: false,
  dataEvent: true,
  handle(input, context) {
    const bucket = bucketOf(context, input.Bucket!);
    const body = toBytes((input.Body as unknown as Uint8Array | string | undefined) ?? '');
    const encryption = input.ServerSideEncryption === 'aws:kms' ? 'aws:kms' : 'AES256';
    const version = storeVersion(context, bucket, input.Key!, body, {
      contentType: input.ContentType ?? 'binary/octet-stream',
      metadata: input.Metadata ?? {},
      encryption,
      ...(input.SSEKMSKeyId ? { kmsKeyId: input.SSEKMSKeyId } : {}),
    });
    context.record('s3.object.created', `arn:aws:s3:::${bucket.name}/${input.Key}`, {
      versionId: version.versionId,
      sizeBytes: body.length,
    });
    return {
      ETag: version.eTag,
      ServerSideEncryption: encryption,
      ...(version.versionId === 'null' ? {} : { VersionId: version.versionId }),
    };
  },
});
