import type { ListAttachedRolePoliciesCommandInput, ListAttachedRolePoliciesCommandOutput } from '@aws-sdk/client-iam';
import { defineOperation } from '../../../aws/service.ts';
import { attachedPolicies, identityArn } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export const listAttachedRolePolicies = defineOperation<
  ListAttachedRolePoliciesCommandInput,
  ListAttachedRolePoliciesCommandOutput
>({
  resources: ({ RoleName }, context) => [identityArn(context, 'role', RoleName)],
  readOnly: true,
  handle: ({ RoleName }, context) => ({
    AttachedPolicies: attachedPolicies(context, 'role', RoleName!),
    IsTruncated: false,
  }),
});
