import type { CreateBranchCommandInput, CreateBranchCommandOutput } from '@aws-sdk/client-codecommit';
import { readCommit, setRef } from '../../../computer/git/repository.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { refsMoved } from '../refs.ts';
import { objectsOf, repositoryArn, repositoryOf } from '../repository.ts';

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_CreateBranch.html */
export const createBranch = defineOperation<CreateBranchCommandInput, CreateBranchCommandOutput>({
  resources: ({ repositoryName }, context) => [repositoryArn(context, repositoryName ?? '*')],
  conditions: ({ branchName }) => ({ 'codecommit:References': `refs/heads/${branchName}` }),
  readOnly: false,
  async handle({ repositoryName, branchName, commitId }, context) {
    const repository = repositoryOf(context, repositoryName);
    if (!branchName) throw errors.BranchNameRequiredException();
    if (!commitId) throw errors.CommitIdRequiredException();
    if (!/^[0-9a-f]{40}$/.test(commitId)) throw errors.InvalidCommitIdException();
    if (repository.branches[branchName]) throw errors.BranchNameExistsException();
    const objects = objectsOf(context, repository);
    if (!(await readCommit(objects, commitId))) throw errors.CommitDoesNotExistException();
    const ref = `refs/heads/${branchName}`;
    await setRef(objects, ref, commitId);
    await refsMoved(context, repository.name, [{ ref, after: commitId }], context.caller.arn);
    return {};
  },
});
