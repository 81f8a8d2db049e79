import type { UpdatePipelineCommandInput, UpdatePipelineCommandOutput } from '@aws-sdk/client-codepipeline';
import { defineOperation } from '../../../aws/service.ts';
import { checkRole, complete } from '../declarations.ts';
import { errors } from '../errors.ts';
import { changeExecution, modeOf } from '../executions.ts';
import { executionsTable, pipelinesTable } from '../model.ts';
import { schedulePoll } from '../polling.ts';
import { validatePipeline } from '../validate.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_UpdatePipeline.html */
export const updatePipeline = defineOperation<UpdatePipelineCommandInput, UpdatePipelineCommandOutput>({
  resources: ({ pipeline }, context) => [context.arn('codepipeline', pipeline!.name!)],
  readOnly: false,
  passesRoles: ({ pipeline }) => [{ roleArn: pipeline!.roleArn!, service: 'codepipeline.amazonaws.com' }],
  async handle({ pipeline }, context) {
    const pipelines = context.kernel.table(pipelinesTable);
    const name = pipeline!.name!;
    const before = pipelines.get(name);
    if (!before) throw errors['PipelineNotFoundException/update']({ name, account: context.account });
    validatePipeline(pipeline!, context.region);
    await checkRole(context, pipeline!.roleArn!);
    const declaration = complete(pipeline!, (before.declaration.version ?? 1) + 1);
    const record = pipelines.patch(name, { declaration, updatedAt: context.now });
    // Executions of the old definition do not go past the actions that they are in.
    for (const execution of context.kernel.table(executionsTable).by('active', name)) {
      if (modeOf(execution) === 'PARALLEL') continue;
      const statusSummary = 'The pipeline definition was updated before the execution could be completed.';
      changeExecution(context, execution.id, { statusSummary });
      context.send('execution', execution.id, { type: 'CANCEL' });
    }
    schedulePoll(context, record);
    return { pipeline: declaration };
  },
});
