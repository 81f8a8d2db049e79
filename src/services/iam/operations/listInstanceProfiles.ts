import type { ListInstanceProfilesCommandInput, ListInstanceProfilesCommandOutput } from '@aws-sdk/client-iam';
import { instanceProfilesTable } from '../../../aws/iam/model.ts';
import { defineOperation } from '../../../aws/service.ts';
import { describeProfile } from '../profiles.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfiles.html */
export const listInstanceProfiles = defineOperation<
  ListInstanceProfilesCommandInput,
  ListInstanceProfilesCommandOutput
>({
  resources: (_input, context) => [context.arn('iam', 'instance-profile/')],
  readOnly: true,
  handle(_input, context) {
    const profiles = context.kernel.table(instanceProfilesTable).values();
    return { InstanceProfiles: profiles.map((profile) => describeProfile(context, profile)), IsTruncated: false };
  },
});
