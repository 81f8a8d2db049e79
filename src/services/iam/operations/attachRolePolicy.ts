import type { AttachRolePolicyCommandInput, AttachRolePolicyCommandOutput } from '@aws-sdk/client-iam';
import { defineOperation } from '../../../aws/service.ts';
import { attach, identityArn } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
export const attachRolePolicy = defineOperation<AttachRolePolicyCommandInput, AttachRolePolicyCommandOutput>({
  resources: ({ RoleName }, context) => [identityArn(context, 'role', RoleName)],
  readOnly: false,
  handle({ RoleName, PolicyArn }, context) {
    attach(context, 'role', RoleName!, PolicyArn!);
    return {};
  },
});
