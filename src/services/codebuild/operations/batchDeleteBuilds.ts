import type { BatchDeleteBuildsCommandInput, BatchDeleteBuildsCommandOutput } from '@aws-sdk/client-codebuild';
import { defineOperation } from '../../../aws/service.ts';
import { buildId, buildResource } from '../builds.ts';
import { buildsTable } from '../model.ts';

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchDeleteBuilds.html */
export const batchDeleteBuilds = defineOperation<BatchDeleteBuildsCommandInput, BatchDeleteBuildsCommandOutput>({
  resources: ({ ids }, context) => [...new Set(ids!.map((id) => buildResource(context, id)))],
  readOnly: false,
  handle({ ids }, context) {
    const table = context.kernel.table(buildsTable);
    const refused = ids!.map(buildId).filter((id) => table.get(id)?.status === 'IN_PROGRESS');
    const deleted = ids!.map(buildId).filter((id) => table.has(id) && !refused.includes(id));
    const arns = deleted.map((id) => table.must(id).arn);
    for (const id of deleted) table.delete(id);
    return {
      buildsDeleted: arns,
      buildsNotDeleted: refused.map((id) => ({ id, statusCode: 'BUILD_IN_PROGRESS' })),
    };
  },
});
