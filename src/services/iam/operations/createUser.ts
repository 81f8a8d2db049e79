import type { CreateUserCommandInput, CreateUserCommandOutput } from '@aws-sdk/client-iam';
import { usersTable } from '../../../aws/iam/model.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { describeUser, identityArn, uniqueId } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export const createUser = defineOperation<CreateUserCommandInput, CreateUserCommandOutput>({
  resources: ({ UserName }, context) => [identityArn(context, 'user', UserName)],
  readOnly: false,
  handle({ UserName, Path = '/' }, context) {
    const users = context.kernel.table(usersTable);
    const name = UserName!;
    if (users.has(name)) throw errors['EntityAlreadyExists/user']({ name });
    const arn = context.arn('iam', `user${Path}${name}`);
    const id = uniqueId(context, 'AIDA');
    const user = users.put(name, {
      name,
      id,
      arn,
      path: Path,
      createdAt: context.now,
      inline: {},
      attached: [],
      tags: {},
    });
    return { User: describeUser(user) };
  },
});
