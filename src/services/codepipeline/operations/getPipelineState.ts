import type { GetPipelineStateCommandInput, GetPipelineStateCommandOutput } from '@aws-sdk/client-codepipeline';
import { defineOperation } from '../../../aws/service.ts';
import { pipelineOf } from '../executions.ts';
import { stageState } from '../describe.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipelineState.html */
export const getPipelineState = defineOperation<GetPipelineStateCommandInput, GetPipelineStateCommandOutput>({
  resources: ({ name }, context) => [context.arn('codepipeline', name!)],
  readOnly: true,
  handle({ name }, context) {
    const pipeline = pipelineOf(context, name!);
    return {
      pipelineName: name!,
      pipelineVersion: pipeline.declaration.version!,
      stageStates: pipeline.declaration.stages!.map((stage) => stageState(context, pipeline, stage)),
      created: pipeline.createdAt,
      updated: pipeline.updatedAt,
    };
  },
});
