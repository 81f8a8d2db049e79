import type {
  EnableStageTransitionCommandInput,
  EnableStageTransitionCommandOutput,
} from '@aws-sdk/client-codepipeline';
import { defineOperation } from '../../../aws/service.ts';
import { stageIndex } from '../declarations.ts';
import { ENABLE_MS } from '../durations.ts';
import { pipelineOf } from '../executions.ts';
import { pipelinesTable } from '../model.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_EnableStageTransition.html */
export const enableStageTransition = defineOperation<
  EnableStageTransitionCommandInput,
  EnableStageTransitionCommandOutput
>({
  resources: ({ pipelineName, stageName }, context) => [context.arn('codepipeline', `${pipelineName}/${stageName}`)],
  readOnly: false,
  handle({ pipelineName, stageName, transitionType }, context) {
    const pipeline = pipelineOf(context, pipelineName!);
    const index = stageIndex(pipeline, stageName!);
    const key = `${transitionType}/${stageName}`;
    const { [key]: was, ...disabled } = pipeline.disabled;
    if (!was) return {};
    const enabled = { ...pipeline.enabled, [key]: { by: context.caller.arn, at: context.now } };
    context.kernel.table(pipelinesTable).patch(pipelineName!, { disabled, enabled });
    context.record('codepipeline.transition.enabled', pipeline.arn, { stage: stageName });
    const entered = transitionType === 'Inbound' ? stageName! : pipeline.declaration.stages![index + 1]?.name;
    if (entered !== undefined) context.schedule(ENABLE_MS, 'admit', { pipeline: pipelineName!, stage: entered });
    return {};
  },
});
