import type { ListRolesCommandInput, ListRolesCommandOutput } from '@aws-sdk/client-iam';
import { rolesTable } from '../../../aws/iam/model.ts';
import { defineOperation } from '../../../aws/service.ts';
import { describeRole } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export const listRoles = defineOperation<ListRolesCommandInput, ListRolesCommandOutput>({
  resources: (_input, context) => [context.arn('iam', 'role/')],
  readOnly: true,
  handle({ PathPrefix = '/' }, context) {
    const roles = context.kernel
      .table(rolesTable)
      .values()
      .filter(({ path }) => path.startsWith(PathPrefix));
    return {
      Roles: roles.sort((a, b) => (a.name < b.name ? -1 : 1)).map((role) => describeRole(role)),
      IsTruncated: false,
    };
  },
});
