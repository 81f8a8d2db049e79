import type { EnableRuleCommandInput, EnableRuleCommandOutput } from '@aws-sdk/client-eventbridge';
import { defineOperation } from '../../../aws/service.ts';
import { rulesTable } from '../model.ts';
import { ruleArn, ruleOf } from '../rules.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EnableRule.html */
export const enableRule = defineOperation<EnableRuleCommandInput, EnableRuleCommandOutput>({
  resources: ({ Name }, context) => [ruleArn(context, Name!)],
  readOnly: false,
  handle({ Name }, context) {
    context.kernel.table(rulesTable).patch(ruleOf(context, Name!).name, { state: 'ENABLED' });
    return {};
  },
});
