import type {
  StartPipelineExecutionCommandInput,
  StartPipelineExecutionCommandOutput,
} from '@aws-sdk/client-codepipeline';
import { defineOperation } from '../../../aws/service.ts';
import { resolveVariables, ruleThatCalled } from '../declarations.ts';
import { pipelineOf, startExecution } from '../executions.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_StartPipelineExecution.html */
export const startPipelineExecution = defineOperation<
  StartPipelineExecutionCommandInput,
  StartPipelineExecutionCommandOutput
>({
  resources: ({ name }, context) => [context.arn('codepipeline', name!)],
  readOnly: false,
  handle({ name, variables, sourceRevisions }, context) {
    const pipeline = pipelineOf(context, name!);
    const byRule = context.userAgent === 'events.amazonaws.com';
    const overrides = (sourceRevisions ?? []).map(({ actionName, revisionValue }) => [actionName!, revisionValue!]);
    const execution = startExecution(context, pipeline, {
      trigger: byRule
        ? { type: 'CloudWatchEvent', detail: ruleThatCalled(context) ?? context.caller.arn }
        : { type: 'StartPipelineExecution', detail: context.caller.arn },
      variables: resolveVariables(pipeline, variables ?? []),
      overrides: Object.fromEntries(overrides) as Record<string, string>,
    });
    return { pipelineExecutionId: execution.id };
  },
});
