import type { RemoveTargetsCommandInput, RemoveTargetsCommandOutput } from '@aws-sdk/client-eventbridge';
import { defineOperation } from '../../../aws/service.ts';
import { rulesTable } from '../model.ts';
import { ruleArn, ruleOf } from '../rules.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemoveTargets.html */
export const removeTargets = defineOperation<RemoveTargetsCommandInput, RemoveTargetsCommandOutput>({
  resources: ({ Rule }, context) => [ruleArn(context, Rule!)],
  readOnly: false,
  handle({ Rule, Ids }, context) {
    const rule = ruleOf(context, Rule!);
    const targets = rule.targets.filter(({ id }) => !Ids?.includes(id));
    context.kernel.table(rulesTable).patch(rule.name, { targets });
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
});
