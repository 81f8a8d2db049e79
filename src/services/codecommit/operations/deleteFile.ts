import type { DeleteFileCommandInput, DeleteFileCommandOutput } from '@aws-sdk/client-codecommit';
import { defineOperation } from '../../../aws/service.ts';
import { blobId, commitChange } from '../commits.ts';
import { errors } from '../errors.ts';
import { repositoryArn, repositoryOf } from '../repository.ts';

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_DeleteFile.html */
export const deleteFile = defineOperation<DeleteFileCommandInput, DeleteFileCommandOutput>({
  resources: ({ repositoryName }, context) => [repositoryArn(context, repositoryName ?? '*')],
  conditions: ({ branchName }) => ({ 'codecommit:References': `refs/heads/${branchName}` }),
  readOnly: false,
  async handle(
    { repositoryName, branchName, filePath, parentCommitId, keepEmptyFolders, commitMessage, name, email },
    context,
  ) {
    const path = filePath!.replace(/^\/+/, '');
    let deleted = '';
    const made = await commitChange(context, repositoryOf(context, repositoryName), {
      branch: branchName,
      parent: parentCommitId,
      message: commitMessage ?? `Deleted ${path}`,
      name,
      email,
      change(files) {
        const old = files.get(path);
        if (!old) throw errors.FileDoesNotExistException();
        deleted = blobId(old.data);
        files.delete(path);
        const folder = path.slice(0, path.lastIndexOf('/') + 1);
        const empty = folder && ![...files.keys()].some((other) => other.startsWith(folder));
        if (keepEmptyFolders && empty)
          files.set(`${folder}.gitkeep`, { path: `${folder}.gitkeep`, data: new Uint8Array(0), mode: 0o100644 });
      },
    });
    return { ...made, blobId: deleted, filePath: path };
  },
});
