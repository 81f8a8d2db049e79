import type { ListBuildsForProjectCommandInput, ListBuildsForProjectCommandOutput } from '@aws-sdk/client-codebuild';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { buildsTable, projectsTable } from '../model.ts';
import { pageOf } from '../page.ts';
import { projectArn, projectName } from '../projects.ts';

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ListBuildsForProject.html */
export const listBuildsForProject = defineOperation<
  ListBuildsForProjectCommandInput,
  ListBuildsForProjectCommandOutput
>({
  resources: ({ projectName: name }, context) => [projectArn(context, projectName(name!))],
  readOnly: true,
  handle({ projectName: given, sortOrder, nextToken }, context) {
    const name = projectName(given!);
    if (!context.kernel.table(projectsTable).has(name)) {
      throw errors['ResourceNotFoundException/list']({ arn: projectArn(context, name) });
    }
    const ids = context.kernel
      .table(buildsTable)
      .by('project', name)
      .map(({ id }) => id);
    if (sortOrder !== 'ASCENDING') ids.reverse();
    return pageOf('ids', ids, nextToken);
  },
});
