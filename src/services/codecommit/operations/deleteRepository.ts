import type { DeleteRepositoryCommandInput, DeleteRepositoryCommandOutput } from '@aws-sdk/client-codecommit';
import { dropDisk } from '../../../computer/disk/stored.ts';
import { defineOperation } from '../../../aws/service.ts';
import { commitsTable, diskOf, repositoriesTable } from '../model.ts';
import { checkName, repositoryArn } from '../repository.ts';

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_DeleteRepository.html: an unknown name is no error. */
export const deleteRepository = defineOperation<DeleteRepositoryCommandInput, DeleteRepositoryCommandOutput>({
  resources: ({ repositoryName }, context) => [repositoryArn(context, repositoryName ?? '*')],
  readOnly: false,
  handle({ repositoryName }, context) {
    const repositories = context.kernel.table(repositoriesTable);
    const repository = repositories.get(checkName(repositoryName));
    if (!repository) return {};
    repositories.delete(repository.name);
    const commits = context.kernel.table(commitsTable);
    for (const { id } of commits.by('repository', repository.name)) commits.delete(`${repository.name}/${id}`);
    dropDisk(context.kernel, diskOf(repository));
    context.record('codecommit.repository.deleted', repository.arn, { repository: repository.name });
    return { repositoryId: repository.id };
  },
});
