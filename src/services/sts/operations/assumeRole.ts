import type { AssumeRoleCommandInput, AssumeRoleCommandOutput } from '@aws-sdk/client-sts';
import { defineOperation } from '../../../aws/service.ts';
import { rolesTable } from '../../../aws/iam/model.ts';
import { errors } from '../errors.ts';

/**
 * The role's trust policy decides; where it names the account, the caller's own policies decide with it.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assumeRole = defineOperation<AssumeRoleCommandInput, AssumeRoleCommandOutput>({
  action: null,
  resources: ({ RoleArn }) => [RoleArn!],
  readOnly: false,
  handle({ RoleArn, RoleSessionName, DurationSeconds = 3600 }, context) {
    if (context.caller.kind === 'root') throw errors['AccessDenied/root']();
    const role = context.kernel
      .table(rolesTable)
      .values()
      .find(({ arn }) => arn === RoleArn);
    const session = role && context.assumeAsCaller(role, RoleSessionName!, DurationSeconds * 1000);
    if (!role || !session) throw errors.AccessDenied({ caller: context.caller.arn, role: RoleArn! });
    if (DurationSeconds > role.maxSessionSeconds) throw errors.ValidationError();
    return {
      Credentials: {
        AccessKeyId: session.accessKeyId,
        SecretAccessKey: session.secret,
        SessionToken: session.token,
        Expiration: session.expiresAt,
      },
      AssumedRoleUser: {
        AssumedRoleId: `${role.id}:${RoleSessionName}`,
        Arn: `arn:aws:sts::${context.account}:assumed-role/${role.name}/${RoleSessionName}`,
      },
    };
  },
});
