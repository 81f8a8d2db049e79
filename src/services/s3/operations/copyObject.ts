import type { CopyObjectCommandInput, CopyObjectCommandOutput } from '@aws-sdk/client-s3';
import { defineOperation } from '../../../aws/service.ts';
import { bodyOf, bucketOf, storeVersion, versionOf } from '../objects.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html: reading the source is asked for by itself. */
export const copyObject = defineOperation<CopyObjectCommandInput, CopyObjectCommandOutput>({
  action: 's3:PutObject',
  resources: ({ Bucket, Key }) => [`arn:aws:s3:::${Bucket}/${Key}`],
  readOnly: false,
  dataEvent: true,
  async handle({ Bucket, Key, CopySource, Metadata, MetadataDirective }, context) {
    const [, from = '', path = '', versionId] =
      /^\/?([^/]+)\/([^?]*)(?:\?versionId=(.*))?$/.exec(decodeURIComponent(CopySource!)) ?? [];
    await context.callAsCaller('s3', 'GetObject', {
      Bucket: from,
      Key: path,
      ...(versionId ? { VersionId: versionId } : {}),
    });
    const source = versionOf(context, from, path, versionId);
    const version = storeVersion(context, bucketOf(context, Bucket!), Key!, bodyOf(context, source), {
      contentType: source.contentType,
      metadata: MetadataDirective === 'REPLACE' ? (Metadata ?? {}) : source.metadata,
      encryption: 'AES256',
    });
    return {
      CopyObjectResult: { ETag: version.eTag, LastModified: version.lastModified },
      ServerSideEncryption: 'AES256',
      ...(version.versionId === 'null' ? {} : { VersionId: version.versionId }),
    };
  },
});
