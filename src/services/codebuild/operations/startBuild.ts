import type { StartBuildCommandInput, StartBuildCommandOutput } from '@aws-sdk/client-codebuild';
import { defineOperation } from '../../../aws/service.ts';
import { describeBuild, startBuild as start } from '../builds.ts';
import { projectArn, projectName } from '../projects.ts';

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_StartBuild.html */
export const startBuild = defineOperation<StartBuildCommandInput, StartBuildCommandOutput>({
  resources: ({ projectName: name }, context) => [projectArn(context, projectName(name ?? ''))],
  readOnly: false,
  handle(input, context) {
    return { build: describeBuild(context, start(context, input)) };
  },
});
