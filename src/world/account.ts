// Identities of the account that a scenario begins with: users with keys, roles with trust, AWS managed policies.
import { ALPHABETS } from '../kernel/chance.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { MANAGED_POLICIES } from '../aws/iam/managed.ts';
import {
  accessKeysTable,
  instanceProfilesTable,
  policiesTable,
  rolesTable,
  usersTable,
  type AccessKeyRecord,
  type InstanceProfileRecord,
  type RoleRecord,
} from '../aws/iam/model.ts';

/** A role as a scenario asks for it. */
export interface RoleSpec {
  readonly name: string;
  readonly path?: string;
  /** Service principals that may assume it. */
  readonly trusts: readonly string[];
  /** Names of inline policies and their statements. */
  readonly inline?: Readonly<Record<string, readonly object[]>>;
  /** Paths with names of managed policies, e.g. `service-role/AWSCodeDeployRole`. */
  readonly managed?: readonly string[];
}

const MANAGED_SINCE = Date.UTC(2020, 0, 1);

const uniqueId = (kernel: Kernel, prefix: string): string =>
  prefix + kernel.chance.text(`iam/${prefix}`, 17, ALPHABETS.base32);

export const managedPolicyArn = (name: string): string => `arn:aws:iam::aws:policy/${name}`;

const documentOf = (statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** Puts the AWS managed policies into the account. */
export function putManagedPolicies(kernel: Kernel): void {
  for (const { name, path, document } of MANAGED_POLICIES) {
    const arn = managedPolicyArn(path.slice(1) + name);
    const id = uniqueId(kernel, 'ANPA');
    kernel.table(policiesTable).put(arn, { arn, name, id, path, createdAt: MANAGED_SINCE, document, versionId: 'v1' });
  }
}

/** Puts a user with one access key. */
export function putUser(kernel: Kernel, account: string, name: string, managed: readonly string[]): AccessKeyRecord {
  kernel.table(usersTable).put(name, {
    name,
    id: uniqueId(kernel, 'AIDA'),
    arn: `arn:aws:iam::${account}:user/${name}`,
    path: '/',
    createdAt: kernel.now,
    inline: {},
    attached: managed.map(managedPolicyArn),
    tags: {},
  });
  const id = `AKIA${kernel.chance.text('accessKey', 16, ALPHABETS.base32)}`;
  const secret = kernel.chance.text('secretKey', 40, ALPHABETS.alphanumeric);
  return kernel.table(accessKeysTable).put(id, { id, secret, user: name, status: 'Active', createdAt: kernel.now });
}

/** Puts a role that services may assume. */
export function putRole(kernel: Kernel, account: string, spec: RoleSpec): RoleRecord {
  const path = spec.path ?? '/';
  const trust = spec.trusts.map((Service) => ({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }));
  const inline = Object.entries(spec.inline ?? {}).map(([name, statements]) => [name, documentOf(statements)]);
  return kernel.table(rolesTable).put(spec.name, {
    name: spec.name,
    id: uniqueId(kernel, 'AROA'),
    arn: `arn:aws:iam::${account}:role${path}${spec.name}`,
    path,
    createdAt: kernel.now,
    maxSessionSeconds: 3600,
    trust: documentOf(trust),
    inline: Object.fromEntries(inline) as Record<string, string>,
    attached: (spec.managed ?? []).map(managedPolicyArn),
    tags: {},
  });
}

/** Puts an instance profile that holds one role. */
export function putInstanceProfile(kernel: Kernel, account: string, role: RoleRecord): InstanceProfileRecord {
  return kernel.table(instanceProfilesTable).put(role.name, {
    name: role.name,
    id: uniqueId(kernel, 'AIPA'),
    arn: `arn:aws:iam::${account}:instance-profile/${role.name}`,
    path: '/',
    createdAt: kernel.now,
    roles: [role.name],
  });
}
