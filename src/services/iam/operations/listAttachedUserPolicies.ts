import type { ListAttachedUserPoliciesCommandInput, ListAttachedUserPoliciesCommandOutput } from '@aws-sdk/client-iam';
import { defineOperation } from '../../../aws/service.ts';
import { attachedPolicies, identityArn } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedUserPolicies.html */
export const listAttachedUserPolicies = defineOperation<
  ListAttachedUserPoliciesCommandInput,
  ListAttachedUserPoliciesCommandOutput
>({
  resources: ({ UserName }, context) => [identityArn(context, 'user', UserName)],
  readOnly: true,
  handle: ({ UserName }, context) => ({
    AttachedPolicies: attachedPolicies(context, 'user', UserName!),
    IsTruncated: false,
  }),
});
