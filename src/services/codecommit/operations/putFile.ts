import type { PutFileCommandInput, PutFileCommandOutput } from '@aws-sdk/client-codecommit';
import { toBytes } from '../../../lib/bytes.ts';
import { defineOperation } from '../../../aws/service.ts';
import { blobId, commitChange } from '../commits.ts';
import { errors } from '../errors.ts';
import { modeOf } from '../fileMode.ts';
import { repositoryArn, repositoryOf } from '../repository.ts';

const FILE_BYTES_MAX = 6 * 1024 * 1024;

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_PutFile.html */
export const putFile = defineOperation<PutFileCommandInput, PutFileCommandOutput>({
  resources: ({ repositoryName }, context) => [repositoryArn(context, repositoryName ?? '*')],
  conditions: ({ branchName }) => ({ 'codecommit:References': `refs/heads/${branchName}` }),
  readOnly: false,
  async handle(
    { repositoryName, branchName, fileContent, filePath, fileMode, parentCommitId, commitMessage, name, email },
    context,
  ) {
    const repository = repositoryOf(context, repositoryName);
    const data = toBytes(fileContent!);
    if (data.length > FILE_BYTES_MAX) throw errors.FileContentSizeLimitExceededException();
    const path = filePath!.replace(/^\/+/, '');
    const message = commitMessage ?? `${repository.branches[branchName!] ? 'Edited' : 'Added'} ${path}`;
    const made = await commitChange(context, repository, {
      branch: branchName,
      parent: parentCommitId,
      message,
      name,
      email,
      change(files) {
        const old = files.get(path);
        const mode = modeOf(fileMode);
        if (old && blobId(old.data) === blobId(data) && old.mode === mode) throw errors.SameFileContentException();
        files.set(path, { path, data, mode });
      },
    });
    return { ...made, blobId: blobId(data) };
  },
});
