import type { DeletePolicyCommandInput, DeletePolicyCommandOutput } from '@aws-sdk/client-iam';
import { policiesTable } from '../../../aws/iam/model.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { attachments, policyOf } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
export const deletePolicy = defineOperation<DeletePolicyCommandInput, DeletePolicyCommandOutput>({
  resources: ({ PolicyArn }) => [PolicyArn!],
  readOnly: false,
  handle({ PolicyArn }, context) {
    const policy = policyOf(context, PolicyArn!);
    if (attachments(context, policy.arn) > 0) throw errors['DeleteConflict/policy']();
    context.kernel.table(policiesTable).delete(policy.arn);
    return {};
  },
});
