import type { AttachUserPolicyCommandInput, AttachUserPolicyCommandOutput } from '@aws-sdk/client-iam';
import { defineOperation } from '../../../aws/service.ts';
import { attach, identityArn } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html */
export const attachUserPolicy = defineOperation<AttachUserPolicyCommandInput, AttachUserPolicyCommandOutput>({
  resources: ({ UserName }, context) => [identityArn(context, 'user', UserName)],
  readOnly: false,
  handle({ UserName, PolicyArn }, context) {
    attach(context, 'user', UserName!, PolicyArn!);
    return {};
  },
});
