import type { BatchGetBuildsCommandInput, BatchGetBuildsCommandOutput } from '@aws-sdk/client-codebuild';
import { defineOperation } from '../../../aws/service.ts';
import { buildId, buildResource, describeBuild } from '../builds.ts';
import { buildsTable } from '../model.ts';

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetBuilds.html */
export const batchGetBuilds = defineOperation<BatchGetBuildsCommandInput, BatchGetBuildsCommandOutput>({
  resources: ({ ids }, context) => [...new Set(ids!.map((id) => buildResource(context, id)))],
  readOnly: true,
  handle({ ids }, context) {
    const table = context.kernel.table(buildsTable);
    const found = ids!.map((id) => ({ id, build: table.get(buildId(id)) }));
    return {
      builds: found.flatMap(({ build }) => (build ? describeBuild(context, build) : [])),
      buildsNotFound: found.flatMap(({ id, build }) => (build ? [] : [id])),
    };
  },
});
