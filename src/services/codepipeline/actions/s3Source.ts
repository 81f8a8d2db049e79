// The source action for S3: takes the newest version of an object.
import { artifactKey, artifactLineageTable } from '../../../aws/lineage.ts';
import type { AwsError } from '../../../aws/errors.ts';
import type { TaskContext } from '../../../aws/service.ts';
import { succeedRun } from '../actionRuns.ts';
import { drawDuration } from '../durations.ts';
import { executionsTable, type ActionRun } from '../model.ts';
import { noteRevision } from '../polling.ts';
import type { Performer } from './index.ts';
import { ActionFailure, asRole, assumeRole, codeOf, inWordsOf, isDenied } from './session.ts';

export const s3SourceAction: Performer = {
  perform: (context, run) =>
    asRole(context, run, async (session) => {
      await context.task.sleep(drawDuration(context.kernel, 'source', run.pipeline));
      const { S3Bucket = '', S3ObjectKey = '' } = run.resolved;
      const version = context.kernel.table(executionsTable).must(run.execution).overrides[run.action];
      const found = await inWordsOf(
        () =>
          session.call<{ Body: Uint8Array; VersionId?: string; ETag: string }>('s3', 'GetObject', {
            Bucket: S3Bucket,
            Key: S3ObjectKey,
            ...(version ? { VersionId: version } : {}),
          }),
        (error) => problem(error, S3Bucket, S3ObjectKey),
      );
      const output = run.outputs[0]!;
      await session.call('s3', 'PutObject', { Bucket: output.bucket, Key: output.key, Body: found.Body });
      take(context, run, found);
    }),
  async newest(context, { S3Bucket, S3ObjectKey }, roleArn) {
    const session = await assumeRole(context, roleArn);
    const head = await session.call<{ VersionId?: string; ETag: string }>('s3', 'HeadObject', {
      Bucket: S3Bucket,
      Key: S3ObjectKey,
    });
    return head.VersionId ?? head.ETag;
  },
};

function take(context: TaskContext, run: ActionRun, found: { VersionId?: string; ETag: string }): void {
  const { S3Bucket = '', S3ObjectKey = '' } = run.resolved;
  const output = run.outputs[0]!;
  const lineage = context.kernel.table(artifactLineageTable);
  const commit = lineage.get(artifactKey(S3Bucket, S3ObjectKey, found.VersionId));
  if (commit) lineage.put(artifactKey(output.bucket, output.key), commit);
  const revisionId = found.VersionId ?? found.ETag.replaceAll('"', '');
  const revision = {
    actionName: run.action,
    revisionId,
    summary: `Amazon S3 version id: ${revisionId}`,
    url: `https://console.aws.amazon.com/s3/object/${S3Bucket}?prefix=${S3ObjectKey}`,
    created: context.now,
  };
  noteRevision(context, run, found.VersionId ?? found.ETag);
  succeedRun(
    context,
    run.id,
    {
      externalId: revisionId,
      externalUrl: revision.url,
      summary: revision.summary,
      outputs: [{ ...output, revision }],
      variables: { ETag: found.ETag, ...(found.VersionId ? { VersionId: found.VersionId } : {}) },
    },
    {
      revisions: [...context.kernel.table(executionsTable).must(run.execution).revisions, revision],
      ...(commit ? { commit } : {}),
    },
  );
}

function problem(error: AwsError, bucket: string, key: string): ActionFailure {
  if (isDenied(error)) {
    return new ActionFailure(
      'PermissionError',
      `The service role or action role doesn’t have the permissions required to access the Amazon S3 bucket named ${bucket}. Update the IAM role permissions, and then try again. Error: Amazon S3:AccessDenied:Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)`,
    );
  }
  return new ActionFailure(codeOf(error), `${error.message} Bucket: ${bucket}, key: ${key}`);
}
