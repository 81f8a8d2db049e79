import type { DeleteBranchCommandInput, DeleteBranchCommandOutput } from '@aws-sdk/client-codecommit';
import { deleteRef } from '../../../computer/git/repository.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { refsMoved } from '../refs.ts';
import { objectsOf, repositoryArn, repositoryOf } from '../repository.ts';

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_DeleteBranch.html: an absent branch is no error. */
export const deleteBranch = defineOperation<DeleteBranchCommandInput, DeleteBranchCommandOutput>({
  resources: ({ repositoryName }, context) => [repositoryArn(context, repositoryName ?? '*')],
  conditions: ({ branchName }) => ({ 'codecommit:References': `refs/heads/${branchName}` }),
  readOnly: false,
  async handle({ repositoryName, branchName }, context) {
    const repository = repositoryOf(context, repositoryName);
    if (!branchName) throw errors.BranchNameRequiredException();
    if (branchName === repository.defaultBranch) throw errors.DefaultBranchCannotBeDeletedException();
    const before = repository.branches[branchName];
    if (!before) return {};
    const ref = `refs/heads/${branchName}`;
    await deleteRef(objectsOf(context, repository), ref);
    await refsMoved(context, repository.name, [{ ref, before }], context.caller.arn);
    return { deletedBranch: { branchName, commitId: before } };
  },
});
