import type { CreatePolicyCommandInput, CreatePolicyCommandOutput } from '@aws-sdk/client-iam';
import { policiesTable } from '../../../aws/iam/model.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { checkDocument, describePolicy, uniqueId } from '../identities.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const createPolicy = defineOperation<CreatePolicyCommandInput, CreatePolicyCommandOutput>({
  resources: ({ PolicyName, Path = '/' }, context) => [context.arn('iam', `policy${Path}${PolicyName}`)],
  readOnly: false,
  handle({ PolicyName, Path = '/', PolicyDocument, Description }, context) {
    const policies = context.kernel.table(policiesTable);
    const arn = context.arn('iam', `policy${Path}${PolicyName}`);
    if (policies.has(arn)) throw errors['EntityAlreadyExists/policy']({ name: PolicyName! });
    checkDocument(PolicyDocument!);
    const policy = policies.put(arn, {
      arn,
      name: PolicyName!,
      id: uniqueId(context, 'ANPA'),
      path: Path,
      createdAt: context.now,
      ...(Description ? { description: Description } : {}),
      document: PolicyDocument!,
      versionId: 'v1',
    });
    return { Policy: describePolicy(context, policy) };
  },
});
