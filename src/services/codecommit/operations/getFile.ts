import type { GetFileCommandInput, GetFileCommandOutput } from '@aws-sdk/client-codecommit';
import { listFiles, readBlob } from '../../../computer/git/repository.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { fileMode } from '../fileMode.ts';
import { commitOf, objectsOf, repositoryArn, repositoryOf } from '../repository.ts';

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_GetFile.html */
export const getFile = defineOperation<GetFileCommandInput, GetFileCommandOutput>({
  resources: ({ repositoryName }, context) => [repositoryArn(context, repositoryName ?? '*')],
  readOnly: true,
  async handle({ repositoryName, commitSpecifier, filePath }, context) {
    const repository = repositoryOf(context, repositoryName);
    const commitId = await commitOf(context, repository, commitSpecifier);
    const objects = objectsOf(context, repository);
    const wanted = filePath!.replace(/^\/+/, '');
    const file = (await listFiles(objects, commitId)).find(({ path }) => path === wanted);
    if (!file) throw errors.FileDoesNotExistException();
    const fileContent = await readBlob(objects, file.oid);
    return {
      commitId,
      blobId: file.oid,
      filePath: wanted,
      fileMode: fileMode(file.mode),
      fileSize: fileContent.length,
      fileContent,
    };
  },
});
