// What STS answers when it will not.
import { defineErrors } from '../../aws/errors.ts';

export const errors = defineErrors(
  {
    AccessDenied: 'User: {caller} is not authorized to perform: sts:AssumeRole on resource: {role}',
    'AccessDenied/root': 'Roles may not be assumed by root accounts.',
    ValidationError: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  },
  { AccessDenied: 403 },
);
