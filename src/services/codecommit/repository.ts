// Finding a repository and what is in it: what operations and the git door begin with.
import { openRepository, resolveCommit, type Repository } from '../../computer/git/repository.ts';
import { storedDisk } from '../../computer/disk/stored.ts';
import type { ServiceContext } from '../../aws/service.ts';
import { errors } from './errors.ts';
import { diskOf, repositoriesTable, type RepositoryRecord } from './model.ts';

const GITDIR = '/repository.git';

/** The ARN of a repository: its name follows the account directly. */
export const repositoryArn = (context: ServiceContext, name: string): string => context.arn('codecommit', name);

/** @throws AwsError when the name is missing or not one that a repository can have. */
export function checkName(name: string | undefined): string {
  if (!name) throw errors.RepositoryNameRequiredException();
  if (!/^[\w.-]{1,100}$/.test(name) || name.endsWith('.git')) throw errors.InvalidRepositoryNameException();
  return name;
}

/** @throws AwsError RepositoryDoesNotExistException */
export function repositoryOf(context: ServiceContext, name: string | undefined): RepositoryRecord {
  const repository = context.kernel.table(repositoriesTable).get(checkName(name));
  if (!repository) throw errors.RepositoryDoesNotExistException({ name: name! });
  return repository;
}

/** Where a repository's git folder is. */
export const gitdirOf = GITDIR;

/** The objects and refs of a repository. */
export const objectsOf = (context: ServiceContext, repository: RepositoryRecord): Repository =>
  openRepository(storedDisk(context.kernel, diskOf(repository)).as(), GITDIR);

/**
 * The commit that a specifier means: a full id, a branch, a tag, HEAD; without one, the default branch.
 * @throws AwsError CommitDoesNotExistException
 */
export async function commitOf(
  context: ServiceContext,
  repository: RepositoryRecord,
  specifier?: string,
): Promise<string> {
  const wanted = specifier && specifier !== 'HEAD' ? specifier : repository.defaultBranch;
  const commit = wanted && (await resolveCommit(objectsOf(context, repository), wanted));
  if (!commit) throw errors.CommitDoesNotExistException();
  return commit;
}

/** The commit at the tip of a branch. @throws AwsError BranchDoesNotExistException */
export function tipOf(repository: RepositoryRecord, branch: string | undefined): string {
  if (!branch) throw errors.BranchNameRequiredException();
  const tip = repository.branches[branch];
  if (!tip) throw errors.BranchDoesNotExistException();
  return tip;
}

/** What GetRepository and its kin tell of a repository. */
export function describeRepository(context: ServiceContext, repository: RepositoryRecord) {
  const host = `git-codecommit.${context.region}.amazonaws.com/v1/repos/${repository.name}`;
  return {
    accountId: context.account,
    repositoryId: repository.id,
    repositoryName: repository.name,
    ...(repository.description === undefined ? {} : { repositoryDescription: repository.description }),
    ...(repository.defaultBranch === undefined ? {} : { defaultBranch: repository.defaultBranch }),
    lastModifiedDate: repository.modifiedAt,
    creationDate: repository.createdAt,
    cloneUrlHttp: `https://${host}`,
    cloneUrlSsh: `ssh://${host}`,
    Arn: repository.arn,
  };
}
