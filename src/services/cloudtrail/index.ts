// CloudTrail: the event history of the account. See model.md for what is simulated.
import { defineService } from '../../aws/service.ts';
import { lookupEvents } from './operations/lookupEvents.ts';

export const cloudtrail = defineService({
  name: 'cloudtrail',
  iamPrefix: 'cloudtrail',
  principal: 'cloudtrail.amazonaws.com',
  operations: { LookupEvents: lookupEvents },
});
