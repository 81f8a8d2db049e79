// Users and roles have the same kinds of policies: what their operations share.
import { ALPHABETS } from '../../kernel/chance.ts';
import type { Table } from '../../kernel/store.ts';
import { MalformedPolicy, parsePolicy } from '../../aws/iam/policy.ts';
import {
  policiesTable,
  rolesTable,
  usersTable,
  type ManagedPolicyRecord,
  type RoleRecord,
  type UserRecord,
} from '../../aws/iam/model.ts';
import type { ServiceContext } from '../../aws/service.ts';
import { errors } from './errors.ts';

/** Which of the two an operation is about. */
export type IdentityKind = 'user' | 'role';

type Identity = Pick<UserRecord, 'name' | 'inline' | 'attached'>;

const tableOf = (context: ServiceContext, kind: IdentityKind): Table<Identity> =>
  context.kernel.table(kind === 'user' ? usersTable : rolesTable) as unknown as Table<Identity>;

/** @throws AwsError NoSuchEntity */
export function userOf(context: ServiceContext, name: string): UserRecord {
  const user = context.kernel.table(usersTable).get(name);
  if (!user) throw errors['NoSuchEntity/user']({ name });
  return user;
}

/** @throws AwsError NoSuchEntity */
export function roleOf(context: ServiceContext, name: string): RoleRecord {
  const role = context.kernel.table(rolesTable).get(name);
  if (!role) throw errors['NoSuchEntity/role']({ name });
  return role;
}

/** @throws AwsError NoSuchEntity */
export function policyOf(context: ServiceContext, arn: string): ManagedPolicyRecord {
  const policy = context.kernel.table(policiesTable).get(arn);
  if (!policy) throw errors['NoSuchEntity/policy']({ arn });
  return policy;
}

const identityOf = (context: ServiceContext, kind: IdentityKind, name: string): Identity =>
  kind === 'user' ? userOf(context, name) : roleOf(context, name);

/** @throws AwsError MalformedPolicyDocument when `document` is no policy. */
export function checkDocument(document: string): void {
  try {
    parsePolicy(document);
  } catch (error) {
    if (!(error instanceof MalformedPolicy)) throw error;
    throw errors.MalformedPolicyDocument({ reason: error.message });
  }
}

export function putInline(
  context: ServiceContext,
  kind: IdentityKind,
  name: string,
  policy: string,
  document: string,
): void {
  const identity = identityOf(context, kind, name);
  checkDocument(document);
  tableOf(context, kind).patch(name, { inline: { ...identity.inline, [policy]: document } });
}

/** @throws AwsError NoSuchEntity */
export function inlineOf(context: ServiceContext, kind: IdentityKind, name: string, policy: string): string {
  const document = identityOf(context, kind, name).inline[policy];
  if (document === undefined) throw errors[`NoSuchEntity/${kind}Policy`]({ name: policy });
  return document;
}

export function deleteInline(context: ServiceContext, kind: IdentityKind, name: string, policy: string): void {
  inlineOf(context, kind, name, policy);
  const { [policy]: _gone, ...inline } = identityOf(context, kind, name).inline;
  tableOf(context, kind).patch(name, { inline });
}

export const inlineNames = (context: ServiceContext, kind: IdentityKind, name: string): string[] =>
  Object.keys(identityOf(context, kind, name).inline).sort();

export function attach(context: ServiceContext, kind: IdentityKind, name: string, arn: string): void {
  const { attached } = identityOf(context, kind, name);
  policyOf(context, arn);
  if (!attached.includes(arn)) tableOf(context, kind).patch(name, { attached: [...attached, arn] });
}

export function detach(context: ServiceContext, kind: IdentityKind, name: string, arn: string): void {
  const { attached } = identityOf(context, kind, name);
  if (!attached.includes(arn)) throw errors['NoSuchEntity/attached']({ arn });
  tableOf(context, kind).patch(name, { attached: attached.filter((other) => other !== arn) });
}

export const attachedPolicies = (context: ServiceContext, kind: IdentityKind, name: string) =>
  identityOf(context, kind, name).attached.map((arn) => ({ PolicyName: policyOf(context, arn).name, PolicyArn: arn }));

/** @throws AwsError DeleteConflict while policies are left. */
export function checkUnused(identity: Identity): void {
  if (identity.attached.length > 0) throw errors['DeleteConflict/attached']();
  if (Object.keys(identity.inline).length > 0) throw errors['DeleteConflict/policies']();
}

/** An id as IAM makes them: `AIDA…` for users, `AROA…` for roles. */
export const uniqueId = (context: ServiceContext, prefix: string): string =>
  prefix + context.kernel.chance.text(`iam/${prefix}`, 17, ALPHABETS.base32);

export const describeUser = ({ path, name, id, arn, createdAt }: UserRecord) => ({
  Path: path,
  UserName: name,
  UserId: id,
  Arn: arn,
  CreateDate: createdAt,
});

/** Documents are handed out percent-encoded; the command line decodes them. */
export const describeRole = (role: RoleRecord) => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: role.arn,
  CreateDate: role.createdAt,
  AssumeRolePolicyDocument: encodeURIComponent(role.trust),
  ...(role.description ? { Description: role.description } : {}),
  MaxSessionDuration: role.maxSessionSeconds,
});

export const describePolicy = (context: ServiceContext, policy: ManagedPolicyRecord) => ({
  PolicyName: policy.name,
  PolicyId: policy.id,
  Arn: policy.arn,
  Path: policy.path,
  DefaultVersionId: policy.versionId,
  AttachmentCount: attachments(context, policy.arn),
  PermissionsBoundaryUsageCount: 0,
  IsAttachable: true,
  ...(policy.description ? { Description: policy.description } : {}),
  CreateDate: policy.createdAt,
  UpdateDate: policy.createdAt,
});

/** How many users and roles a managed policy is attached to. */
export const attachments = (context: ServiceContext, arn: string): number =>
  [...context.kernel.table(usersTable).values(), ...context.kernel.table(rolesTable).values()].filter(({ attached }) =>
    attached.includes(arn),
  ).length;

/** The ARN that policies name a user or role by: that of the record, or the plain one while there is none. */
export function identityArn(context: ServiceContext, kind: IdentityKind, name: string | undefined): string {
  const record =
    name === undefined
      ? undefined
      : (context.kernel.table(kind === 'user' ? usersTable : rolesTable).get(name) as { arn: string } | undefined);
  return record?.arn ?? context.arn('iam', `${kind}/${name ?? ''}`);
}
