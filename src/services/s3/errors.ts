// What S3 answers when it will not.
import { defineErrors } from '../../aws/errors.ts';

export const errors = defineErrors(
  {
    NoSuchBucket: 'The specified bucket does not exist',
    NoSuchKey: 'The specified key does not exist.',
    NoSuchVersion: 'The specified version does not exist.',
    BucketAlreadyOwnedByYou: 'Your previous request to create the named bucket succeeded and you already own it.',
    BucketNotEmpty: 'The bucket you tried to delete is not empty.',
    'BucketNotEmpty/versions':
      'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    InvalidBucketName: 'The specified bucket is not valid.',
    '404': 'Not Found',
    '403': 'Forbidden',
    MethodNotAllowed: 'The specified method is not allowed against this resource.',
    AccessDenied:
      'User: {caller} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::{bucket}" because no identity-based policy allows the s3:ListBucket action',
  },
  {
    NoSuchBucket: 404,
    NoSuchKey: 404,
    NoSuchVersion: 404,
    BucketAlreadyOwnedByYou: 409,
    BucketNotEmpty: 409,
    '404': 404,
    '403': 403,
    MethodNotAllowed: 405,
    AccessDenied: 403,
  },
);
