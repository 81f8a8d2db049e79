// Commits made by the API rather than by git: PutFile, DeleteFile and CreateCommit come down to this.
import { listFiles, readBlob, readCommit, setRef, writeCommit, writeTree } from '../../computer/git/repository.ts';
import { sha1Hex } from '../../lib/hash.ts';
import { joinBytes, toBytes } from '../../lib/bytes.ts';
import type { OperationContext } from '../../aws/service.ts';
import type { TreeEntry } from '../../computer/disk/tree.ts';
import { errors } from './errors.ts';
import type { RepositoryRecord } from './model.ts';
import { refsMoved } from './refs.ts';
import { objectsOf } from './repository.ts';

/** What a commit changes and who makes it. */
export interface CommitRequest {
  readonly branch: string | undefined;
  readonly parent: string | undefined;
  readonly message: string | undefined;
  readonly name: string | undefined;
  readonly email: string | undefined;
  /** Changes the files in place; throws an AwsError when it cannot. */
  change(files: Map<string, TreeEntry>): void;
}

/** The id that git gives `data` as a blob. */
export const blobId = (data: Uint8Array): string => sha1Hex(joinBytes([toBytes(`blob ${data.length}\0`), data]));

/**
 * Commits a change on top of a branch, which is made when the repository is empty.
 * @throws AwsError when the parent is missing or not the tip, or nothing changes.
 */
export async function commitChange(context: OperationContext, repository: RepositoryRecord, request: CommitRequest) {
  if (!request.branch) throw errors.BranchNameRequiredException();
  const tip = repository.branches[request.branch];
  if (!tip && Object.keys(repository.branches).length > 0) throw errors.BranchDoesNotExistException();
  if (tip && !request.parent) throw errors.ParentCommitIdRequiredException();
  if (tip && request.parent !== tip) throw errors.ParentCommitIdOutdatedException();
  const objects = objectsOf(context, repository);
  const files = new Map<string, TreeEntry>();
  for (const { path, mode, oid } of tip ? await listFiles(objects, tip) : []) {
    files.set(path, { path, mode: Number.parseInt(mode, 8), data: await readBlob(objects, oid) });
  }
  request.change(files);
  const treeId = await writeTree(objects, [...files.values()]);
  if (tip && (await readCommit(objects, tip))?.tree === treeId) throw errors.NoChangeException();
  const author = {
    name: request.name ?? context.caller.arn.split('/').at(-1)!,
    email: request.email ?? '',
    timestamp: Math.floor(context.now / 1000),
    timezoneOffset: 0,
  };
  const message = request.message ?? '';
  const commitId = await writeCommit(objects, { tree: treeId, parents: tip ? [tip] : [], author, message });
  const ref = `refs/heads/${request.branch}`;
  await setRef(objects, ref, commitId);
  await refsMoved(context, repository.name, [{ ref, before: tip, after: commitId }], context.caller.arn);
  return { commitId, treeId };
}
