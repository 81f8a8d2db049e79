import { artifactKey, artifactLineageTable } from '../../../aws/lineage.ts';
import type { Operation } from '../../../aws/service.ts';
import { commitEntries } from '../../../computer/git/repository.ts';
import { zip } from '../../../lib/zip.ts';
import { objectsOf, repositoryArn, repositoryOf } from '../repository.ts';

interface Input {
  readonly repositoryName: string;
  readonly commitId: string;
  readonly s3Bucket: string;
  readonly s3Key: string;
}

/**
 * What CodePipeline's source action has CodeCommit do: put a commit's files into the artifact bucket, as the caller.
 * Not in the API; IAM knows it as `codecommit:UploadArchive`.
 */
export const uploadArchive: Operation<Input, { versionId?: string; eTag: string }> = {
  internal: true,
  resources: ({ repositoryName }, context) => [repositoryArn(context, repositoryName)],
  readOnly: false,
  async handle({ repositoryName, commitId, s3Bucket, s3Key }, context) {
    const repository = repositoryOf(context, repositoryName);
    const archive = zip(await commitEntries(objectsOf(context, repository), commitId));
    const put = await context.callAsCaller<{ VersionId?: string; ETag: string }>('s3', 'PutObject', {
      Bucket: s3Bucket,
      Key: s3Key,
      Body: archive,
      ContentType: 'application/zip',
      ServerSideEncryption: 'aws:kms',
    });
    const lineage = { commitId, repositoryName };
    const table = context.kernel.table(artifactLineageTable);
    table.put(artifactKey(s3Bucket, s3Key), lineage);
    if (put.VersionId) table.put(artifactKey(s3Bucket, s3Key, put.VersionId), lineage);
    return { eTag: put.ETag, ...(put.VersionId ? { versionId: put.VersionId } : {}) };
  },
};
