import type { BatchGetProjectsCommandInput, BatchGetProjectsCommandOutput } from '@aws-sdk/client-codebuild';
import { defineOperation } from '../../../aws/service.ts';
import { projectsTable } from '../model.ts';
import { projectArn, projectName } from '../projects.ts';

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_BatchGetProjects.html */
export const batchGetProjects = defineOperation<BatchGetProjectsCommandInput, BatchGetProjectsCommandOutput>({
  resources: ({ names }, context) => names!.map((name) => projectArn(context, projectName(name))),
  readOnly: true,
  handle({ names }, context) {
    const table = context.kernel.table(projectsTable);
    const found = names!.map((name) => ({ name, record: table.get(projectName(name)) }));
    return {
      projects: found.flatMap(({ record }) => record?.project ?? []),
      projectsNotFound: found.flatMap(({ name, record }) => (record ? [] : [name])),
    };
  },
});
