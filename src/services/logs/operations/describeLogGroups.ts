import type { DescribeLogGroupsCommandInput, DescribeLogGroupsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { defineOperation } from '../../../aws/service.ts';
import { logGroupsTable } from '../model.ts';
import { logArn } from '../streams.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export const describeLogGroups = defineOperation<DescribeLogGroupsCommandInput, DescribeLogGroupsCommandOutput>({
  resources: (_input, context) => [logArn(context, '', '')],
  readOnly: true,
  handle({ logGroupNamePrefix, logGroupNamePattern, limit, nextToken }, context) {
    const all = context.kernel
      .table(logGroupsTable)
      .values()
      .filter(({ name }) => name.startsWith(logGroupNamePrefix ?? '') && name.includes(logGroupNamePattern ?? ''))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const from = nextToken ? all.findIndex(({ name }) => name > nextToken) : 0;
    const page = from < 0 ? [] : all.slice(from, from + (limit ?? 50));
    const more = from >= 0 && from + page.length < all.length;
    return {
      logGroups: page.map(({ name, createdAt, retentionInDays, storedBytes }) => ({
        logGroupName: name,
        creationTime: createdAt,
        ...(retentionInDays === undefined ? {} : { retentionInDays }),
        metricFilterCount: 0,
        arn: `${logArn(context, name)}:*`,
        storedBytes,
        logGroupClass: 'STANDARD' as const,
        logGroupArn: logArn(context, name),
      })),
      ...(more ? { nextToken: page.at(-1)!.name } : {}),
    };
  },
});
