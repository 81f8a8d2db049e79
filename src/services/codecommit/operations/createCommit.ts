import type { CreateCommitCommandInput, CreateCommitCommandOutput } from '@aws-sdk/client-codecommit';
import { toBytes } from '../../../lib/bytes.ts';
import { defineOperation } from '../../../aws/service.ts';
import { blobId, commitChange } from '../commits.ts';
import { errors } from '../errors.ts';
import { modeOf } from '../fileMode.ts';
import { repositoryArn, repositoryOf } from '../repository.ts';

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_CreateCommit.html */
export const createCommit = defineOperation<CreateCommitCommandInput, CreateCommitCommandOutput>({
  resources: ({ repositoryName }, context) => [repositoryArn(context, repositoryName ?? '*')],
  conditions: ({ branchName }) => ({ 'codecommit:References': `refs/heads/${branchName}` }),
  readOnly: false,
  async handle(input, context) {
    const added: string[] = [];
    const updated: string[] = [];
    const deleted: string[] = [];
    const changed = new Map<string, Uint8Array>();
    const made = await commitChange(context, repositoryOf(context, input.repositoryName), {
      branch: input.branchName,
      parent: input.parentCommitId,
      message: input.commitMessage,
      name: input.authorName,
      email: input.email,
      change(files) {
        for (const { filePath, fileContent, fileMode } of input.putFiles ?? []) {
          const path = filePath!;
          const data = toBytes(fileContent ?? '');
          (files.has(path) ? updated : added).push(path);
          files.set(path, { path, data, mode: modeOf(fileMode) });
          changed.set(path, data);
        }
        for (const { filePath } of input.deleteFiles ?? []) {
          const old = files.get(filePath!);
          if (!old) throw errors.FileDoesNotExistException();
          files.delete(filePath!);
          deleted.push(filePath!);
          changed.set(filePath!, old.data);
        }
        for (const { filePath, fileMode } of input.setFileModes ?? []) {
          const old = files.get(filePath!);
          if (!old) throw errors.FileDoesNotExistException();
          files.set(filePath!, { ...old, mode: modeOf(fileMode) });
        }
      },
    });
    const tell = (paths: string[]) =>
      paths.map((path) => ({ absolutePath: path, blobId: blobId(changed.get(path)!), fileMode: 'NORMAL' as const }));
    return { ...made, filesAdded: tell(added), filesUpdated: tell(updated), filesDeleted: tell(deleted) };
  },
});
