import type { CreateAccessKeyCommandInput, CreateAccessKeyCommandOutput } from '@aws-sdk/client-iam';
import { ALPHABETS } from '../../../kernel/chance.ts';
import { accessKeysTable } from '../../../aws/iam/model.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { identityArn, userOf } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
export const createAccessKey = defineOperation<CreateAccessKeyCommandInput, CreateAccessKeyCommandOutput>({
  resources: ({ UserName }, context) => [identityArn(context, 'user', UserName)],
  readOnly: false,
  handle({ UserName }, context) {
    const user = userOf(context, UserName ?? (context.caller.kind === 'user' ? context.caller.user : ''));
    const keys = context.kernel.table(accessKeysTable);
    if (keys.by('user', user.name).length >= 2) throw errors['LimitExceeded/keys']();
    const id = `AKIA${context.kernel.chance.text('accessKey', 16, ALPHABETS.base32)}`;
    const secret = context.kernel.chance.text('secretKey', 40, ALPHABETS.alphanumeric);
    const key = keys.put(id, { id, secret, user: user.name, status: 'Active', createdAt: context.now });
    return {
      AccessKey: {
        UserName: user.name,
        AccessKeyId: id,
        Status: 'Active' as const,
        SecretAccessKey: secret,
        CreateDate: key.createdAt,
      },
    };
  },
});
