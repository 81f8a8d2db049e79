import type { UpdateDefaultBranchCommandInput, UpdateDefaultBranchCommandOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../aws/service.ts';
import { repositoriesTable } from '../model.ts';
import { repositoryArn, repositoryOf, tipOf } from '../repository.ts';

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_UpdateDefaultBranch.html */
export const updateDefaultBranch = defineOperation<UpdateDefaultBranchCommandInput, UpdateDefaultBranchCommandOutput>({
  resources: ({ repositoryName }, context) => [repositoryArn(context, repositoryName ?? '*')],
  readOnly: false,
  handle({ repositoryName, defaultBranchName }, context) {
    const repository = repositoryOf(context, repositoryName);
    tipOf(repository, defaultBranchName);
    context.kernel
      .table(repositoriesTable)
      .patch(repository.name, { defaultBranch: defaultBranchName!, modifiedAt: context.now });
    return {};
  },
});
