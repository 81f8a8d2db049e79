// EventBridge: rules on the default bus. See model.md for what is simulated.
import { defineService } from '../../aws/service.ts';
import { deliver } from './delivery.ts';
import { deleteRule } from './operations/deleteRule.ts';
import { describeRule } from './operations/describeRule.ts';
import { disableRule } from './operations/disableRule.ts';
import { enableRule } from './operations/enableRule.ts';
import { listRules } from './operations/listRules.ts';
import { listTargetsByRule } from './operations/listTargetsByRule.ts';
import { putEvents } from './operations/putEvents.ts';
import { putRule } from './operations/putRule.ts';
import { putTargets } from './operations/putTargets.ts';
import { removeTargets } from './operations/removeTargets.ts';
import { testEventPattern } from './operations/testEventPattern.ts';

export const events = defineService({
  name: 'events',
  iamPrefix: 'events',
  principal: 'events.amazonaws.com',
  operations: {
    DeleteRule: deleteRule,
    DescribeRule: describeRule,
    DisableRule: disableRule,
    EnableRule: enableRule,
    ListRules: listRules,
    ListTargetsByRule: listTargetsByRule,
    PutEvents: putEvents,
    PutRule: putRule,
    PutTargets: putTargets,
    RemoveTargets: removeTargets,
    TestEventPattern: testEventPattern,
  },
  onEvent: deliver,
});

export { rulesTable } from './model.ts';
