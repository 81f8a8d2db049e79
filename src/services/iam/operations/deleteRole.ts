import type { DeleteRoleCommandInput, DeleteRoleCommandOutput } from '@aws-sdk/client-iam';
import { instanceProfilesTable, rolesTable } from '../../../aws/iam/model.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { checkUnused, identityArn, roleOf } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export const deleteRole = defineOperation<DeleteRoleCommandInput, DeleteRoleCommandOutput>({
  resources: ({ RoleName }, context) => [identityArn(context, 'role', RoleName)],
  readOnly: false,
  handle({ RoleName }, context) {
    const role = roleOf(context, RoleName!);
    const inProfile = context.kernel
      .table(instanceProfilesTable)
      .values()
      .some(({ roles }) => roles.includes(role.name));
    if (inProfile) throw errors['DeleteConflict/profiles']();
    checkUnused(role);
    context.kernel.table(rolesTable).delete(role.name);
    return {};
  },
});
