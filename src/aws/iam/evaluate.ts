// Decides whether a request may pass, and says why as data: which policy, which statement, what matched and what not.
import { evaluateConditions, type ConditionResult } from './conditions.ts';
import { actionMatches, resourceMatches, type RequestContext } from './match.ts';
import { parsePolicy, type Statement } from './policy.ts';

/** A policy that takes part in a decision. */
export interface PolicySource {
  /** Name as people know it. */
  readonly name: string;
  /** ARN of a managed policy. */
  readonly arn?: string;
  readonly kind: 'identity' | 'resource' | 'trust';
  readonly document: string;
}

/** What is asked. */
export interface AccessRequest {
  readonly action: string;
  /** One ARN, or `*` for actions that know no resources. */
  readonly resource: string;
  readonly context: RequestContext;
  /** For resource and trust policies: the ARNs and names that the caller answers to. */
  readonly principals?: readonly string[];
}

/** How one statement compared with the request. */
export interface StatementResult {
  readonly policy: string;
  readonly policyArn?: string;
  readonly kind: PolicySource['kind'];
  readonly sid?: string;
  readonly index: number;
  readonly effect: 'Allow' | 'Deny';
  readonly actionMatched: boolean;
  readonly resourceMatched: boolean;
  readonly principalMatched: boolean;
  readonly conditions: readonly ConditionResult[];
  /** All of the above. */
  readonly matched: boolean;
}

/** A decision with its explanation. */
export interface Verdict {
  readonly allowed: boolean;
  readonly reason: 'allowed' | 'explicitDeny' | 'implicitDeny';
  readonly action: string;
  readonly resource: string;
  /** Every statement that was considered. */
  readonly statements: readonly StatementResult[];
}

/** Decides over `policies`, all of one account: any matching Deny wins, else any matching Allow, else no. */
export function evaluate(request: AccessRequest, policies: readonly PolicySource[]): Verdict {
  const statements = policies.flatMap((policy) => consider(request, policy));
  const matched = statements.filter((statement) => statement.matched);
  const reason = matched.some(({ effect }) => effect === 'Deny')
    ? 'explicitDeny'
    : matched.length > 0
      ? 'allowed'
      : 'implicitDeny';
  return { allowed: reason === 'allowed', reason, action: request.action, resource: request.resource, statements };
}

function consider(request: AccessRequest, source: PolicySource): StatementResult[] {
  const { version, statements } = parsePolicy(source.document);
  return statements.map((statement) => {
    const actionMatched = matchesAction(statement, request.action);
    const resourceMatched = source.kind === 'trust' || matchesResource(statement, request, version);
    const principalMatched = source.kind === 'identity' || matchesPrincipal(statement, request.principals ?? []);
    const conditions = evaluateConditions(statement, request.context, version);
    return {
      policy: source.name,
      ...(source.arn ? { policyArn: source.arn } : {}),
      kind: source.kind,
      ...(statement.sid ? { sid: statement.sid } : {}),
      index: statement.index,
      effect: statement.effect,
      actionMatched,
      resourceMatched,
      principalMatched,
      conditions,
      matched:
        actionMatched && resourceMatched && principalMatched && conditions.every((condition) => condition.matched),
    };
  });
}

function matchesAction({ actions, notActions }: Statement, action: string): boolean {
  if (actions) return actions.some((pattern) => actionMatches(pattern, action));
  return !notActions?.some((pattern) => actionMatches(pattern, action));
}

function matchesResource(
  { resources, notResources }: Statement,
  { resource, context }: AccessRequest,
  version: string,
): boolean {
  if (resources) return resources.some((pattern) => resourceMatches(pattern, resource, context, version));
  return (
    notResources !== undefined && !notResources.some((pattern) => resourceMatches(pattern, resource, context, version))
  );
}

function matchesPrincipal({ principals, notPrincipals }: Statement, names: readonly string[]): boolean {
  const listed = Object.values(principals ?? notPrincipals ?? {}).flat();
  const found = listed.some((name) => name === '*' || names.includes(name));
  return principals ? found : notPrincipals !== undefined && !found;
}
