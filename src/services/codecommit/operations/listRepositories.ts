import type { ListRepositoriesCommandInput, ListRepositoriesCommandOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../aws/service.ts';
import { repositoriesTable, type RepositoryRecord } from '../model.ts';

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_ListRepositories.html */
export const listRepositories = defineOperation<ListRepositoriesCommandInput, ListRepositoriesCommandOutput>({
  resources: () => ['*'],
  readOnly: true,
  handle({ sortBy, order }, context) {
    const key = (repository: RepositoryRecord) =>
      sortBy === 'lastModifiedDate' ? repository.modifiedAt : repository.name;
    const sorted = context.kernel
      .table(repositoriesTable)
      .values()
      .sort((a, b) => (key(a) < key(b) ? -1 : 1));
    if (order === 'descending') sorted.reverse();
    return { repositories: sorted.map(({ name, id }) => ({ repositoryName: name, repositoryId: id })) };
  },
});
