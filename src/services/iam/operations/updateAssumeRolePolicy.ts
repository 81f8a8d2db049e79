import type { UpdateAssumeRolePolicyCommandInput, UpdateAssumeRolePolicyCommandOutput } from '@aws-sdk/client-iam';
import { rolesTable } from '../../../aws/iam/model.ts';
import { defineOperation } from '../../../aws/service.ts';
import { checkDocument, identityArn, roleOf } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export const updateAssumeRolePolicy = defineOperation<
  UpdateAssumeRolePolicyCommandInput,
  UpdateAssumeRolePolicyCommandOutput
>({
  resources: ({ RoleName }, context) => [identityArn(context, 'role', RoleName)],
  readOnly: false,
  handle({ RoleName, PolicyDocument }, context) {
    const role = roleOf(context, RoleName!);
    checkDocument(PolicyDocument!);
    context.kernel.table(rolesTable).patch(role.name, { trust: PolicyDocument! });
    return {};
  },
});
