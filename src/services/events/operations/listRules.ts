import type { ListRulesCommandInput, ListRulesCommandOutput } from '@aws-sdk/client-eventbridge';
import { defineOperation } from '../../../aws/service.ts';
import { rulesTable } from '../model.ts';
import { describeRule, ruleArn } from '../rules.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html */
export const listRules = defineOperation<ListRulesCommandInput, ListRulesCommandOutput>({
  resources: (_input, context) => [ruleArn(context, '*')],
  readOnly: true,
  handle({ NamePrefix = '' }, context) {
    const rules = context.kernel
      .table(rulesTable)
      .values()
      .filter(({ name }) => name.startsWith(NamePrefix));
    return { Rules: rules.sort((a, b) => (a.name < b.name ? -1 : 1)).map(describeRule) };
  },
});
