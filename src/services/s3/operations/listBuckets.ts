import type { ListBucketsCommandInput, ListBucketsCommandOutput } from '@aws-sdk/client-s3';
import { sha256Hex } from '../../../lib/hash.ts';
import { defineOperation } from '../../../aws/service.ts';
import { bucketsTable } from '../model.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export const listBuckets = defineOperation<ListBucketsCommandInput, ListBucketsCommandOutput>({
  action: 's3:ListAllMyBuckets',
  resources: () => ['*'],
  readOnly: true,
  handle(_input, context) {
    const buckets = context.kernel
      .table(bucketsTable)
      .values()
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    return {
      Buckets: buckets.map(({ name, createdAt }) => ({ Name: name, CreationDate: createdAt })),
      Owner: { DisplayName: 'slipway', ID: sha256Hex(context.account) },
    };
  },
});
