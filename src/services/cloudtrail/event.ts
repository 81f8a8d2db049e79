// API calls in CloudTrail's words. Record contents: AWS CloudTrail user guide.
import { encodeJson } from '../../lib/json.ts';
import type { ApiCallRecord } from '../../aws/records.ts';
import type { ServiceContext } from '../../aws/service.ts';

/** Codes that the history shortens: a denied call is told as `AccessDenied` whatever the service answered. */
const errorCode = (code: string): string => (code === 'AccessDeniedException' ? 'AccessDenied' : code);

/** Whose name stands in the Username column. */
export const userName = ({ callerKind, callerArn }: ApiCallRecord): string =>
  callerKind === 'root' ? 'root' : callerArn.split('/').at(-1)!;

/** The record as JSON text, as LookupEvents gives it. */
export function cloudTrailEvent(context: ServiceContext, call: ApiCallRecord): string {
  const time = `${new Date(call.at).toISOString().slice(0, 19)}Z`;
  return encodeJson({
    eventVersion: '1.11',
    userIdentity: identity(context, call),
    eventTime: time,
    eventSource: call.eventSource,
    eventName: call.operation,
    awsRegion: context.region,
    sourceIPAddress: call.sourceIp,
    userAgent: call.userAgent,
    ...(call.errorCode ? { errorCode: errorCode(call.errorCode), errorMessage: call.errorMessage } : {}),
    requestParameters: call.errorCode ? null : call.input,
    responseElements: call.output ?? null,
    requestID: call.requestId,
    eventID: call.id,
    readOnly: call.readOnly,
    resources: call.resources.filter((arn) => arn !== '*').map((ARN) => ({ accountId: context.account, ARN })),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: context.account,
    eventCategory: 'Management',
  });
}

function identity({ account }: ServiceContext, call: ApiCallRecord): object {
  const common = { principalId: call.callerId, arn: call.callerArn, accountId: account };
  const key = call.accessKeyId ? { accessKeyId: call.accessKeyId } : {};
  if (call.callerKind === 'root') return { type: 'Root', ...common };
  if (call.callerKind === 'user') return { type: 'IAMUser', ...common, ...key, userName: userName(call) };
  if (call.callerKind === 'service') return { type: 'AWSService', invokedBy: call.callerArn };
  const [, role = ''] = call.callerArn.split('/');
  const invokedBy = call.sourceIp.endsWith('.amazonaws.com') ? { invokedBy: call.sourceIp } : {};
  const issuer = {
    type: 'Role',
    principalId: call.callerId.split(':')[0],
    arn: `arn:aws:iam::${account}:role/${role}`,
    accountId: account,
    userName: role,
  };
  return { type: 'AssumedRole', ...common, ...key, sessionContext: { sessionIssuer: issuer }, ...invokedBy };
}
