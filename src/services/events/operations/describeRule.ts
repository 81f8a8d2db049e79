import type { DescribeRuleCommandInput, DescribeRuleCommandOutput } from '@aws-sdk/client-eventbridge';
import { defineOperation } from '../../../aws/service.ts';
import { describeRule as describe, ruleArn, ruleOf } from '../rules.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html */
export const describeRule = defineOperation<DescribeRuleCommandInput, DescribeRuleCommandOutput>({
  resources: ({ Name }, context) => [ruleArn(context, Name!)],
  readOnly: true,
  handle: ({ Name }, context) => describe(ruleOf(context, Name!)),
});
