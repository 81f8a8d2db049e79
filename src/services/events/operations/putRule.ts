import type { PutRuleCommandInput, PutRuleCommandOutput } from '@aws-sdk/client-eventbridge';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { rulesTable } from '../model.ts';
import { InvalidPattern, parsePattern } from '../pattern.ts';
import { checkBus, ruleArn } from '../rules.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export const putRule = defineOperation<PutRuleCommandInput, PutRuleCommandOutput>({
  resources: ({ Name }, context) => [ruleArn(context, Name!)],
  readOnly: false,
  handle({ Name, EventPattern, ScheduleExpression, Description, State, EventBusName }, context) {
    checkBus(EventBusName);
    if (!EventPattern && !ScheduleExpression) throw errors['ValidationException/empty']();
    if (ScheduleExpression) throw errors['ValidationException/schedule']();
    try {
      parsePattern(EventPattern!);
    } catch (error) {
      if (!(error instanceof InvalidPattern)) throw error;
      throw errors.InvalidEventPatternException({ reason: error.message });
    }
    const rules = context.kernel.table(rulesTable);
    const { targets = [], matched = 0, failed = 0 } = rules.get(Name!) ?? {};
    const arn = ruleArn(context, Name!);
    rules.put(Name!, {
      name: Name!,
      arn,
      ...(Description ? { description: Description } : {}),
      eventPattern: EventPattern!,
      state: State === 'DISABLED' ? 'DISABLED' : 'ENABLED',
      targets,
      matched,
      failed,
    });
    return { RuleArn: arn };
  },
});
