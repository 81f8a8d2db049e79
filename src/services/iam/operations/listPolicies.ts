import type { ListPoliciesCommandInput, ListPoliciesCommandOutput } from '@aws-sdk/client-iam';
import { policiesTable } from '../../../aws/iam/model.ts';
import { defineOperation } from '../../../aws/service.ts';
import { attachments, describePolicy } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html */
export const listPolicies = defineOperation<ListPoliciesCommandInput, ListPoliciesCommandOutput>({
  resources: () => ['*'],
  readOnly: true,
  handle({ Scope = 'All', OnlyAttached = false, PathPrefix = '/' }, context) {
    const policies = context.kernel
      .table(policiesTable)
      .values()
      .filter(
        ({ arn, path }) =>
          path.startsWith(PathPrefix) && (Scope === 'All' || arn.includes('::aws:') === (Scope === 'AWS')),
      )
      .filter(({ arn }) => !OnlyAttached || attachments(context, arn) > 0);
    return { Policies: policies.map((policy) => describePolicy(context, policy)), IsTruncated: false };
  },
});
