import type { ListUserPoliciesCommandInput, ListUserPoliciesCommandOutput } from '@aws-sdk/client-iam';
import { defineOperation } from '../../../aws/service.ts';
import { identityArn, inlineNames } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserPolicies.html */
export const listUserPolicies = defineOperation<ListUserPoliciesCommandInput, ListUserPoliciesCommandOutput>({
  resources: ({ UserName }, context) => [identityArn(context, 'user', UserName)],
  readOnly: true,
  handle: ({ UserName }, context) => ({ PolicyNames: inlineNames(context, 'user', UserName!), IsTruncated: false }),
});
