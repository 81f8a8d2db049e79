import type {
  ListCuratedEnvironmentImagesCommandInput,
  ListCuratedEnvironmentImagesCommandOutput,
} from '@aws-sdk/client-codebuild';
import { defineOperation } from '../../../aws/service.ts';
import { PLATFORMS } from '../curatedImages.ts';

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ListCuratedEnvironmentImages.html */
export const listCuratedEnvironmentImages = defineOperation<
  ListCuratedEnvironmentImagesCommandInput,
  ListCuratedEnvironmentImagesCommandOutput
>({
  resources: () => ['*'],
  readOnly: true,
  handle() {
    return { platforms: PLATFORMS };
  },
});
