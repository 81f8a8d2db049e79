import type { ListUsersCommandInput, ListUsersCommandOutput } from '@aws-sdk/client-iam';
import { usersTable } from '../../../aws/iam/model.ts';
import { defineOperation } from '../../../aws/service.ts';
import { describeUser } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html */
export const listUsers = defineOperation<ListUsersCommandInput, ListUsersCommandOutput>({
  resources: (_input, context) => [context.arn('iam', 'user/')],
  readOnly: true,
  handle(_input, context) {
    const users = context.kernel
      .table(usersTable)
      .values()
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    return { Users: users.map((user) => describeUser(user)), IsTruncated: false };
  },
});
