import type { DeleteUserCommandInput, DeleteUserCommandOutput } from '@aws-sdk/client-iam';
import { accessKeysTable, usersTable } from '../../../aws/iam/model.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { checkUnused, identityArn, userOf } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html */
export const deleteUser = defineOperation<DeleteUserCommandInput, DeleteUserCommandOutput>({
  resources: ({ UserName }, context) => [identityArn(context, 'user', UserName)],
  readOnly: false,
  handle({ UserName }, context) {
    const user = userOf(context, UserName!);
    if (context.kernel.table(accessKeysTable).by('user', user.name).length > 0) throw errors['DeleteConflict/keys']();
    checkUnused(user);
    context.kernel.table(usersTable).delete(user.name);
    return {};
  },
});
