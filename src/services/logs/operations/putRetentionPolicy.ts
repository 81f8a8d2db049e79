import type { PutRetentionPolicyCommandInput, PutRetentionPolicyCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../../aws/errors.ts';
import { defineOperation } from '../../../aws/service.ts';
import { logGroupsTable } from '../model.ts';
import { groupOf, logArn } from '../streams.ts';

const DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const putRetentionPolicy = defineOperation<PutRetentionPolicyCommandInput, PutRetentionPolicyCommandOutput>({
  resources: ({ logGroupName }, context) => [logArn(context, logGroupName!, '')],
  readOnly: false,
  handle({ logGroupName, retentionInDays }, context) {
    groupOf(context, logGroupName!);
    if (!DAYS.includes(retentionInDays!)) {
      throw new AwsError(
        'InvalidParameterException',
        `1 validation error detected: Value '${retentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${DAYS.join(', ')}]`,
      );
    }
    context.kernel.table(logGroupsTable).patch(logGroupName!, { retentionInDays: retentionInDays! });
    return {};
  },
});
