import type { GetCallerIdentityCommandInput, GetCallerIdentityCommandOutput } from '@aws-sdk/client-sts';
import { defineOperation } from '../../../aws/service.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: no policy can forbid it. */
export const getCallerIdentity = defineOperation<GetCallerIdentityCommandInput, GetCallerIdentityCommandOutput>({
  action: null,
  resources: () => ['*'],
  readOnly: true,
  handle: (_input, { caller, account }) => ({ UserId: caller.id, Account: account, Arn: caller.arn }),
});
