import type {
  InvalidateProjectCacheCommandInput,
  InvalidateProjectCacheCommandOutput,
} from '@aws-sdk/client-codebuild';
import { defineOperation } from '../../../aws/service.ts';
import { projectArn, projectName, projectOf } from '../projects.ts';

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_InvalidateProjectCache.html */
export const invalidateProjectCache = defineOperation<
  InvalidateProjectCacheCommandInput,
  InvalidateProjectCacheCommandOutput
>({
  resources: ({ projectName: name }, context) => [projectArn(context, projectName(name!))],
  readOnly: false,
  handle({ projectName: name }, context) {
    // There is never anything in the cache: see model.md.
    projectOf(context, name!);
    return {};
  },
});
