// What CodeCommit answers when it will not. Texts that were never seen on the wire are the service model's own sentences.
import { defineErrors } from '../../aws/errors.ts';

export const errors = defineErrors({
  RepositoryNameExistsException: 'Repository named {name} already exists',
  RepositoryDoesNotExistException: '{name} does not exist',
  RepositoryNameRequiredException: 'A repository name is required, but was not specified.',
  InvalidRepositoryNameException:
    'The repository name is not valid. Repository names can be any valid combination of letters, numbers, periods, underscores, and dashes between 1 and 100 characters in length. Names are case sensitive. For more information, see Limits in the AWS CodeCommit User Guide. ',
  BranchNameExistsException:
    'Cannot create the branch with the specified name because the commit conflicts with an existing branch with the same name. Branch names must be unique.',
  BranchDoesNotExistException: 'The specified branch does not exist.',
  BranchNameRequiredException: 'A branch name is required, but was not specified.',
  InvalidBranchNameException: 'The specified reference name is not valid.',
  DefaultBranchCannotBeDeletedException:
    'The specified branch is the default branch for the repository, and cannot be deleted. To delete this branch, you must first set another branch as the default branch.',
  CommitDoesNotExistException:
    'The specified commit does not exist or no commit was specified, and the specified repository has no default branch.',
  CommitIdDoesNotExistException: 'The specified commit ID does not exist.',
  CommitIdRequiredException: 'A commit ID is required, but no commit ID was specified.',
  InvalidCommitIdException: 'The specified commit ID is not valid.',
  ParentCommitIdRequiredException:
    'A parent commit ID is required. To view the full commit ID of a branch in a repository, use GetBranch or a Git command (for example, git pull or git log).',
  ParentCommitIdOutdatedException:
    'The file could not be added because the provided parent commit ID is not the current tip of the specified branch. To view the full commit ID of the current head of the branch, use GetBranch.',
  SameFileContentException:
    'The file was not added or updated because the content of the file is exactly the same as the content of that file in the repository and branch that you specified.',
  NoChangeException:
    'The commit cannot be created because no changes will be made to the repository as a result of this commit. A commit must contain at least one change.',
  FileDoesNotExistException:
    'The specified file does not exist. Verify that you have used the correct file name, full path, and extension.',
  FolderDoesNotExistException:
    'The specified folder does not exist. Either the folder name is not correct, or you did not enter the full path to the folder.',
  FileContentSizeLimitExceededException:
    'The file cannot be added because it is too large. The maximum file size is 6 MB, and the combined file content change size is 7 MB.',
  BlobIdDoesNotExistException: 'The specified blob does not exist.',
});
