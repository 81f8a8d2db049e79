import type { ListTagsForResourceCommandInput, ListTagsForResourceCommandOutput } from '@aws-sdk/client-codepipeline';
import { defineOperation } from '../../../aws/service.ts';
import { pipelineByArn } from '../declarations.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource = defineOperation<ListTagsForResourceCommandInput, ListTagsForResourceCommandOutput>({
  resources: ({ resourceArn }) => [resourceArn!],
  readOnly: true,
  handle({ resourceArn }, context) {
    const { tags } = pipelineByArn(context, resourceArn!);
    return { tags: Object.entries(tags).map(([key, value]) => ({ key, value })) };
  },
});
