import type { GetInstanceProfileCommandInput, GetInstanceProfileCommandOutput } from '@aws-sdk/client-iam';
import { defineOperation } from '../../../aws/service.ts';
import { describeProfile, profileOf } from '../profiles.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetInstanceProfile.html */
export const getInstanceProfile = defineOperation<GetInstanceProfileCommandInput, GetInstanceProfileCommandOutput>({
  resources: ({ InstanceProfileName }, context) => [context.arn('iam', `instance-profile/${InstanceProfileName}`)],
  readOnly: true,
  handle: ({ InstanceProfileName }, context) => ({
    InstanceProfile: describeProfile(context, profileOf(context, InstanceProfileName!)),
  }),
});
