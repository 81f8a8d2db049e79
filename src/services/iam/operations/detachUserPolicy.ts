import type { DetachUserPolicyCommandInput, DetachUserPolicyCommandOutput } from '@aws-sdk/client-iam';
import { defineOperation } from '../../../aws/service.ts';
import { detach, identityArn } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html */
export const detachUserPolicy = defineOperation<DetachUserPolicyCommandInput, DetachUserPolicyCommandOutput>({
  resources: ({ UserName }, context) => [identityArn(context, 'user', UserName)],
  readOnly: false,
  handle({ UserName, PolicyArn }, context) {
    detach(context, 'user', UserName!, PolicyArn!);
    return {};
  },
});
