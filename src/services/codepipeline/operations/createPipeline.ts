import type { CreatePipelineCommandInput, CreatePipelineCommandOutput } from '@aws-sdk/client-codepipeline';
import { defineOperation } from '../../../aws/service.ts';
import { checkRole, complete, resolveVariables } from '../declarations.ts';
import { errors } from '../errors.ts';
import { startExecution } from '../executions.ts';
import { pipelinesTable } from '../model.ts';
import { schedulePoll } from '../polling.ts';
import { validatePipeline } from '../validate.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_CreatePipeline.html */
export const createPipeline = defineOperation<CreatePipelineCommandInput, CreatePipelineCommandOutput>({
  resources: ({ pipeline }, context) => [context.arn('codepipeline', pipeline!.name!)],
  readOnly: false,
  passesRoles: ({ pipeline }) => [{ roleArn: pipeline!.roleArn!, service: 'codepipeline.amazonaws.com' }],
  async handle({ pipeline, tags }, context) {
    const pipelines = context.kernel.table(pipelinesTable);
    const name = pipeline!.name!;
    validatePipeline(pipeline!, context.region);
    if (pipelines.has(name)) throw errors.PipelineNameInUseException({ name, account: context.account });
    await checkRole(context, pipeline!.roleArn!);
    const declaration = complete(pipeline!, 1);
    const record = pipelines.put(name, {
      name,
      arn: context.arn('codepipeline', name),
      declaration,
      createdAt: context.now,
      updatedAt: context.now,
      tags: Object.fromEntries((tags ?? []).map(({ key, value }) => [key!, value!])),
      disabled: {},
      enabled: {},
      revisions: {},
    });
    // A pipeline runs once as soon as it is there.
    startExecution(context, record, {
      trigger: { type: 'CreatePipeline', detail: context.caller.arn },
      variables: resolveVariables(record, []),
    });
    schedulePoll(context, record);
    return { pipeline: declaration, ...(tags ? { tags } : {}) };
  },
});
