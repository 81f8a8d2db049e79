import type { ListTargetsByRuleCommandInput, ListTargetsByRuleCommandOutput } from '@aws-sdk/client-eventbridge';
import { defineOperation } from '../../../aws/service.ts';
import { ruleArn, ruleOf } from '../rules.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html */
export const listTargetsByRule = defineOperation<ListTargetsByRuleCommandInput, ListTargetsByRuleCommandOutput>({
  resources: ({ Rule }, context) => [ruleArn(context, Rule!)],
  readOnly: true,
  handle({ Rule }, context) {
    const Targets = ruleOf(context, Rule!).targets.map(({ id, arn, roleArn, input, inputPath }) => ({
      Id: id,
      Arn: arn,
      ...(roleArn ? { RoleArn: roleArn } : {}),
      ...(input ? { Input: input } : {}),
      ...(inputPath ? { InputPath: inputPath } : {}),
    }));
    return { Targets };
  },
});
