import type { GetUserCommandInput, GetUserCommandOutput } from '@aws-sdk/client-iam';
import { defineOperation } from '../../../aws/service.ts';
import { describeUser, identityArn, userOf } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html: without a name, the caller */
export const getUser = defineOperation<GetUserCommandInput, GetUserCommandOutput>({
  resources: ({ UserName }, context) => [identityArn(context, 'user', UserName)],
  readOnly: true,
  handle({ UserName }, context) {
    const name = UserName ?? (context.caller.kind === 'user' ? context.caller.user : '');
    return { User: describeUser(userOf(context, name)) };
  },
});
