import type { ListBranchesCommandInput, ListBranchesCommandOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../aws/service.ts';
import { repositoryArn, repositoryOf } from '../repository.ts';

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_ListBranches.html */
export const listBranches = defineOperation<ListBranchesCommandInput, ListBranchesCommandOutput>({
  resources: ({ repositoryName }, context) => [repositoryArn(context, repositoryName ?? '*')],
  readOnly: true,
  handle: ({ repositoryName }, context) => ({
    branches: Object.keys(repositoryOf(context, repositoryName).branches).sort(),
  }),
});
