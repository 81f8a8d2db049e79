import type { UntagResourceCommandInput, UntagResourceCommandOutput } from '@aws-sdk/client-codepipeline';
import { defineOperation } from '../../../aws/service.ts';
import { pipelineByArn } from '../declarations.ts';
import { pipelinesTable } from '../model.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_UntagResource.html */
export const untagResource = defineOperation<UntagResourceCommandInput, UntagResourceCommandOutput>({
  resources: ({ resourceArn }) => [resourceArn!],
  readOnly: false,
  handle({ resourceArn, tagKeys }, context) {
    const { name, tags } = pipelineByArn(context, resourceArn!);
    const kept = Object.fromEntries(Object.entries(tags).filter(([key]) => !tagKeys!.includes(key)));
    context.kernel.table(pipelinesTable).patch(name, { tags: kept });
    return {};
  },
});
