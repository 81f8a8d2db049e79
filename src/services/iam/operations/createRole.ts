import type { CreateRoleCommandInput, CreateRoleCommandOutput } from '@aws-sdk/client-iam';
import { rolesTable } from '../../../aws/iam/model.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { checkDocument, describeRole, uniqueId } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const createRole = defineOperation<CreateRoleCommandInput, CreateRoleCommandOutput>({
  resources: ({ RoleName, Path = '/' }, context) => [context.arn('iam', `role${Path}${RoleName}`)],
  readOnly: false,
  handle({ RoleName, Path = '/', AssumeRolePolicyDocument, Description, MaxSessionDuration = 3600 }, context) {
    const roles = context.kernel.table(rolesTable);
    const name = RoleName!;
    if (roles.has(name)) throw errors['EntityAlreadyExists/role']({ name });
    checkDocument(AssumeRolePolicyDocument!);
    const role = roles.put(name, {
      name,
      id: uniqueId(context, 'AROA'),
      arn: context.arn('iam', `role${Path}${name}`),
      path: Path,
      createdAt: context.now,
      ...(Description ? { description: Description } : {}),
      maxSessionSeconds: MaxSessionDuration,
      trust: AssumeRolePolicyDocument!,
      inline: {},
      attached: [],
      tags: {},
    });
    return { Role: describeRole(role) };
  },
});
