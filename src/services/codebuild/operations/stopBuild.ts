import type { StopBuildCommandInput, StopBuildCommandOutput } from '@aws-sdk/client-codebuild';
import { defineOperation } from '../../../aws/service.ts';
import { buildId, buildResource, describeBuild } from '../builds.ts';
import { errors } from '../errors.ts';
import { buildsTable } from '../model.ts';

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_StopBuild.html */
export const stopBuild = defineOperation<StopBuildCommandInput, StopBuildCommandOutput>({
  resources: ({ id }, context) => [buildResource(context, id!)],
  readOnly: false,
  handle({ id }, context) {
    const builds = context.kernel.table(buildsTable);
    const build = builds.get(buildId(id!));
    if (!build) throw errors['ResourceNotFoundException/build']({ id: id! });
    context.send('build', build.id, { type: 'STOP' });
    return { build: describeBuild(context, builds.must(build.id)) };
  },
});
