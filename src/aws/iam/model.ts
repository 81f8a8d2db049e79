// Who may call, and what they may do: the account's identities and policies, as data. The operations that change them
// are the IAM service's; the gateway reads them at every call.
import { defineTable } from '../../kernel/store.ts';

/** A policy document as it was given: JSON text, so that reading it back gives the same. */
export interface AttachedPolicy {
  /** Name of an inline policy, or of a managed one. */
  readonly name: string;
  /** ARN of a managed policy; absent when inline. */
  readonly arn?: string;
  readonly document: string;
}

export interface UserRecord {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly path: string;
  readonly createdAt: number;
  readonly inline: Readonly<Record<string, string>>;
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface RoleRecord {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly path: string;
  readonly createdAt: number;
  readonly description?: string;
  readonly maxSessionSeconds: number;
  readonly trust: string;
  readonly inline: Readonly<Record<string, string>>;
  readonly attached: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface ManagedPolicyRecord {
  readonly arn: string;
  readonly name: string;
  readonly id: string;
  readonly path: string;
  readonly createdAt: number;
  readonly description?: string;
  readonly document: string;
  readonly versionId: string;
}

export interface AccessKeyRecord {
  readonly id: string;
  readonly secret: string;
  readonly user: string;
  readonly status: 'Active' | 'Inactive';
  readonly createdAt: number;
}

/** Temporary credentials of an assumed role. */
export interface SessionRecord {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly token: string;
  readonly role: string;
  readonly sessionName: string;
  readonly expiresAt: number;
}

export interface InstanceProfileRecord {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly path: string;
  readonly createdAt: number;
  readonly roles: readonly string[];
}

export const usersTable = defineTable<UserRecord>('iam.users');
export const rolesTable = defineTable<RoleRecord>('iam.roles');
/** Keyed by ARN. */
export const policiesTable = defineTable<ManagedPolicyRecord>('iam.policies');
export const accessKeysTable = defineTable<AccessKeyRecord>(
  'iam.accessKeys',
  { user: (k) => k.user },
  { framed: false },
);
export const sessionsTable = defineTable<SessionRecord>('iam.sessions', {}, { framed: false });
export const instanceProfilesTable = defineTable<InstanceProfileRecord>('iam.instanceProfiles');

/** Who makes a call, once the gateway knows. */
export type Caller =
  | { readonly kind: 'root'; readonly arn: string; readonly id: string }
  | { readonly kind: 'user'; readonly arn: string; readonly id: string; readonly user: string }
  | {
      readonly kind: 'role';
      readonly arn: string;
      readonly id: string;
      readonly role: string;
      readonly sessionName: string;
    }
  /** An AWS service acting for itself. */
  | { readonly kind: 'service'; readonly arn: string; readonly id: string; readonly principal: string };
