import type { AddRoleToInstanceProfileCommandInput, AddRoleToInstanceProfileCommandOutput } from '@aws-sdk/client-iam';
import { instanceProfilesTable } from '../../../aws/iam/model.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { roleOf } from '../identities.ts';
import { profileOf } from '../profiles.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html */
export const addRoleToInstanceProfile = defineOperation<
  AddRoleToInstanceProfileCommandInput,
  AddRoleToInstanceProfileCommandOutput
>({
  resources: ({ InstanceProfileName }, context) => [context.arn('iam', `instance-profile/${InstanceProfileName}`)],
  readOnly: false,
  handle({ InstanceProfileName, RoleName }, context) {
    const profile = profileOf(context, InstanceProfileName!);
    const role = roleOf(context, RoleName!);
    if (profile.roles.length > 0) throw errors['LimitExceeded/profile']();
    context.kernel.table(instanceProfilesTable).patch(profile.name, { roles: [role.name] });
    return {};
  },
});
