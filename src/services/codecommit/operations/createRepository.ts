import type { CreateRepositoryCommandInput, CreateRepositoryCommandOutput } from '@aws-sdk/client-codecommit';
import { initBare } from '../../../computer/git/repository.ts';
import { storedDisk } from '../../../computer/disk/stored.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { diskOf, repositoriesTable } from '../model.ts';
import { checkName, describeRepository, gitdirOf, repositoryArn } from '../repository.ts';

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_CreateRepository.html: without branches, so without a default. */
export const createRepository = defineOperation<CreateRepositoryCommandInput, CreateRepositoryCommandOutput>({
  resources: ({ repositoryName }, context) => [repositoryArn(context, repositoryName ?? '*')],
  readOnly: false,
  async handle({ repositoryName, repositoryDescription }, context) {
    const name = checkName(repositoryName);
    const repositories = context.kernel.table(repositoriesTable);
    if (repositories.has(name)) throw errors.RepositoryNameExistsException({ name });
    const repository = repositories.put(name, {
      id: context.kernel.chance.uuid('codecommit/repository'),
      name,
      arn: repositoryArn(context, name),
      ...(repositoryDescription === undefined ? {} : { description: repositoryDescription }),
      createdAt: context.now,
      modifiedAt: context.now,
      branches: {},
      tags: {},
    });
    await initBare(storedDisk(context.kernel, diskOf(repository)).as(), gitdirOf);
    context.record('codecommit.repository.created', repository.arn, { repository: name });
    return { repositoryMetadata: describeRepository(context, repository) };
  },
});
