import type { BatchGetRepositoriesCommandInput, BatchGetRepositoriesCommandOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../aws/service.ts';
import { repositoriesTable } from '../model.ts';
import { checkName, describeRepository, repositoryArn } from '../repository.ts';

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_BatchGetRepositories.html: unknown names are no error. */
export const batchGetRepositories = defineOperation<
  BatchGetRepositoriesCommandInput,
  BatchGetRepositoriesCommandOutput
>({
  resources: ({ repositoryNames }, context) => (repositoryNames ?? []).map((name) => repositoryArn(context, name)),
  readOnly: true,
  handle({ repositoryNames = [] }, context) {
    const table = context.kernel.table(repositoriesTable);
    const names = repositoryNames.map((name) => checkName(name));
    return {
      repositories: names.flatMap((name) => (table.has(name) ? [describeRepository(context, table.must(name))] : [])),
      repositoriesNotFound: names.filter((name) => !table.has(name)),
      errors: [],
    };
  },
});
