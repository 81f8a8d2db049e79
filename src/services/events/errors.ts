// What EventBridge answers when it will not.
import { defineErrors } from '../../aws/errors.ts';

export const errors = defineErrors({
  ResourceNotFoundException: 'Rule {name} does not exist on EventBus default.',
  InvalidEventPatternException: 'Event pattern is not valid. Reason: {reason}',
  'ValidationException/empty': 'Parameter(s) EventPattern or ScheduleExpression must be specified.',
  'ValidationException/targets': "Rule can't be deleted since it has targets.",
  'ValidationException/schedule': 'Slipway does not simulate schedules: give the rule an event pattern.',
  'ResourceNotFoundException/bus': 'Event bus {name} does not exist.',
});
