// CodeCommit: git repositories of the account. See model.md for what is simulated.
import { defineService } from '../../aws/service.ts';
import { gitDoor } from './gitDoor.ts';
import { batchGetRepositories } from './operations/batchGetRepositories.ts';
import { createBranch } from './operations/createBranch.ts';
import { createCommit } from './operations/createCommit.ts';
import { createRepository } from './operations/createRepository.ts';
import { deleteBranch } from './operations/deleteBranch.ts';
import { deleteFile } from './operations/deleteFile.ts';
import { deleteRepository } from './operations/deleteRepository.ts';
import { getBlob } from './operations/getBlob.ts';
import { getBranch } from './operations/getBranch.ts';
import { getCommit } from './operations/getCommit.ts';
import { getDifferences } from './operations/getDifferences.ts';
import { getFile } from './operations/getFile.ts';
import { getFolder } from './operations/getFolder.ts';
import { getRepository } from './operations/getRepository.ts';
import { gitPull } from './operations/gitPull.ts';
import { gitPush } from './operations/gitPush.ts';
import { listBranches } from './operations/listBranches.ts';
import { listRepositories } from './operations/listRepositories.ts';
import { putFile } from './operations/putFile.ts';
import { updateDefaultBranch } from './operations/updateDefaultBranch.ts';
import { uploadArchive } from './operations/uploadArchive.ts';
import { whoCalls } from './operations/whoCalls.ts';

export const codecommit = defineService({
  name: 'codecommit',
  iamPrefix: 'codecommit',
  principal: 'codecommit.amazonaws.com',
  operations: {
    BatchGetRepositories: batchGetRepositories,
    CreateBranch: createBranch,
    CreateCommit: createCommit,
    CreateRepository: createRepository,
    DeleteBranch: deleteBranch,
    DeleteFile: deleteFile,
    DeleteRepository: deleteRepository,
    GetBlob: getBlob,
    GetBranch: getBranch,
    GetCommit: getCommit,
    GetDifferences: getDifferences,
    GetFile: getFile,
    GetFolder: getFolder,
    GetRepository: getRepository,
    GitPull: gitPull,
    GitPush: gitPush,
    ListBranches: listBranches,
    ListRepositories: listRepositories,
    PutFile: putFile,
    UpdateDefaultBranch: updateDefaultBranch,
    UploadArchive: uploadArchive,
    WhoCalls: whoCalls,
  },
  hosts: [gitDoor],
});

export { commitsTable, repositoriesTable, type CommitRecord, type RepositoryRecord } from './model.ts';
