import type {
  DisableStageTransitionCommandInput,
  DisableStageTransitionCommandOutput,
} from '@aws-sdk/client-codepipeline';
import { defineOperation } from '../../../aws/service.ts';
import { stageIndex } from '../declarations.ts';
import { pipelineOf } from '../executions.ts';
import { pipelinesTable } from '../model.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_DisableStageTransition.html */
export const disableStageTransition = defineOperation<
  DisableStageTransitionCommandInput,
  DisableStageTransitionCommandOutput
>({
  resources: ({ pipelineName, stageName }, context) => [context.arn('codepipeline', `${pipelineName}/${stageName}`)],
  readOnly: false,
  handle({ pipelineName, stageName, transitionType, reason }, context) {
    const pipeline = pipelineOf(context, pipelineName!);
    stageIndex(pipeline, stageName!);
    const key = `${transitionType}/${stageName}`;
    const disabled = { ...pipeline.disabled, [key]: { reason: reason!, by: context.caller.arn, at: context.now } };
    context.kernel.table(pipelinesTable).patch(pipelineName!, { disabled });
    context.record('codepipeline.transition.disabled', pipeline.arn, { stage: stageName, reason });
    return {};
  },
});
