// Instance profiles: what an instance is given in place of a role.
import { instanceProfilesTable, type InstanceProfileRecord } from '../../aws/iam/model.ts';
import type { ServiceContext } from '../../aws/service.ts';
import { errors } from './errors.ts';
import { describeRole, roleOf } from './identities.ts';

/** @throws AwsError NoSuchEntity */
export function profileOf(context: ServiceContext, name: string): InstanceProfileRecord {
  const profile = context.kernel.table(instanceProfilesTable).get(name);
  if (!profile) throw errors['NoSuchEntity/profile']({ name });
  return profile;
}

export const describeProfile = (context: ServiceContext, profile: InstanceProfileRecord) => ({
  Path: profile.path,
  InstanceProfileName: profile.name,
  InstanceProfileId: profile.id,
  Arn: profile.arn,
  CreateDate: profile.createdAt,
  Roles: profile.roles.map((name) => describeRole(roleOf(context, name))),
});
