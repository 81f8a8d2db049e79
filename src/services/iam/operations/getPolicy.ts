import type { GetPolicyCommandInput, GetPolicyCommandOutput } from '@aws-sdk/client-iam';
import { defineOperation } from '../../../aws/service.ts';
import { describePolicy, policyOf } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export const getPolicy = defineOperation<GetPolicyCommandInput, GetPolicyCommandOutput>({
  resources: ({ PolicyArn }) => [PolicyArn!],
  readOnly: true,
  handle: ({ PolicyArn }, context) => ({ Policy: describePolicy(context, policyOf(context, PolicyArn!)) }),
});
