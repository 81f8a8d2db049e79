import type { GetLogEventsCommandInput, GetLogEventsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { groupName, logArn, readLines, streamOf } from '../streams.ts';

const PAGE_LINES = 10_000;
const TOKEN = /^([fb])\/(\d+)(?:\/s)?$/;
const makeToken = (direction: 'f' | 'b', index: number): string => `${direction}/${String(index).padStart(56, '0')}/s`;

/**
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 * A token holds a place between two lines; at the end of the stream the token that came is given back.
 */
export const getLogEvents = defineOperation<GetLogEventsCommandInput, GetLogEventsCommandOutput>({
  resources: (input, context) => [logArn(context, groupName(input), input.logStreamName!)],
  readOnly: true,
  handle(input, context) {
    const stream = streamOf(context, groupName(input), input.logStreamName!);
    const limit = input.limit ?? PAGE_LINES;
    const { startTime = -Infinity, endTime = Infinity } = input;
    const lines = readLines(context, stream, stream.first, stream.next);
    // Lines come in order of time, so what is asked for is one stretch.
    const inTime = lines.map(({ at }) => at >= startTime && at < endTime);
    const low = stream.first + Math.max(0, inTime.indexOf(true));
    const high = inTime.includes(true) ? stream.first + inTime.lastIndexOf(true) + 1 : low;
    const [from, to] = place(input.nextToken, input.startFromHead === true, low, high, limit);
    return {
      events: readLines(context, stream, from, to).map(({ at, message, ingestedAt }) => ({
        timestamp: at,
        message,
        ingestionTime: ingestedAt,
      })),
      nextForwardToken: makeToken('f', to),
      nextBackwardToken: makeToken('b', from),
    };
  },
});

function place(
  token: string | undefined,
  fromHead: boolean,
  low: number,
  high: number,
  limit: number,
): [number, number] {
  if (token === undefined) {
    return fromHead ? [low, Math.min(high, low + limit)] : [Math.max(low, high - limit), high];
  }
  const found = TOKEN.exec(token);
  if (!found) throw errors['InvalidParameterException/token']();
  const at = Number(found[2]);
  if (found[1] === 'f') return [at, Math.max(at, Math.min(high, at + limit))];
  return [Math.min(at, Math.max(low, at - limit)), at];
}
