// When refs move: the record, the commits that came with it, the facts and the events that tell of it.
import { readCommit } from '../../computer/git/repository.ts';
import type { ServiceContext } from '../../aws/service.ts';
import { commitsTable, repositoriesTable, type RepositoryRecord } from './model.ts';
import { objectsOf } from './repository.ts';

/** A ref that moved; without `after` it was deleted, without `before` it was made. */
export interface RefUpdate {
  /** In full: `refs/heads/main`. */
  readonly ref: string;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/** Takes note of refs that have moved on the disk already. */
export async function refsMoved(
  context: ServiceContext,
  name: string,
  updates: readonly RefUpdate[],
  callerArn: string,
): Promise<void> {
  for (const update of updates) {
    const repository = noteRef(context, name, update);
    if (!repository) continue;
    if (update.after) await noteCommits(context, repository, update.after);
    announce(context, repository, update, callerArn);
  }
}

function noteRef(context: ServiceContext, name: string, { ref, after }: RefUpdate): RepositoryRecord | undefined {
  const repositories = context.kernel.table(repositoriesTable);
  const repository = repositories.must(name);
  const [, kind, short] = /^refs\/(heads|tags)\/(.+)$/.exec(ref) ?? [];
  if (!kind || !short) return undefined;
  const member = kind === 'heads' ? 'branches' : 'tags';
  const { [short]: _gone, ...others } = repository[member];
  const refs = after ? { ...repository[member], [short]: after } : others;
  // The first branch that arrives becomes the default; later ones never change it.
  const first = kind === 'heads' && after && !repository.defaultBranch ? { defaultBranch: short } : {};
  return repositories.patch(name, { [member]: refs, ...first, modifiedAt: context.now });
}

async function noteCommits(context: ServiceContext, repository: RepositoryRecord, tip: string): Promise<void> {
  const objects = objectsOf(context, repository);
  const commits = context.kernel.table(commitsTable);
  const open = [tip];
  while (open.length > 0) {
    const oid = open.pop()!;
    const key = `${repository.name}/${oid}`;
    if (commits.has(key)) continue;
    const commit = await readCommit(objects, oid);
    if (!commit) continue;
    const { parents, author, message } = commit;
    const subject = message.split('\n')[0]!;
    commits.put(key, {
      id: oid,
      repository: repository.name,
      parents,
      author: author.name,
      authoredAt: author.timestamp,
      subject,
    });
    open.push(...parents);
  }
}

function announce(
  context: ServiceContext,
  repository: RepositoryRecord,
  { ref, before, after }: RefUpdate,
  callerArn: string,
): void {
  const event = !before ? 'referenceCreated' : after ? 'referenceUpdated' : 'referenceDeleted';
  const fact = context.record(`codecommit.reference.${event.slice('reference'.length).toLowerCase()}`, repository.arn, {
    repository: repository.name,
    ref,
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
  });
  const referenceName = ref.replace(/^refs\/(heads|tags)\//, '');
  context.kernel.because(fact, () =>
    context.emit({
      source: 'aws.codecommit',
      'detail-type': 'CodeCommit Repository State Change',
      resources: [repository.arn],
      detail: {
        callerUserArn: callerArn,
        ...(after ? { commitId: after } : {}),
        event,
        ...(before ? { oldCommitId: before } : {}),
        referenceFullName: ref,
        referenceName,
        referenceType: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
        repositoryId: repository.id,
        repositoryName: repository.name,
      },
    }),
  );
}
