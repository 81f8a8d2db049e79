import type { ListRolePoliciesCommandInput, ListRolePoliciesCommandOutput } from '@aws-sdk/client-iam';
import { defineOperation } from '../../../aws/service.ts';
import { identityArn, inlineNames } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export const listRolePolicies = defineOperation<ListRolePoliciesCommandInput, ListRolePoliciesCommandOutput>({
  resources: ({ RoleName }, context) => [identityArn(context, 'role', RoleName)],
  readOnly: true,
  handle: ({ RoleName }, context) => ({ PolicyNames: inlineNames(context, 'role', RoleName!), IsTruncated: false }),
});
