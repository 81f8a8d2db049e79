import type { DeletePipelineCommandInput, DeletePipelineCommandOutput } from '@aws-sdk/client-codepipeline';
import { defineOperation } from '../../../aws/service.ts';
import { executionsTable, pipelinesTable, slotKey, stageSlotsTable } from '../model.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_DeletePipeline.html */
export const deletePipeline = defineOperation<DeletePipelineCommandInput, DeletePipelineCommandOutput>({
  resources: ({ name }, context) => [context.arn('codepipeline', name!)],
  readOnly: false,
  handle({ name }, context) {
    for (const execution of context.kernel.table(executionsTable).by('active', name!)) {
      context.send('execution', execution.id, { type: 'CANCEL' });
    }
    const slots = context.kernel.table(stageSlotsTable);
    for (const { name: stage } of context.kernel.table(pipelinesTable).get(name!)?.declaration.stages ?? []) {
      slots.delete(slotKey(name!, stage!));
    }
    context.kernel.cancel(`codepipeline/poll/${name}`);
    // Deleting what is not there is no error.
    context.kernel.table(pipelinesTable).delete(name!);
    return {};
  },
});
