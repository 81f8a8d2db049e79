import type { RetryBuildCommandInput, RetryBuildCommandOutput } from '@aws-sdk/client-codebuild';
import { defineOperation } from '../../../aws/service.ts';
import { buildId, buildResource, describeBuild, startBuild } from '../builds.ts';
import { errors } from '../errors.ts';
import { buildsTable } from '../model.ts';

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_RetryBuild.html */
export const retryBuild = defineOperation<RetryBuildCommandInput, RetryBuildCommandOutput>({
  resources: ({ id }, context) => [buildResource(context, id ?? '')],
  readOnly: false,
  handle({ id }, context) {
    const before = context.kernel.table(buildsTable).get(buildId(id ?? ''));
    if (!before) throw errors['ResourceNotFoundException/build']({ id: id ?? '' });
    const build = startBuild(context, before.request, before.retryNumber + 1);
    return { build: describeBuild(context, build) };
  },
});
