import type { RetryStageExecutionCommandInput, RetryStageExecutionCommandOutput } from '@aws-sdk/client-codepipeline';
import { defineOperation } from '../../../aws/service.ts';
import { stageIndex } from '../declarations.ts';
import { errors } from '../errors.ts';
import { emitExecution } from '../events.ts';
import { beginMachine, executionOf, modeOf, pipelineOf, putSlot, slotOf } from '../executions.ts';
import { executionsTable } from '../model.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_RetryStageExecution.html */
export const retryStageExecution = defineOperation<RetryStageExecutionCommandInput, RetryStageExecutionCommandOutput>({
  resources: ({ pipelineName, stageName }, context) => [context.arn('codepipeline', `${pipelineName}/${stageName}`)],
  readOnly: false,
  handle({ pipelineName, stageName, pipelineExecutionId, retryMode }, context) {
    const pipeline = pipelineOf(context, pipelineName!);
    const index = stageIndex(pipeline, stageName!);
    const execution = executionOf(context, pipelineName!, pipelineExecutionId!);
    const slot = slotOf(context, pipelineName!, stageName!);
    if (execution.status === 'InProgress' || execution.status === 'Stopping') throw errors.ConflictException();
    const failed = ['Failed', 'Stopped'].includes(execution.stages[stageName!] ?? '');
    if (execution.declaration.version !== pipeline.declaration.version || !failed) {
      throw errors.StageNotRetryableException();
    }
    if (modeOf(execution) !== 'PARALLEL') {
      if (slot.latest !== execution.id) throw errors.NotLatestPipelineExecutionException();
      if (slot.inside.length > 0) throw errors.ConflictException();
    }
    putSlot(context, pipelineName!, stageName!, { ...slot, inside: [...slot.inside, execution.id] });
    const { stop: _stop, statusSummary: _summary, ...rest } = execution;
    const again = context.kernel.table(executionsTable).put(execution.id, {
      ...rest,
      status: 'InProgress',
      updatedAt: context.now,
      attempt: execution.attempt + 1,
      retry: retryMode!,
    });
    const fact = context.record('codepipeline.stage.retried', pipeline.arn, {
      pipeline: pipelineName,
      execution: execution.id,
      stage: stageName,
      mode: retryMode,
    });
    context.kernel.because(fact, () => {
      emitExecution(context, again, 'RESUMED');
      beginMachine(context, again, index, true);
    });
    return { pipelineExecutionId: execution.id };
  },
});
