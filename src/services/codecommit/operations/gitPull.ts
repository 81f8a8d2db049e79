import type { Operation } from '../../../aws/service.ts';
import type { DirectoryNode } from '../../../computer/disk/node.ts';
import { exportTree } from '../../../computer/git/repository.ts';
import { commitOf, objectsOf, repositoryArn, repositoryOf } from '../repository.ts';

interface Input {
  readonly repositoryName: string;
  /** A commit id, branch or tag; the default branch without one. */
  readonly sourceVersion?: string;
  /** True when git itself asks: it reads the objects over its own protocol. */
  readonly byGit?: boolean;
}

/** What a clone, a fetch, or a checkout by another service reads. Not in the API; IAM knows it as `codecommit:GitPull`. */
export const gitPull: Operation<Input, { commitId?: string; tree?: DirectoryNode }> = {
  internal: true,
  resources: ({ repositoryName }, context) => [repositoryArn(context, repositoryName)],
  readOnly: true,
  async handle({ repositoryName, sourceVersion, byGit }, context) {
    if (byGit) return {};
    const repository = repositoryOf(context, repositoryName);
    const commitId = await commitOf(context, repository, sourceVersion?.replace(/^refs\/(heads|tags)\//, ''));
    return { commitId, tree: await exportTree(objectsOf(context, repository), commitId, context.now) };
  },
};
