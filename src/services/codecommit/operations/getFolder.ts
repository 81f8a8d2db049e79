import type { GetFolderCommandInput, GetFolderCommandOutput } from '@aws-sdk/client-codecommit';
import { listFiles, readCommit, treeAt } from '../../../computer/git/repository.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { fileMode } from '../fileMode.ts';
import { commitOf, objectsOf, repositoryArn, repositoryOf } from '../repository.ts';

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_GetFolder.html */
export const getFolder = defineOperation<GetFolderCommandInput, GetFolderCommandOutput>({
  resources: ({ repositoryName }, context) => [repositoryArn(context, repositoryName ?? '*')],
  readOnly: true,
  async handle({ repositoryName, commitSpecifier, folderPath }, context) {
    const repository = repositoryOf(context, repositoryName);
    const commitId = await commitOf(context, repository, commitSpecifier);
    const objects = objectsOf(context, repository);
    const folder = folderPath!.replace(/^\/+|\/+$/g, '');
    const treeId = await treeAt(objects, (await readCommit(objects, commitId))!.tree, folder);
    if (!treeId) throw errors.FolderDoesNotExistException();
    const below = await listFiles(objects, treeId);
    const at = (path: string) => (folder ? `${folder}/${path}` : path);
    const names = [...new Set(below.filter(({ path }) => path.includes('/')).map(({ path }) => path.split('/')[0]!))];
    const subFolders = await Promise.all(
      names.map(async (name) => ({
        treeId: (await treeAt(objects, treeId, name))!,
        absolutePath: at(name),
        relativePath: name,
      })),
    );
    const here = below
      .filter(({ path }) => !path.includes('/'))
      .map(({ path, oid, mode }) => ({
        blobId: oid,
        absolutePath: at(path),
        relativePath: path,
        fileMode: fileMode(mode),
      }));
    return {
      commitId,
      folderPath: folder,
      treeId,
      subFolders,
      files: here.filter((file) => file.fileMode !== 'SYMLINK'),
      symbolicLinks: here.filter((file) => file.fileMode === 'SYMLINK'),
      subModules: [],
    };
  },
});
