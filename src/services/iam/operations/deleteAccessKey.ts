import type { DeleteAccessKeyCommandInput, DeleteAccessKeyCommandOutput } from '@aws-sdk/client-iam';
import { accessKeysTable } from '../../../aws/iam/model.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { identityArn } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html */
export const deleteAccessKey = defineOperation<DeleteAccessKeyCommandInput, DeleteAccessKeyCommandOutput>({
  resources: ({ UserName }, context) => [identityArn(context, 'user', UserName)],
  readOnly: false,
  handle({ AccessKeyId }, context) {
    const keys = context.kernel.table(accessKeysTable);
    if (!keys.has(AccessKeyId!)) throw errors['NoSuchEntity/key']({ id: AccessKeyId! });
    keys.delete(AccessKeyId!);
    return {};
  },
});
