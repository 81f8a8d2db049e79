import type { DetachRolePolicyCommandInput, DetachRolePolicyCommandOutput } from '@aws-sdk/client-iam';
import { defineOperation } from '../../../aws/service.ts';
import { detach, identityArn } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
export const detachRolePolicy = defineOperation<DetachRolePolicyCommandInput, DetachRolePolicyCommandOutput>({
  resources: ({ RoleName }, context) => [identityArn(context, 'role', RoleName)],
  readOnly: false,
  handle({ RoleName, PolicyArn }, context) {
    detach(context, 'role', RoleName!, PolicyArn!);
    return {};
  },
});
