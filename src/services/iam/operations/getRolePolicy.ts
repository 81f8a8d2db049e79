import type { GetRolePolicyCommandInput, GetRolePolicyCommandOutput } from '@aws-sdk/client-iam';
import { defineOperation } from '../../../aws/service.ts';
import { identityArn, inlineOf } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const getRolePolicy = defineOperation<GetRolePolicyCommandInput, GetRolePolicyCommandOutput>({
  resources: ({ RoleName }, context) => [identityArn(context, 'role', RoleName)],
  readOnly: true,
  handle({ RoleName, PolicyName }, context) {
    const document = inlineOf(context, 'role', RoleName!, PolicyName!);
    return { RoleName: RoleName!, PolicyName: PolicyName!, PolicyDocument: encodeURIComponent(document) };
  },
});
