import type { DeleteProjectCommandInput, DeleteProjectCommandOutput } from '@aws-sdk/client-codebuild';
import { defineOperation } from '../../../aws/service.ts';
import { projectsTable } from '../model.ts';
import { projectArn, projectName } from '../projects.ts';

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_DeleteProject.html */
export const deleteProject = defineOperation<DeleteProjectCommandInput, DeleteProjectCommandOutput>({
  resources: ({ name }, context) => [projectArn(context, projectName(name!))],
  readOnly: false,
  handle({ name }, context) {
    // Builds, logs and artifacts remain; an unknown name is no error.
    context.kernel.table(projectsTable).delete(projectName(name!));
    return {};
  },
});
