import type { DeleteRuleCommandInput, DeleteRuleCommandOutput } from '@aws-sdk/client-eventbridge';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { rulesTable } from '../model.ts';
import { ruleArn } from '../rules.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html: a rule that is not there is no error. */
export const deleteRule = defineOperation<DeleteRuleCommandInput, DeleteRuleCommandOutput>({
  resources: ({ Name }, context) => [ruleArn(context, Name!)],
  readOnly: false,
  handle({ Name }, context) {
    const rules = context.kernel.table(rulesTable);
    if (rules.get(Name!)?.targets.length) throw errors['ValidationException/targets']();
    rules.delete(Name!);
    return {};
  },
});
