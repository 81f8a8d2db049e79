import type { TagResourceCommandInput, TagResourceCommandOutput } from '@aws-sdk/client-codepipeline';
import { defineOperation } from '../../../aws/service.ts';
import { pipelineByArn } from '../declarations.ts';
import { pipelinesTable } from '../model.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_TagResource.html */
export const tagResource = defineOperation<TagResourceCommandInput, TagResourceCommandOutput>({
  resources: ({ resourceArn }) => [resourceArn!],
  readOnly: false,
  handle({ resourceArn, tags }, context) {
    const { name, tags: before } = pipelineByArn(context, resourceArn!);
    const added = Object.fromEntries(tags!.map(({ key, value }) => [key!, value!]));
    context.kernel.table(pipelinesTable).patch(name, { tags: { ...before, ...added } });
    return {};
  },
});
