import type { GetRepositoryCommandInput, GetRepositoryCommandOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../aws/service.ts';
import { describeRepository, repositoryArn, repositoryOf } from '../repository.ts';

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_GetRepository.html */
export const getRepository = defineOperation<GetRepositoryCommandInput, GetRepositoryCommandOutput>({
  resources: ({ repositoryName }, context) => [repositoryArn(context, repositoryName ?? '*')],
  readOnly: true,
  handle: ({ repositoryName }, context) => ({
    repositoryMetadata: describeRepository(context, repositoryOf(context, repositoryName)),
  }),
});
