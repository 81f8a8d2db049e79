import type { PutLogEventsCommandInput, PutLogEventsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { defineOperation } from '../../../aws/service.ts';
import { sha256Hex } from '../../../lib/hash.ts';
import { errors } from '../errors.ts';
import { appendLines, logArn, streamOf } from '../streams.ts';

const DAY_MS = 86_400_000;

/**
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 * It is marked as what changes nothing, because log lines are data: neither CloudTrail nor the trace tells of them.
 */
export const putLogEvents = defineOperation<PutLogEventsCommandInput, PutLogEventsCommandOutput>({
  resources: ({ logGroupName, logStreamName }, context) => [logArn(context, logGroupName!, logStreamName!)],
  readOnly: true,
  dataEvent: true,
  handle({ logGroupName, logStreamName, logEvents }, context) {
    const stream = streamOf(context, logGroupName!, logStreamName!);
    const events = logEvents ?? [];
    for (let i = 1; i < events.length; i++) {
      if (events[i]!.timestamp! < events[i - 1]!.timestamp!) throw errors['InvalidParameterException/order']();
    }
    if (events.length > 0 && events.at(-1)!.timestamp! - events[0]!.timestamp! > DAY_MS)
      throw errors['InvalidParameterException/span']();
    const { now } = context;
    appendLines(
      context,
      stream,
      events.map(({ timestamp, message }) => ({ at: timestamp!, ingestedAt: now, message: message! })),
    );
    const token = sha256Hex(`${logGroupName}/${logStreamName}/${stream.next + events.length}`).slice(0, 46);
    return { nextSequenceToken: BigInt(`0x${token}`).toString() };
  },
});
