import type { GetBranchCommandInput, GetBranchCommandOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../aws/service.ts';
import { repositoryArn, repositoryOf, tipOf } from '../repository.ts';

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_GetBranch.html */
export const getBranch = defineOperation<GetBranchCommandInput, GetBranchCommandOutput>({
  resources: ({ repositoryName }, context) => [repositoryArn(context, repositoryName ?? '*')],
  readOnly: true,
  handle({ repositoryName, branchName }, context) {
    const commitId = tipOf(repositoryOf(context, repositoryName), branchName);
    return { branch: { branchName: branchName!, commitId } };
  },
});
