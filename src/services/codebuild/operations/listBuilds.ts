import type { ListBuildsCommandInput, ListBuildsCommandOutput } from '@aws-sdk/client-codebuild';
import { defineOperation } from '../../../aws/service.ts';
import { buildsTable } from '../model.ts';
import { pageOf } from '../page.ts';

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ListBuilds.html */
export const listBuilds = defineOperation<ListBuildsCommandInput, ListBuildsCommandOutput>({
  resources: () => ['*'],
  readOnly: true,
  handle({ sortOrder, nextToken }, context) {
    const ids = [...context.kernel.table(buildsTable).keys()];
    if (sortOrder !== 'ASCENDING') ids.reverse();
    return pageOf('ids', ids, nextToken);
  },
});
