import type { GetCommitCommandInput, GetCommitCommandOutput } from '@aws-sdk/client-codecommit';
import { readCommit, type Signature } from '../../../computer/git/repository.ts';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { objectsOf, repositoryArn, repositoryOf } from '../repository.ts';

/** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_GetCommit.html */
export const getCommit = defineOperation<GetCommitCommandInput, GetCommitCommandOutput>({
  resources: ({ repositoryName }, context) => [repositoryArn(context, repositoryName ?? '*')],
  readOnly: true,
  async handle({ repositoryName, commitId }, context) {
    const repository = repositoryOf(context, repositoryName);
    if (!commitId) throw errors.CommitIdRequiredException();
    if (!/^[0-9a-f]{40}$/.test(commitId)) throw errors.InvalidCommitIdException();
    const commit = await readCommit(objectsOf(context, repository), commitId);
    if (!commit) throw errors.CommitIdDoesNotExistException();
    const { oid, tree, parents, message, author, committer } = commit;
    return {
      commit: {
        commitId: oid,
        treeId: tree,
        parents: [...parents],
        message,
        author: person(author),
        committer: person(committer),
        additionalData: '',
      },
    };
  },
});

/** The date is git's own form: seconds and zone. */
function person({ name, email, timestamp, timezoneOffset }: Signature) {
  const minutes = Math.abs(timezoneOffset);
  const zone = `${timezoneOffset > 0 ? '-' : '+'}${String(Math.floor(minutes / 60)).padStart(2, '0')}${String(minutes % 60).padStart(2, '0')}`;
  return { name, email, date: `${timestamp} ${zone}` };
}
