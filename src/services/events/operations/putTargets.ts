import type { PutTargetsCommandInput, PutTargetsCommandOutput } from '@aws-sdk/client-eventbridge';
import { defineOperation } from '../../../aws/service.ts';
import { rulesTable } from '../model.ts';
import { checkBus, ruleArn, ruleOf } from '../rules.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html */
export const putTargets = defineOperation<PutTargetsCommandInput, PutTargetsCommandOutput>({
  resources: ({ Rule }, context) => [ruleArn(context, Rule!)],
  passesRoles: ({ Targets }) =>
    (Targets ?? []).flatMap(({ RoleArn }) => (RoleArn ? [{ roleArn: RoleArn, service: 'events.amazonaws.com' }] : [])),
  readOnly: false,
  handle({ Rule, Targets, EventBusName }, context) {
    checkBus(EventBusName);
    const rule = ruleOf(context, Rule!);
    const added = (Targets ?? []).map(({ Id, Arn, RoleArn, Input, InputPath }) => ({
      id: Id!,
      arn: Arn!,
      ...(RoleArn ? { roleArn: RoleArn } : {}),
      ...(Input ? { input: Input } : {}),
      ...(InputPath ? { inputPath: InputPath } : {}),
    }));
    const kept = rule.targets.filter(({ id }) => !added.some((target) => target.id === id));
    context.kernel.table(rulesTable).patch(rule.name, { targets: [...kept, ...added] });
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
});
