import type { DeleteUserPolicyCommandInput, DeleteUserPolicyCommandOutput } from '@aws-sdk/client-iam';
import { defineOperation } from '../../../aws/service.ts';
import { deleteInline, identityArn } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html */
export const deleteUserPolicy = defineOperation<DeleteUserPolicyCommandInput, DeleteUserPolicyCommandOutput>({
  resources: ({ UserName }, context) => [identityArn(context, 'user', UserName)],
  readOnly: false,
  handle({ UserName, PolicyName }, context) {
    deleteInline(context, 'user', UserName!, PolicyName!);
    return {};
  },
});
