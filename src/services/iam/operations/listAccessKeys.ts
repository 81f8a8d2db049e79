import type { ListAccessKeysCommandInput, ListAccessKeysCommandOutput } from '@aws-sdk/client-iam';
import { accessKeysTable } from '../../../aws/iam/model.ts';
import { defineOperation } from '../../../aws/service.ts';
import { identityArn, userOf } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html */
export const listAccessKeys = defineOperation<ListAccessKeysCommandInput, ListAccessKeysCommandOutput>({
  resources: ({ UserName }, context) => [identityArn(context, 'user', UserName)],
  readOnly: true,
  handle({ UserName }, context) {
    const user = userOf(context, UserName ?? (context.caller.kind === 'user' ? context.caller.user : ''));
    const keys = context.kernel.table(accessKeysTable).by('user', user.name);
    return {
      AccessKeyMetadata: keys.map(({ id, status, createdAt }) => ({
        UserName: user.name,
        AccessKeyId: id,
        Status: status,
        CreateDate: createdAt,
      })),
      IsTruncated: false,
    };
  },
});
