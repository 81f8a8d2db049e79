import type {
  ListPipelineExecutionsCommandInput,
  ListPipelineExecutionsCommandOutput,
} from '@aws-sdk/client-codepipeline';
import { defineOperation } from '../../../aws/service.ts';
import { summarizeExecution } from '../describe.ts';
import { pipelineOf } from '../executions.ts';
import { executionsTable } from '../model.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListPipelineExecutions.html */
export const listPipelineExecutions = defineOperation<
  ListPipelineExecutionsCommandInput,
  ListPipelineExecutionsCommandOutput
>({
  resources: ({ pipelineName }, context) => [context.arn('codepipeline', pipelineName!)],
  readOnly: true,
  handle({ pipelineName, maxResults, nextToken, filter }, context) {
    pipelineOf(context, pipelineName!);
    const stage = filter?.succeededInStage?.stageName;
    const all = context.kernel
      .table(executionsTable)
      .by('pipeline', pipelineName!)
      .filter((execution) => stage === undefined || execution.stages[stage] === 'Succeeded')
      .reverse();
    const from = Number(nextToken ?? 0);
    const page = all.slice(from, from + (maxResults ?? 100));
    return {
      pipelineExecutionSummaries: page.map(summarizeExecution),
      ...(from + page.length < all.length ? { nextToken: String(from + page.length) } : {}),
    };
  },
});
