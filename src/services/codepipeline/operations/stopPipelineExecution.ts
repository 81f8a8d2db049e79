import type {
  StopPipelineExecutionCommandInput,
  StopPipelineExecutionCommandOutput,
} from '@aws-sdk/client-codepipeline';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { emitExecution } from '../events.ts';
import { changeExecution, executionOf, pipelineOf } from '../executions.ts';
import { abandonStage } from '../stages.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_StopPipelineExecution.html */
export const stopPipelineExecution = defineOperation<
  StopPipelineExecutionCommandInput,
  StopPipelineExecutionCommandOutput
>({
  resources: ({ pipelineName }, context) => [context.arn('codepipeline', pipelineName!)],
  readOnly: false,
  handle({ pipelineName, pipelineExecutionId, abandon = false, reason = '' }, context) {
    pipelineOf(context, pipelineName!);
    const execution = executionOf(context, pipelineName!, pipelineExecutionId!);
    if (execution.status === 'Stopping') {
      if (!abandon || execution.stop?.abandon) throw errors.DuplicatedStopRequestException();
    } else if (execution.status !== 'InProgress') throw errors.PipelineExecutionNotStoppableException();
    const stopping = changeExecution(context, execution.id, { status: 'Stopping', stop: { reason, abandon } });
    const fact = context.record('codepipeline.execution.stopping', context.arn('codepipeline', pipelineName!), {
      pipeline: pipelineName,
      execution: execution.id,
      abandon,
      reason,
    });
    context.kernel.because(fact, () => {
      emitExecution(context, stopping, 'STOPPING');
      context.send('execution', execution.id, { type: 'STOP' });
      if (abandon) abandonStage(context, stopping);
    });
    return { pipelineExecutionId: execution.id };
  },
});
