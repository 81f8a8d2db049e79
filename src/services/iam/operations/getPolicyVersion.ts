import type { GetPolicyVersionCommandInput, GetPolicyVersionCommandOutput } from '@aws-sdk/client-iam';
import { defineOperation } from '../../../aws/service.ts';
import { policyOf } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export const getPolicyVersion = defineOperation<GetPolicyVersionCommandInput, GetPolicyVersionCommandOutput>({
  resources: ({ PolicyArn }) => [PolicyArn!],
  readOnly: true,
  handle({ PolicyArn }, context) {
    const { document, versionId, createdAt } = policyOf(context, PolicyArn!);
    return {
      PolicyVersion: {
        Document: encodeURIComponent(document),
        VersionId: versionId,
        IsDefaultVersion: true,
        CreateDate: createdAt,
      },
    };
  },
});
