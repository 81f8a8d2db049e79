import type { DeleteLogStreamCommandInput, DeleteLogStreamCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { defineOperation } from '../../../aws/service.ts';
import { dropStream, logArn, streamOf } from '../streams.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html */
export const deleteLogStream = defineOperation<DeleteLogStreamCommandInput, DeleteLogStreamCommandOutput>({
  resources: ({ logGroupName, logStreamName }, context) => [logArn(context, logGroupName!, logStreamName!)],
  readOnly: false,
  handle({ logGroupName, logStreamName }, context) {
    dropStream(context, streamOf(context, logGroupName!, logStreamName!));
    return {};
  },
});
