import type { CreateProjectCommandInput, CreateProjectCommandOutput } from '@aws-sdk/client-codebuild';
import { defineOperation } from '../../../aws/service.ts';
import { errors } from '../errors.ts';
import { projectsTable } from '../model.ts';
import { checkProject, projectArn, projectWith } from '../projects.ts';

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html */
export const createProject = defineOperation<CreateProjectCommandInput, CreateProjectCommandOutput>({
  resources: ({ name }, context) => [projectArn(context, name!)],
  readOnly: false,
  passesRoles: ({ serviceRole }) => (serviceRole ? [{ roleArn: serviceRole, service: 'codebuild.amazonaws.com' }] : []),
  async handle(input, context) {
    const projects = context.kernel.table(projectsTable);
    await checkProject(input, context);
    if (projects.has(input.name!)) {
      throw errors.ResourceAlreadyExistsException({ arn: projectArn(context, input.name!) });
    }
    const project = projectWith(context, input);
    projects.put(input.name!, { project, lastBuildNumber: 0 });
    return { project };
  },
});
