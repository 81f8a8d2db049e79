// What CloudTrail answers when it will not.
import { defineErrors } from '../../aws/errors.ts';

export const errors = defineErrors({
  InvalidLookupAttributesException: 'You can specify only one lookup attribute at a time.',
  InvalidTimeRangeException: 'The start time must be before the end time.',
  InvalidNextTokenException: 'Invalid next token.',
});
