import type { Operation } from '../../../aws/service.ts';

/** Whose credentials they are: git's door has to name the caller in its events. Not in the API. */
export const whoCalls: Operation<object, { arn: string }> = {
  internal: true,
  action: null,
  dataEvent: true,
  resources: () => ['*'],
  readOnly: true,
  handle: (_input, context) => ({ arn: context.caller.arn }),
};
