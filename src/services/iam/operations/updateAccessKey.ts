import type { UpdateAccessKeyCommandInput, UpdateAccessKeyCommandOutput } from '@aws-sdk/client-iam';
import { accessKeysTable } from '../../../aws/iam/model.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { identityArn } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html */
export const updateAccessKey = defineOperation<UpdateAccessKeyCommandInput, UpdateAccessKeyCommandOutput>({
  resources: ({ UserName }, context) => [identityArn(context, 'user', UserName)],
  readOnly: false,
  handle({ AccessKeyId, Status }, context) {
    const keys = context.kernel.table(accessKeysTable);
    if (!keys.has(AccessKeyId!)) throw errors['NoSuchEntity/key']({ id: AccessKeyId! });
    keys.patch(AccessKeyId!, { status: Status === 'Inactive' ? 'Inactive' : 'Active' });
    return {};
  },
});
