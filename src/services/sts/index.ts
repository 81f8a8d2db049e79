// Security Token Service: who am I, and temporary credentials. See model.md for what is simulated.
import { defineService } from '../../aws/service.ts';
import { assumeRole } from './operations/assumeRole.ts';
import { getCallerIdentity } from './operations/getCallerIdentity.ts';

export const sts = defineService({
  name: 'sts',
  iamPrefix: 'sts',
  principal: 'sts.amazonaws.com',
  operations: { AssumeRole: assumeRole, GetCallerIdentity: getCallerIdentity },
});
