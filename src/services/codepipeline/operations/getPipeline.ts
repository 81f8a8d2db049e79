import type { GetPipelineCommandInput, GetPipelineCommandOutput } from '@aws-sdk/client-codepipeline';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { pipelineOf } from '../executions.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GetPipeline.html */
export const getPipeline = defineOperation<GetPipelineCommandInput, GetPipelineCommandOutput>({
  resources: ({ name }, context) => [context.arn('codepipeline', name!)],
  readOnly: true,
  handle({ name, version }, context) {
    const { declaration, arn, createdAt, updatedAt } = pipelineOf(context, name!);
    if (version !== undefined && version !== declaration.version) throw errors.PipelineVersionNotFoundException();
    return { pipeline: declaration, metadata: { pipelineArn: arn, created: createdAt, updated: updatedAt } };
  },
});
