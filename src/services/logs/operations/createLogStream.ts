import type { CreateLogStreamCommandInput, CreateLogStreamCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { logStreamsTable, streamKey } from '../model.ts';
import { groupOf, logArn } from '../streams.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export const createLogStream = defineOperation<CreateLogStreamCommandInput, CreateLogStreamCommandOutput>({
  resources: ({ logGroupName, logStreamName }, context) => [logArn(context, logGroupName!, logStreamName!)],
  readOnly: false,
  handle({ logGroupName, logStreamName }, context) {
    groupOf(context, logGroupName!);
    const streams = context.kernel.table(logStreamsTable);
    const key = streamKey(logGroupName!, logStreamName!);
    if (streams.has(key)) throw errors['ResourceAlreadyExistsException/stream']();
    streams.put(key, {
      group: logGroupName!,
      name: logStreamName!,
      createdAt: context.now,
      first: 0,
      next: 0,
      bytes: 0,
    });
    return {};
  },
});
