import type { PutRolePolicyCommandInput, PutRolePolicyCommandOutput } from '@aws-sdk/client-iam';
import { defineOperation } from '../../../aws/service.ts';
import { identityArn, putInline } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const putRolePolicy = defineOperation<PutRolePolicyCommandInput, PutRolePolicyCommandOutput>({
  resources: ({ RoleName }, context) => [identityArn(context, 'role', RoleName)],
  readOnly: false,
  handle({ RoleName, PolicyName, PolicyDocument }, context) {
    putInline(context, 'role', RoleName!, PolicyName!, PolicyDocument!);
    return {};
  },
});
