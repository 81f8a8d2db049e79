import type { DescribeLogStreamsCommandInput, DescribeLogStreamsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { defineOperation } from '../../../aws/service.ts';
import { sha256Hex } from '../../../lib/hash.ts';
import { logStreamsTable, type LogStream } from '../model.ts';
import { groupName, groupOf, logArn } from '../streams.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export const describeLogStreams = defineOperation<DescribeLogStreamsCommandInput, DescribeLogStreamsCommandOutput>({
  resources: (input, context) => [logArn(context, groupName(input), '')],
  readOnly: true,
  handle(input, context) {
    const group = groupName(input);
    groupOf(context, group);
    const all = context.kernel
      .table(logStreamsTable)
      .by('group', group)
      .filter(({ name }) => name.startsWith(input.logStreamNamePrefix ?? ''))
      .sort(input.orderBy === 'LastEventTime' ? byTime : byName);
    if (input.descending) all.reverse();
    const from = Number(input.nextToken ?? 0);
    const page = all.slice(from, from + (input.limit ?? 50));
    return {
      logStreams: page.map((stream) => describe(stream, logArn(context, group, stream.name))),
      ...(from + page.length < all.length ? { nextToken: String(from + page.length) } : {}),
    };
  },
});

const byName = (a: LogStream, b: LogStream): number => (a.name < b.name ? -1 : 1);
const byTime = (a: LogStream, b: LogStream): number => (a.lastEventAt ?? 0) - (b.lastEventAt ?? 0) || byName(a, b);

function describe(stream: LogStream, arn: string) {
  return {
    logStreamName: stream.name,
    creationTime: stream.createdAt,
    ...(stream.firstEventAt === undefined ? {} : { firstEventTimestamp: stream.firstEventAt }),
    ...(stream.lastEventAt === undefined ? {} : { lastEventTimestamp: stream.lastEventAt }),
    ...(stream.lastIngestionAt === undefined ? {} : { lastIngestionTime: stream.lastIngestionAt }),
    uploadSequenceToken: BigInt(`0x${sha256Hex(`${arn}/${stream.next}`).slice(0, 46)}`).toString(),
    arn,
    // AWS stopped counting the bytes of single streams in 2019.
    storedBytes: 0,
  };
}
