import type { GetBlobCommandInput, GetBlobCommandOutput } from '@aws-sdk/client-codecommit';
import { readBlob } from '../../../computer/git/repository.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { objectsOf, repositoryArn, repositoryOf } from '../repository.ts';

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_GetBlob.html */
export const getBlob = defineOperation<GetBlobCommandInput, GetBlobCommandOutput>({
  resources: ({ repositoryName }, context) => [repositoryArn(context, repositoryName ?? '*')],
  readOnly: true,
  async handle({ repositoryName, blobId }, context) {
    const objects = objectsOf(context, repositoryOf(context, repositoryName));
    try {
      return { content: await readBlob(objects, blobId!) };
    } catch {
      throw errors.BlobIdDoesNotExistException();
    }
  },
});
