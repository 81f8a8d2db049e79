// What AWS says when a policy does not let a call through. Reference: the AWS user guide on access-denied messages.
import { AwsError } from '../errors.ts';
import type { Verdict } from './evaluate.ts';

/** Services whose denial code or status is not that of most. */
const CODES: Readonly<Record<string, { code: string; status: number }>> = {
  iam: { code: 'AccessDenied', status: 403 },
  sts: { code: 'AccessDenied', status: 403 },
  s3: { code: 'AccessDenied', status: 403 },
  elbv2: { code: 'AccessDenied', status: 403 },
  autoscaling: { code: 'AccessDenied', status: 403 },
  cloudwatch: { code: 'AccessDenied', status: 403 },
  sns: { code: 'AuthorizationError', status: 403 },
  ec2: { code: 'UnauthorizedOperation', status: 403 },
};

/** Calls in whose denial no resource is named. */
const UNNAMED =
  /^(codecommit:ListRepositories|codebuild:ListProjects|cloudtrail:DescribeTrails|s3:ListAllMyBuckets|ec2:Describe\w+)$/;

/** The sentence that AWS prints for `verdict`. */
export function denialMessage(caller: string, { action, resource, reason, statements }: Verdict): string {
  const named = UNNAMED.test(action) ? '' : ` on resource: ${action.startsWith('s3:') ? `"${resource}"` : resource}`;
  const start = `User: ${caller} is not authorized to perform: ${action}${named}`;
  if (reason !== 'explicitDeny') return `${start} because no identity-based policy allows the ${action} action`;
  const deny = statements.find(({ matched, effect }) => matched && effect === 'Deny');
  const kind = deny?.kind === 'resource' ? 'a resource-based' : 'an identity-based';
  const arn = deny?.policyArn ? `: ${deny.policyArn}` : '';
  return `${start} with an explicit deny in ${kind} policy${arn}`;
}

/** The error that `service` answers with. */
export function denial(service: string, caller: string, verdict: Verdict): AwsError {
  const { code, status } = CODES[service] ?? { code: 'AccessDeniedException', status: 400 };
  const prefix = service === 'ec2' ? 'You are not authorized to perform this operation. ' : '';
  return new AwsError(code, prefix + denialMessage(caller, verdict), status);
}
