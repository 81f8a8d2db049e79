import type { DeleteRolePolicyCommandInput, DeleteRolePolicyCommandOutput } from '@aws-sdk/client-iam';
import { defineOperation } from '../../../aws/service.ts';
import { deleteInline, identityArn } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export const deleteRolePolicy = defineOperation<DeleteRolePolicyCommandInput, DeleteRolePolicyCommandOutput>({
  resources: ({ RoleName }, context) => [identityArn(context, 'role', RoleName)],
  readOnly: false,
  handle({ RoleName, PolicyName }, context) {
    deleteInline(context, 'role', RoleName!, PolicyName!);
    return {};
  },
});
