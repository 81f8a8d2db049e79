// Who calls, and which policies speak for them.
import { sha256Hex } from '../lib/hash.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { ALPHABETS } from '../kernel/chance.ts';
import type { Credentials } from './door.ts';
import { AwsError } from './errors.ts';
import type { PolicySource } from './iam/evaluate.ts';
import {
  accessKeysTable,
  policiesTable,
  rolesTable,
  sessionsTable,
  usersTable,
  type Caller,
  type RoleRecord,
  type SessionRecord,
} from './iam/model.ts';

const SESSION_MS = 3_600_000;

/** Services that say `UnrecognizedClientException` where the query services say `InvalidClientTokenId`. */
const QUERY = new Set(['iam', 'sts', 'ec2', 'elbv2', 'autoscaling', 'sns', 'cloudwatch']);

/**
 * Who `credentials` belong to.
 * @throws AwsError when no key or session has them, or they have expired.
 */
export function authenticate(kernel: Kernel, service: string, credentials: Credentials | undefined): Caller {
  if (!credentials) throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
  const key = kernel.table(accessKeysTable).get(credentials.accessKeyId);
  const user = key?.status === 'Active' ? kernel.table(usersTable).get(key.user) : undefined;
  if (key && user) {
    if (credentials.secretAccessKey !== undefined && credentials.secretAccessKey !== key.secret)
      throw wrongSecret(service);
    return { kind: 'user', arn: user.arn, id: user.id, user: user.name };
  }
  const session = kernel.table(sessionsTable).get(credentials.accessKeyId);
  const role = session && kernel.table(rolesTable).get(session.role);
  if (!session || !role || session.token !== credentials.sessionToken) throw unknownKey(service);
  if (session.expiresAt <= kernel.now) {
    const code = QUERY.has(service) || service === 's3' ? 'ExpiredToken' : 'ExpiredTokenException';
    throw new AwsError(code, 'The security token included in the request is expired', QUERY.has(service) ? 403 : 400);
  }
  return roleCaller(role, session.sessionName);
}

/** The caller that a session of `role` is. */
export function roleCaller(role: RoleRecord, sessionName: string): Caller & { kind: 'role' } {
  const account = role.arn.split(':')[4]!;
  const arn = `arn:aws:sts::${account}:assumed-role/${role.name}/${sessionName}`;
  return { kind: 'role', arn, id: `${role.id}:${sessionName}`, role: role.name, sessionName };
}

/** Makes temporary credentials for a session; they last an hour of virtual time unless told. */
export function issueSession(kernel: Kernel, role: string, sessionName: string, ms = SESSION_MS): SessionRecord {
  const sessions = kernel.table(sessionsTable);
  for (const [id, old] of sessions.entries()) {
    // Credentials stay known for an hour past their end, so that their use is answered with «expired».
    if (old.expiresAt + SESSION_MS >= kernel.now) break;
    sessions.delete(id);
  }
  const accessKeyId = `ASIA${kernel.chance.text('accessKey', 16, ALPHABETS.base32)}`;
  const session: SessionRecord = {
    accessKeyId,
    secret: kernel.chance.text('secretKey', 40, ALPHABETS.alphanumeric),
    // Derived: a token is long, and its characters mean nothing.
    token: `IQoJb3JpZ2luX2Vj${[0, 1, 2, 3, 4].map((part) => sha256Hex(`${accessKeyId}/${part}`)).join('')}==`,
    role,
    sessionName,
    expiresAt: kernel.now + ms,
  };
  return sessions.put(accessKeyId, session);
}

/** The policies of the caller's own identity. Root and services have none: they are not asked. */
export function identityPolicies(kernel: Kernel, caller: Caller): PolicySource[] {
  const record =
    caller.kind === 'user'
      ? kernel.table(usersTable).get(caller.user)
      : caller.kind === 'role'
        ? kernel.table(rolesTable).get(caller.role)
        : undefined;
  if (!record) return [];
  const inline = Object.entries(record.inline).map(([name, document]) => ({
    name,
    kind: 'identity' as const,
    document,
  }));
  const managed = record.attached.flatMap((arn) => {
    const policy = kernel.table(policiesTable).get(arn);
    return policy ? [{ name: policy.name, arn, kind: 'identity' as const, document: policy.document }] : [];
  });
  return [...inline, ...managed];
}

/** The names by which resource and trust policies may mean the caller. */
export function principalNames(caller: Caller, account: string, kernel: Kernel): string[] {
  if (caller.kind === 'service') return [caller.principal];
  const names = [caller.arn, account, `arn:aws:iam::${account}:root`];
  if (caller.kind === 'role') names.push(kernel.table(rolesTable).must(caller.role).arn);
  return names;
}

const wrongSecret = (service: string): AwsError =>
  new AwsError(
    QUERY.has(service) || service === 's3' ? 'SignatureDoesNotMatch' : 'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    403,
  );

const unknownKey = (service: string): AwsError =>
  service === 's3'
    ? new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403)
    : new AwsError(
        QUERY.has(service) ? 'InvalidClientTokenId' : 'UnrecognizedClientException',
        'The security token included in the request is invalid.',
        QUERY.has(service) ? 403 : 400,
      );
