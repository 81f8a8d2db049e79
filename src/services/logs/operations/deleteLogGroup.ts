import type { DeleteLogGroupCommandInput, DeleteLogGroupCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { defineOperation } from '../../../aws/service.ts';
import { logGroupsTable, logStreamsTable } from '../model.ts';
import { dropStream, groupOf, logArn } from '../streams.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export const deleteLogGroup = defineOperation<DeleteLogGroupCommandInput, DeleteLogGroupCommandOutput>({
  resources: ({ logGroupName }, context) => [logArn(context, logGroupName!, '')],
  readOnly: false,
  handle({ logGroupName }, context) {
    groupOf(context, logGroupName!);
    for (const stream of context.kernel.table(logStreamsTable).by('group', logGroupName!)) dropStream(context, stream);
    context.kernel.table(logGroupsTable).delete(logGroupName!);
    return {};
  },
});
