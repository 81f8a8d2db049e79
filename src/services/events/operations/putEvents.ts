import type { PutEventsCommandInput, PutEventsCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Data } from '../../../lib/json.ts';
import { defineOperation } from '../../../aws/service.ts';
import { checkBus } from '../rules.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export const putEvents = defineOperation<PutEventsCommandInput, PutEventsCommandOutput>({
  resources: (_input, context) => [context.arn('events', 'event-bus/default')],
  readOnly: false,
  handle({ Entries }, context) {
    const results = (Entries ?? []).map((entry) => {
      checkBus(entry.EventBusName);
      const problem = problemOf(entry);
      if (problem) return problem;
      context.emit({
        source: entry.Source!,
        'detail-type': entry.DetailType!,
        resources: entry.Resources ?? [],
        detail: JSON.parse(entry.Detail!) as Record<string, Data>,
      });
      return { EventId: context.kernel.chance.uuid('putEvents') };
    });
    return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
  },
});

function problemOf({
  Source,
  DetailType,
  Detail,
}: {
  Source?: string | undefined;
  DetailType?: string | undefined;
  Detail?: string | undefined;
}) {
  const missing = !Source ? 'Source' : !DetailType ? 'DetailType' : !Detail ? 'Detail' : undefined;
  if (missing)
    return {
      ErrorCode: 'InvalidArgument',
      ErrorMessage: `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`,
    };
  try {
    JSON.parse(Detail!);
    return undefined;
  } catch {
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  }
}
