import type { PutUserPolicyCommandInput, PutUserPolicyCommandOutput } from '@aws-sdk/client-iam';
import { defineOperation } from '../../../aws/service.ts';
import { identityArn, putInline } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html */
export const putUserPolicy = defineOperation<PutUserPolicyCommandInput, PutUserPolicyCommandOutput>({
  resources: ({ UserName }, context) => [identityArn(context, 'user', UserName)],
  readOnly: false,
  handle({ UserName, PolicyName, PolicyDocument }, context) {
    putInline(context, 'user', UserName!, PolicyName!, PolicyDocument!);
    return {};
  },
});
