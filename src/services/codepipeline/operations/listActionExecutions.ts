import type { ListActionExecutionsCommandInput, ListActionExecutionsCommandOutput } from '@aws-sdk/client-codepipeline';
import { defineOperation } from '../../../aws/service.ts';
import { describeRun } from '../describe.ts';
import { pipelineOf } from '../executions.ts';
import { actionRunsTable } from '../model.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListActionExecutions.html */
export const listActionExecutions = defineOperation<
  ListActionExecutionsCommandInput,
  ListActionExecutionsCommandOutput
>({
  resources: ({ pipelineName }, context) => [context.arn('codepipeline', pipelineName!)],
  readOnly: true,
  handle({ pipelineName, maxResults, nextToken, filter }, context) {
    pipelineOf(context, pipelineName!);
    const runs = context.kernel.table(actionRunsTable);
    const wanted = filter?.pipelineExecutionId ?? filter?.latestInPipelineExecution?.pipelineExecutionId;
    const all = (wanted ? runs.by('execution', wanted) : runs.by('pipeline', pipelineName!)).reverse();
    const from = Number(nextToken ?? 0);
    const page = all.slice(from, from + (maxResults ?? 100));
    return {
      actionExecutionDetails: page.map((run) => describeRun(context, run)),
      ...(from + page.length < all.length ? { nextToken: String(from + page.length) } : {}),
    };
  },
});
