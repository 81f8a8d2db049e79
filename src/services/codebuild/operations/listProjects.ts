import type { ListProjectsCommandInput, ListProjectsCommandOutput } from '@aws-sdk/client-codebuild';
import { defineOperation } from '../../../aws/service.ts';
import { projectsTable } from '../model.ts';
import { pageOf } from '../page.ts';

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ListProjects.html */
export const listProjects = defineOperation<ListProjectsCommandInput, ListProjectsCommandOutput>({
  resources: () => ['*'],
  readOnly: true,
  handle({ sortBy, sortOrder, nextToken }, context) {
    const projects = context.kernel.table(projectsTable).values();
    const key = sortBy === 'CREATED_TIME' ? 'created' : sortBy === 'LAST_MODIFIED_TIME' ? 'lastModified' : 'name';
    projects.sort((a, b) => (a.project[key]! < b.project[key]! ? -1 : 1));
    if (sortOrder === 'DESCENDING') projects.reverse();
    return pageOf(
      'projects',
      projects.map(({ project }) => project.name!),
      nextToken,
    );
  },
});
