import type { UpdateProjectCommandInput, UpdateProjectCommandOutput } from '@aws-sdk/client-codebuild';
import { defineOperation } from '../../../aws/service.ts';
import { projectsTable } from '../model.ts';
import { checkProject, projectArn, projectName, projectOf, projectWith, type ProjectInput } from '../projects.ts';

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_UpdateProject.html */
export const updateProject = defineOperation<UpdateProjectCommandInput, UpdateProjectCommandOutput>({
  resources: ({ name }, context) => [projectArn(context, projectName(name!))],
  readOnly: false,
  passesRoles: ({ serviceRole }) => (serviceRole ? [{ roleArn: serviceRole, service: 'codebuild.amazonaws.com' }] : []),
  async handle(input, context) {
    const { project: before } = projectOf(context, input.name!);
    const { name: _name, ...change } = input;
    await checkProject(change, context);
    const merged = { ...input, name: before.name! } as ProjectInput;
    const project = projectWith(context, merged, before);
    // A limit of -1 takes the limit away.
    if (project.concurrentBuildLimit === -1) delete project.concurrentBuildLimit;
    context.kernel.table(projectsTable).patch(before.name!, { project });
    return { project };
  },
});
