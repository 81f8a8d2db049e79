// The deploy action for S3: copies the input artifact, or the files in it, to a bucket.
import { artifactKey, artifactLineageTable } from '../../../aws/lineage.ts';
import { unzip } from '../../../lib/zip.ts';
import { succeedRun } from '../actionRuns.ts';
import { drawDuration } from '../durations.ts';
import { executionsTable } from '../model.ts';
import { inputArtifact } from './codeDeploy.ts';
import type { Performer } from './index.ts';
import { asRole } from './session.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'application/javascript',
  json: 'application/json',
  png: 'image/png',
  jpg: 'image/jpeg',
  svg: 'image/svg+xml',
  txt: 'text/plain',
};

export const s3DeployAction: Performer = {
  perform: (context, run) =>
    asRole(context, run, async (session) => {
      await context.task.sleep(drawDuration(context.kernel, 's3Deploy', run.pipeline));
      const { BucketName = '', Extract = 'true', ObjectKey = '' } = run.resolved;
      const { bucket, key } = await inputArtifact(session, run);
      const { Body } = await session.call<{ Body: Uint8Array }>('s3', 'GetObject', { Bucket: bucket, Key: key });
      const prefix = ObjectKey && Extract === 'true' ? `${ObjectKey.replace(/\/$/, '')}/` : '';
      const files =
        Extract === 'true' ? unzip(Body).filter(({ path }) => !path.endsWith('/')) : [{ path: ObjectKey, data: Body }];
      const { commit } = context.kernel.table(executionsTable).must(run.execution);
      for (const { path, data } of files) {
        const target = prefix + path;
        const type = CONTENT_TYPES[path.slice(path.lastIndexOf('.') + 1)] ?? 'binary/octet-stream';
        await session.call('s3', 'PutObject', { Bucket: BucketName, Key: target, Body: data, ContentType: type });
        if (commit) context.kernel.table(artifactLineageTable).put(artifactKey(BucketName, target), commit);
      }
      succeedRun(context, run.id, { summary: 'Deployment Succeeded' });
    }),
};
