// What CloudWatch Logs answers when it will not.
import { defineErrors } from '../../aws/errors.ts';

export const errors = defineErrors({
  'ResourceNotFoundException/group': 'The specified log group does not exist.',
  'ResourceNotFoundException/stream': 'The specified log stream does not exist.',
  'ResourceAlreadyExistsException/group': 'The specified log group already exists',
  'ResourceAlreadyExistsException/stream': 'The specified log stream already exists',
  'InvalidParameterException/order': 'Log events in a single PutLogEvents request must be in chronological order.',
  'InvalidParameterException/span':
    'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
  'InvalidParameterException/token': 'The specified nextToken is invalid.',
  'InvalidParameterException/pattern': 'Invalid filter pattern',
  'InvalidParameterException/name': 'At least one of logGroupName or logGroupIdentifier must be specified.',
});
