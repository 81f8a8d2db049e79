import type { CreateLogGroupCommandInput, CreateLogGroupCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { logGroupsTable } from '../model.ts';
import { logArn } from '../streams.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const createLogGroup = defineOperation<CreateLogGroupCommandInput, CreateLogGroupCommandOutput>({
  resources: ({ logGroupName }, context) => [logArn(context, logGroupName!)],
  readOnly: false,
  handle({ logGroupName }, context) {
    const groups = context.kernel.table(logGroupsTable);
    if (groups.has(logGroupName!)) throw errors['ResourceAlreadyExistsException/group']();
    groups.put(logGroupName!, { name: logGroupName!, createdAt: context.now, storedBytes: 0 });
    return {};
  },
});
