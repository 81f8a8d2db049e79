// Simple Storage Service: where artifacts live. See model.md for what is simulated.
import { defineService } from '../../aws/service.ts';
import { copyObject } from './operations/copyObject.ts';
import { createBucket } from './operations/createBucket.ts';
import { deleteBucket } from './operations/deleteBucket.ts';
import { deleteObject } from './operations/deleteObject.ts';
import { deleteObjects } from './operations/deleteObjects.ts';
import { getBucketLocation } from './operations/getBucketLocation.ts';
import { getBucketVersioning } from './operations/getBucketVersioning.ts';
import { getObject } from './operations/getObject.ts';
import { headBucket } from './operations/headBucket.ts';
import { headObject } from './operations/headObject.ts';
import { listBuckets } from './operations/listBuckets.ts';
import { listObjectsV2 } from './operations/listObjectsV2.ts';
import { listObjectVersions } from './operations/listObjectVersions.ts';
import { putBucketVersioning } from './operations/putBucketVersioning.ts';
import { putObject } from './operations/putObject.ts';

export const s3 = defineService({
  name: 's3',
  iamPrefix: 's3',
  principal: 's3.amazonaws.com',
  operations: {
    CopyObject: copyObject,
    CreateBucket: createBucket,
    DeleteBucket: deleteBucket,
    DeleteObject: deleteObject,
    DeleteObjects: deleteObjects,
    GetBucketLocation: getBucketLocation,
    GetBucketVersioning: getBucketVersioning,
    GetObject: getObject,
    HeadBucket: headBucket,
    HeadObject: headObject,
    ListBuckets: listBuckets,
    ListObjectVersions: listObjectVersions,
    ListObjectsV2: listObjectsV2,
    PutBucketVersioning: putBucketVersioning,
    PutObject: putObject,
  },
});

export { bodiesTable, bodyKey, bucketsTable, objectsTable, objectKey } from './model.ts';
