import type {
  RemoveRoleFromInstanceProfileCommandInput,
  RemoveRoleFromInstanceProfileCommandOutput,
} from '@aws-sdk/client-iam';
import { instanceProfilesTable } from '../../../aws/iam/model.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { profileOf } from '../profiles.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveRoleFromInstanceProfile.html */
export const removeRoleFromInstanceProfile = defineOperation<
  RemoveRoleFromInstanceProfileCommandInput,
  RemoveRoleFromInstanceProfileCommandOutput
>({
  resources: ({ InstanceProfileName }, context) => [context.arn('iam', `instance-profile/${InstanceProfileName}`)],
  readOnly: false,
  handle({ InstanceProfileName, RoleName }, context) {
    const profile = profileOf(context, InstanceProfileName!);
    if (!profile.roles.includes(RoleName!)) throw errors['NoSuchEntity/role']({ name: RoleName! });
    context.kernel.table(instanceProfilesTable).patch(profile.name, { roles: [] });
    return {};
  },
});
