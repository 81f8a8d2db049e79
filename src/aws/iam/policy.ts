// Policy documents: JSON text as AWS keeps it, read into statements that can be matched.

/** One statement of a policy. */
export interface Statement {
  readonly sid?: string;
  /** Its place in the document, from 0. */
  readonly index: number;
  readonly effect: 'Allow' | 'Deny';
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  /** Principals by type: `AWS`, `Service`, `Federated`, or `*`. */
  readonly principals?: Readonly<Record<string, readonly string[]>>;
  readonly notPrincipals?: Readonly<Record<string, readonly string[]>>;
  /** Operator → condition key → values. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** A policy document. */
export interface Policy {
  readonly version: string;
  readonly statements: readonly Statement[];
}

/** Why a document is no policy, in the words of IAM's `MalformedPolicyDocument`. */
export class MalformedPolicy extends Error {
  override name = 'MalformedPolicy';
}

type Json = Record<string, unknown>;

/**
 * Reads a policy document.
 * @throws MalformedPolicy when `text` is no JSON, or lacks what every policy has.
 */
export function parsePolicy(text: string): Policy {
  const known = parsed.get(text);
  if (known) return known;
  const policy = readPolicy(text);
  if (parsed.size > 2_000) parsed.clear();
  parsed.set(text, policy);
  return policy;
}

// The same few documents are asked for at every call.
const parsed = new Map<string, Policy>();

function readPolicy(text: string): Policy {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new MalformedPolicy('Syntax errors in policy.');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new MalformedPolicy('Syntax errors in policy.');
  const { Version: version = '2008-10-17', Statement: statement } = json as Json;
  if (version !== '2012-10-17' && version !== '2008-10-17') throw new MalformedPolicy('Syntax errors in policy.');
  if (statement === undefined) throw new MalformedPolicy('Missing required field Statement');
  const statements = (Array.isArray(statement) ? statement : [statement]).map((item, index) =>
    readStatement(item as Json, index),
  );
  return { version, statements };
}

function readStatement(json: Json, index: number): Statement {
  if (typeof json !== 'object' || json === null) throw new MalformedPolicy('Syntax errors in policy.');
  const { Effect: effect, Sid: sid } = json;
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new MalformedPolicy(effect === undefined ? 'Missing required field Effect' : 'Syntax errors in policy.');
  }
  if (json.Action === undefined && json.NotAction === undefined)
    throw new MalformedPolicy('Policy statement must contain actions.');
  return {
    index,
    effect,
    conditions: readConditions(json.Condition),
    ...(typeof sid === 'string' ? { sid } : {}),
    ...member('actions', json.Action),
    ...member('notActions', json.NotAction),
    ...member('resources', json.Resource),
    ...member('notResources', json.NotResource),
    ...(json.Principal === undefined ? {} : { principals: readPrincipals(json.Principal) }),
    ...(json.NotPrincipal === undefined ? {} : { notPrincipals: readPrincipals(json.NotPrincipal) }),
  };
}

const member = (name: string, value: unknown): Record<string, readonly string[]> =>
  value === undefined ? {} : { [name]: texts(value) };

function texts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

function readPrincipals(value: unknown): Record<string, readonly string[]> {
  if (typeof value !== 'object' || value === null) return { AWS: texts(value) };
  return Object.fromEntries(Object.entries(value).map(([type, names]) => [type, texts(names)]));
}

function readConditions(value: unknown): Statement['conditions'] {
  const operators = Object.entries((value ?? {}) as Record<string, Json>);
  return Object.fromEntries(
    operators.map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, texts(values)])),
    ]),
  );
}
