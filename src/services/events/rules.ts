// Finding rules: what every operation begins with.
import type { ServiceContext } from '../../aws/service.ts';
import { errors } from './errors.ts';
import { rulesTable, type Rule } from './model.ts';

export const ruleArn = (context: ServiceContext, name: string): string => context.arn('events', `rule/${name}`);

/** Only the default bus is simulated. @throws AwsError ResourceNotFoundException */
export function checkBus(name: string | undefined): void {
  if (name !== undefined && name !== 'default' && !name.endsWith('event-bus/default'))
    throw errors['ResourceNotFoundException/bus']({ name });
}

/** @throws AwsError ResourceNotFoundException */
export function ruleOf(context: ServiceContext, name: string): Rule {
  const rule = context.kernel.table(rulesTable).get(name);
  if (!rule) throw errors.ResourceNotFoundException({ name });
  return rule;
}

/** A rule as DescribeRule and ListRules tell of it. */
export const describeRule = (rule: Rule) => ({
  Name: rule.name,
  Arn: rule.arn,
  ...(rule.eventPattern ? { EventPattern: rule.eventPattern } : {}),
  State: rule.state,
  ...(rule.description ? { Description: rule.description } : {}),
  EventBusName: 'default',
});
