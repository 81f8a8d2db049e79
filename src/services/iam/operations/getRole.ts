import type { GetRoleCommandInput, GetRoleCommandOutput } from '@aws-sdk/client-iam';
import { defineOperation } from '../../../aws/service.ts';
import { describeRole, identityArn, roleOf } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole = defineOperation<GetRoleCommandInput, GetRoleCommandOutput>({
  resources: ({ RoleName }, context) => [identityArn(context, 'role', RoleName)],
  readOnly: true,
  handle: ({ RoleName }, context) => ({ Role: describeRole(roleOf(context, RoleName!)) }),
});
