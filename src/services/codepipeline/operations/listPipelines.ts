import type { ListPipelinesCommandInput, ListPipelinesCommandOutput } from '@aws-sdk/client-codepipeline';
import { defineOperation } from '../../../aws/service.ts';
import { pipelinesTable } from '../model.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListPipelines.html */
export const listPipelines = defineOperation<ListPipelinesCommandInput, ListPipelinesCommandOutput>({
  resources: () => ['*'],
  readOnly: true,
  handle(_input, context) {
    const pipelines = context.kernel.table(pipelinesTable).values();
    return {
      pipelines: pipelines.map(({ name, declaration, createdAt, updatedAt }) => ({
        name,
        version: declaration.version!,
        pipelineType: declaration.pipelineType!,
        executionMode: declaration.executionMode!,
        created: createdAt,
        updated: updatedAt,
      })),
    };
  },
});
