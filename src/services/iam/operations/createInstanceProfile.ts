import type { CreateInstanceProfileCommandInput, CreateInstanceProfileCommandOutput } from '@aws-sdk/client-iam';
import { instanceProfilesTable } from '../../../aws/iam/model.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { uniqueId } from '../identities.ts';
import { describeProfile } from '../profiles.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html */
export const createInstanceProfile = defineOperation<
  CreateInstanceProfileCommandInput,
  CreateInstanceProfileCommandOutput
>({
  resources: ({ InstanceProfileName }, context) => [context.arn('iam', `instance-profile/${InstanceProfileName}`)],
  readOnly: false,
  handle({ InstanceProfileName, Path = '/' }, context) {
    const profiles = context.kernel.table(instanceProfilesTable);
    const name = InstanceProfileName!;
    if (profiles.has(name)) throw errors['EntityAlreadyExists/profile']({ name });
    const arn = context.arn('iam', `instance-profile${Path}${name}`);
    const profile = profiles.put(name, {
      name,
      id: uniqueId(context, 'AIPA'),
      arn,
      path: Path,
      createdAt: context.now,
      roles: [],
    });
    return { InstanceProfile: describeProfile(context, profile) };
  },
});
