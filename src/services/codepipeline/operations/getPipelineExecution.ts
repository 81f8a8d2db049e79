import type { GetPipelineExecutionCommandInput, GetPipelineExecutionCommandOutput } from '@aws-sdk/client-codepipeline';
import { defineOperation } from '../../../aws/service.ts';
import { describeExecution } from '../describe.ts';
import { executionOf, pipelineOf } from '../executions.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipelineExecution.html */
export const getPipelineExecution = defineOperation<
  GetPipelineExecutionCommandInput,
  GetPipelineExecutionCommandOutput
>({
  resources: ({ pipelineName }, context) => [context.arn('codepipeline', pipelineName!)],
  readOnly: true,
  handle({ pipelineName, pipelineExecutionId }, context) {
    pipelineOf(context, pipelineName!);
    const execution = executionOf(context, pipelineName!, pipelineExecutionId!);
    return { pipelineExecution: describeExecution(execution) };
  },
});
