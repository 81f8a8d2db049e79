import type { FilterLogEventsCommandInput, FilterLogEventsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { defineOperation } from '../../../aws/service.ts';
import { parseFilterPattern } from '../filterPattern.ts';
import { logStreamsTable } from '../model.ts';
import { groupName, groupOf, logArn, readLines } from '../streams.ts';

const PAGE_EVENTS = 10_000;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export const filterLogEvents = defineOperation<FilterLogEventsCommandInput, FilterLogEventsCommandOutput>({
  resources: (input, context) => [logArn(context, groupName(input), '')],
  readOnly: true,
  handle(input, context) {
    const group = groupName(input);
    groupOf(context, group);
    const fits = parseFilterPattern(input.filterPattern ?? '');
    const { startTime = -Infinity, endTime = Infinity, logStreamNames, logStreamNamePrefix = '' } = input;
    const events = context.kernel
      .table(logStreamsTable)
      .by('group', group)
      .filter(({ name }) => logStreamNames?.includes(name) ?? name.startsWith(logStreamNamePrefix))
      .filter(({ lastEventAt = 0 }) => lastEventAt >= startTime)
      .flatMap((stream) =>
        readLines(context, stream, stream.first, stream.next).map((line, i) => ({ line, stream, n: stream.first + i })),
      )
      .filter(({ line }) => line.at >= startTime && line.at <= endTime && fits(line.message))
      .sort((a, b) => a.line.at - b.line.at);
    const from = Number(input.nextToken ?? 0);
    const page = events.slice(from, from + (input.limit ?? PAGE_EVENTS));
    return {
      events: page.map(({ line, stream, n }) => ({
        logStreamName: stream.name,
        timestamp: line.at,
        message: line.message,
        ingestionTime: line.ingestedAt,
        eventId: `${line.at}`.padStart(20, '3') + `${n}`.padStart(36, '0'),
      })),
      searchedLogStreams: [],
      ...(from + page.length < events.length ? { nextToken: String(from + page.length) } : {}),
    };
  },
});
