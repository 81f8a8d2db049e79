// Fetching what a build builds: CodeCommit, S3, CodePipeline's artifacts, or nothing.
import { artifactKey, artifactLineageTable, type Lineage } from '../../aws/lineage.ts';
import type { RoleSession, TaskContext } from '../../aws/service.ts';
import type { AwsError } from '../../aws/errors.ts';
import { emptyDirectory } from '../../computer/disk/disk.ts';
import type { DirectoryNode } from '../../computer/disk/node.ts';
import { buildTree } from '../../computer/disk/tree.ts';
import { unzip } from '../../lib/zip.ts';
import { orFail, PhaseFailure, s3Sentence } from './failure.ts';
import type { BuildRecord } from './model.ts';

/** A source as it was fetched. */
export interface FetchedSource {
  readonly tree: DirectoryNode;
  readonly resolvedVersion?: string;
  readonly commit?: Lineage;
}

export interface SourceRequest {
  readonly type: string;
  readonly location: string;
  readonly version: string | undefined;
  /** `primary source` or `secondary source <identifier>`. */
  readonly label: string;
}

/** All sources of a build: the primary one first, under no name. */
export function sourceRequests(build: BuildRecord): (SourceRequest & { readonly identifier?: string })[] {
  const { source, secondarySources = [] } = build.settings;
  const primary = {
    type: source?.type ?? 'NO_SOURCE',
    location: source?.location ?? '',
    version: build.sourceVersion,
    label: 'primary source',
  };
  const secondary = secondarySources.map((entry) => ({
    type: entry.type ?? 'NO_SOURCE',
    location: entry.location ?? '',
    version: build.secondarySourceVersions.find((one) => one.sourceIdentifier === entry.sourceIdentifier)
      ?.sourceVersion,
    label: `source ${entry.sourceIdentifier}`,
    identifier: entry.sourceIdentifier!,
  }));
  return [primary, ...secondary];
}

/** Fetches one source through the build's role. @throws PhaseFailure */
export async function fetchSource(
  context: TaskContext,
  session: RoleSession,
  request: SourceRequest,
): Promise<FetchedSource> {
  if (request.type === 'CODECOMMIT') return pull(session, request);
  if (request.type === 'CODEPIPELINE') return download(context, session, request, true);
  if (request.type === 'S3') return download(context, session, request, false);
  return { tree: emptyDirectory(context.now) };
}

async function pull(session: RoleSession, { location, version, label }: SourceRequest): Promise<FetchedSource> {
  const repositoryName = location.replace(/\/$/, '').split('/').pop()!;
  const where = `${label} and source version ${version ?? ''}`;
  const { commitId, tree } = await orFail(
    () =>
      session.call<{ commitId: string; tree: DirectoryNode }>('codecommit', 'GitPull', {
        repositoryName,
        ...(version ? { sourceVersion: version } : {}),
      }),
    (error) => new PhaseFailure('CLIENT_ERROR', `${gitProblem(error)} for ${where}`),
  );
  return { tree, resolvedVersion: commitId, commit: { commitId, repositoryName } };
}

function gitProblem({ code }: AwsError): string {
  if (code.startsWith('AccessDenied')) return 'authorization failed';
  if (code === 'RepositoryDoesNotExistException' || code === 'InvalidRepositoryNameException')
    return 'repository not found';
  return 'reference not found';
}

async function download(
  context: TaskContext,
  session: RoleSession,
  { location, version, label }: SourceRequest,
  fromPipeline: boolean,
): Promise<FetchedSource> {
  const place = fromPipeline ? (version ?? '').replace(/^arn:aws:s3:::/, '') : location.replace(/^arn:aws:s3:::/, '');
  const [bucket = '', ...rest] = place.split('/');
  const key = rest.join('/');
  const requestId = context.kernel.chance.text('codebuild/requestId', 16, '0123456789ABCDEF');
  const { Body, VersionId } = await orFail(
    () =>
      session.call<{ Body: Uint8Array; VersionId?: string }>('s3', 'GetObject', {
        Bucket: bucket,
        Key: key,
        ...(!fromPipeline && version ? { VersionId: version } : {}),
      }),
    (error) =>
      new PhaseFailure(
        'CLIENT_ERROR',
        `${s3Sentence(error, requestId)} for ${label} and source version ${version ?? ''}`,
      ),
  );
  const lineage = context.kernel.table(artifactLineageTable);
  const commit = lineage.get(artifactKey(bucket, key, VersionId)) ?? lineage.get(artifactKey(bucket, key));
  return {
    tree: unpack(context, Body, place),
    ...(fromPipeline && commit ? { resolvedVersion: commit.commitId } : {}),
    ...(commit ? { commit } : {}),
  };
}

function unpack(context: TaskContext, body: Uint8Array, place: string): DirectoryNode {
  try {
    return buildTree(unzip(body), { mtimeMs: context.now });
  } catch {
    throw new PhaseFailure('CLIENT_ERROR', `zip: not a valid zip file: ${place}`);
  }
}
