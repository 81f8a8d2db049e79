import type { PutApprovalResultCommandInput, PutApprovalResultCommandOutput } from '@aws-sdk/client-codepipeline';
import { defineOperation } from '../../../aws/service.ts';
import { failRun, succeedRun } from '../actionRuns.ts';
import { stageIndex } from '../declarations.ts';
import { errors } from '../errors.ts';
import { pipelineOf, slotOf } from '../executions.ts';
import { actionRunsTable } from '../model.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutApprovalResult.html */
export const putApprovalResult = defineOperation<PutApprovalResultCommandInput, PutApprovalResultCommandOutput>({
  resources: ({ pipelineName, stageName, actionName }, context) => [
    context.arn('codepipeline', `${pipelineName}/${stageName}/${actionName}`),
  ],
  readOnly: false,
  handle({ pipelineName, stageName, actionName, result, token }, context) {
    const pipeline = pipelineOf(context, pipelineName!);
    const stage = pipeline.declaration.stages![stageIndex(pipeline, stageName!)]!;
    if (!stage.actions?.some(({ name }) => name === actionName)) throw errors.ActionNotFoundException();
    const runs = context.kernel.table(actionRunsTable);
    const latest = runs.get(slotOf(context, pipelineName!, stageName!).runs[actionName!] ?? '');
    const run =
      latest?.token === token ? latest : runs.by('pipeline', pipelineName!).find((one) => one.token === token);
    if (!run) throw errors.InvalidApprovalTokenException();
    if (run.status !== 'InProgress') throw errors.ApprovalAlreadyCompletedException();
    const { status, summary: comment } = result!;
    const summary = comment ? comment : `${status} by ${context.caller.arn}`;
    const fact = context.record(
      `codepipeline.approval.${status === 'Approved' ? 'approved' : 'rejected'}`,
      pipeline.arn,
      {
        pipeline: pipelineName,
        action: actionName,
        by: context.caller.arn,
        summary,
      },
    );
    context.kernel.because(fact, () => {
      const change = { summary, updatedBy: context.caller.arn };
      if (status === 'Approved') succeedRun(context, run.id, change);
      else failRun(context, run.id, 'JobFailed', summary, change);
    });
    return { approvedAt: context.now };
  },
});
