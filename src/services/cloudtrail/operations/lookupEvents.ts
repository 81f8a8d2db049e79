import type { LookupEventsCommandInput, LookupEventsCommandOutput } from '@aws-sdk/client-cloudtrail';
import { apiCallsTable, type ApiCallRecord } from '../../../aws/records.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { cloudTrailEvent, userName } from '../event.ts';

const PAGE = 50;

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html: newest first. */
export const lookupEvents = defineOperation<LookupEventsCommandInput, LookupEventsCommandOutput>({
  resources: () => ['*'],
  readOnly: true,
  handle({ LookupAttributes = [], StartTime, EndTime, MaxResults = PAGE, NextToken }, context) {
    if (LookupAttributes.length > 1) throw errors.InvalidLookupAttributesException();
    if (StartTime !== undefined && EndTime !== undefined && StartTime > EndTime)
      throw errors.InvalidTimeRangeException();
    const from = NextToken === undefined ? 0 : Number(NextToken);
    if (!Number.isInteger(from)) throw errors.InvalidNextTokenException();
    const found = context.kernel
      .table(apiCallsTable)
      .values()
      .reverse()
      .filter(({ at }) => (StartTime === undefined || at >= StartTime) && (EndTime === undefined || at <= EndTime))
      .filter((call) =>
        LookupAttributes.every(({ AttributeKey, AttributeValue }) => fits(call, AttributeKey!, AttributeValue!)),
      );
    const page = found.slice(from, from + MaxResults);
    return {
      Events: page.map((call) => ({
        EventId: call.id,
        EventName: call.operation,
        ReadOnly: String(call.readOnly),
        ...(call.accessKeyId ? { AccessKeyId: call.accessKeyId } : {}),
        EventTime: call.at,
        EventSource: call.eventSource,
        Username: userName(call),
        Resources: call.resources.filter((arn) => arn !== '*').map((ResourceName) => ({ ResourceName })),
        CloudTrailEvent: cloudTrailEvent(context, call),
      })),
      ...(from + MaxResults < found.length ? { NextToken: String(from + MaxResults) } : {}),
    };
  },
});

function fits(call: ApiCallRecord, key: string, value: string): boolean {
  switch (key) {
    case 'EventId':
      return call.id === value;
    case 'EventName':
      return call.operation === value;
    case 'ReadOnly':
      return String(call.readOnly) === value;
    case 'Username':
      return userName(call) === value;
    case 'ResourceName':
      return call.resources.some((arn) => arn === value || arn.endsWith(`/${value}`) || arn.endsWith(`:${value}`));
    case 'EventSource':
      return call.eventSource === value;
    case 'AccessKeyId':
      return call.accessKeyId === value;
    default:
      return false;
  }
}
