// The machine that a build runs on: a container of the project's image, gone when the build ends.
import type { ServiceContext } from '../../aws/service.ts';
import type { Computer } from '../../computer/computer.ts';
import { buildImage, imageAccounts } from '../../computer/images/index.ts';
import { containerId } from './buildState.ts';
import { PhaseFailure } from './failure.ts';
import type { BuildRecord } from './model.ts';

const GIBIBYTE = 1024 ** 3;

/** Starts the container. @throws PhaseFailure when nobody knows the image */
export function startContainer(context: ServiceContext, build: BuildRecord): Computer {
  const name = build.settings.environment?.image ?? '';
  const image = buildImage(name);
  if (!image) {
    throw new PhaseFailure(
      'BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE',
      `Unable to pull customer's container image. CannotPullContainerError: Error response from daemon: pull access denied for ${name.split(':')[0]}, repository does not exist or may require 'docker login': denied: User: CodeBuild`,
    );
  }
  const { chance } = context.kernel;
  const octet = (low: number): number => chance.integer('codebuild/address', low, 254);
  return context.computers.add(
    {
      id: containerId(build),
      kind: 'container',
      os: image.os,
      hostname: chance.text('codebuild/hostname', 12, '0123456789abcdef'),
      address: `172.18.${octet(0)}.${octet(2)}`,
      state: 'running',
      bootedAt: context.now,
      accounts: imageAccounts(image.os),
      nextPid: 20,
      capacityBytes: 64 * GIBIBYTE,
      env: {},
      labels: { buildId: build.id },
    },
    image.root,
  );
}
