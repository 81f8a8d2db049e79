import type { GetUserPolicyCommandInput, GetUserPolicyCommandOutput } from '@aws-sdk/client-iam';
import { defineOperation } from '../../../aws/service.ts';
import { identityArn, inlineOf } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html */
export const getUserPolicy = defineOperation<GetUserPolicyCommandInput, GetUserPolicyCommandOutput>({
  resources: ({ UserName }, context) => [identityArn(context, 'user', UserName)],
  readOnly: true,
  handle({ UserName, PolicyName }, context) {
    const document = inlineOf(context, 'user', UserName!, PolicyName!);
    return { UserName: UserName!, PolicyName: PolicyName!, PolicyDocument: encodeURIComponent(document) };
  },
});
