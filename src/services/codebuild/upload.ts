// The UPLOAD_ARTIFACTS phase.
import type { ArtifactSpec } from './buildspec.ts';
import { selectFiles, uploadFiles, uploadZip, type Uploaded } from './artifacts.ts';
import { buildOf } from './buildState.ts';
import { drawDuration } from './durations.ts';
import { PhaseFailure } from './failure.ts';
import { buildsTable, type ArtifactTarget, type BuildRecord } from './model.ts';
import type { Job } from './phases.ts';

/** Uploads what the buildspec names to where the project says. @throws PhaseFailure */
export async function uploadArtifacts(job: Job): Promise<void> {
  const { context, id, log, spec } = job;
  const build = buildOf(context, id);
  const type = build.settings.artifacts?.type ?? 'NO_ARTIFACTS';
  const wait = (what: 'upload' | 'reports'): Promise<void> =>
    context.task.sleep(drawDuration(context.kernel, what, build.projectName));
  if (type === 'CODEPIPELINE') {
    for (const target of build.targets ?? []) await uploadForPipeline(job, build, target);
    if ((build.targets ?? []).length > 0) await wait('upload');
  } else if (type === 'S3' && spec!.artifacts) {
    await uploadToS3(job, build, spec!.artifacts, build.settings.artifacts!);
    for (const secondary of build.settings.secondaryArtifacts ?? []) {
      const own = spec!.secondaryArtifacts[secondary.artifactIdentifier ?? ''];
      if (own) await uploadToS3(job, build, own, secondary);
    }
    await wait('upload');
  }
  if (spec!.reports.length > 0) {
    log.agent(`Slipway does not simulate test reports; it leaves out: ${spec!.reports.join(', ')}`);
  } else await discoverReports(job, () => wait('reports'));
}

/** The only output takes the buildspec's `artifacts`; several take the secondary ones of their names. */
async function uploadForPipeline(job: Job, build: BuildRecord, target: ArtifactTarget): Promise<void> {
  const { context, session, computer, log } = job;
  const { artifacts, secondaryArtifacts } = job.spec!;
  const own =
    build.targets!.length === 1 ? (artifacts ?? secondaryArtifacts[target.name]) : secondaryArtifacts[target.name];
  if (!own) {
    throw new PhaseFailure(
      'CLIENT_ERROR',
      build.targets!.length === 1
        ? 'no matching artifact paths found'
        : `no definition for secondary artifact: ${target.name} found in buildspec`,
    );
  }
  const entries = selectFiles(computer.files('root'), build.sourceDirectory, own, log);
  const uploaded = await uploadZip(context, session, build, target, entries);
  keep(job, uploaded);
}

type ArtifactSettings = NonNullable<BuildRecord['settings']['artifacts']>;

async function uploadToS3(job: Job, build: BuildRecord, spec: ArtifactSpec, settings: ArtifactSettings): Promise<void> {
  const { context, session, computer, log } = job;
  const entries = selectFiles(computer.files('root'), build.sourceDirectory, spec, log);
  const named =
    settings.overrideArtifactName && spec.name !== undefined
      ? await job.shell!.expand(spec.name, context.task)
      : (settings.name ?? build.projectName);
  const bucket = (settings.location ?? '').replace(/^arn:aws:s3:::/, '');
  const parts = [settings.path, settings.namespaceType === 'BUILD_ID' ? build.uuid : undefined, named];
  const key = parts
    .filter((part) => part !== undefined && part !== '')
    .join('/')
    .split('/')
    .filter((part) => part !== '')
    .join('/');
  const upload = settings.packaging === 'ZIP' ? uploadZip : uploadFiles;
  keep(job, await upload(context, session, build, { bucket, key }, entries));
}

function keep({ context, id }: Job, uploaded: Uploaded): void {
  const builds = context.kernel.table(buildsTable);
  const { artifacts, settings } = builds.must(id);
  if (artifacts) return;
  builds.patch(id, {
    artifacts: {
      ...uploaded,
      overrideArtifactName: settings.artifacts?.overrideArtifactName ?? false,
      encryptionDisabled: settings.artifacts?.encryptionDisabled ?? false,
    },
  });
}

/** CodeBuild looks for test reports by itself; Slipway knows none of their formats, so it finds none. */
async function discoverReports({ log, context }: Job, wait: () => Promise<void>): Promise<void> {
  log.agent('Set report auto-discover timeout to 5 seconds');
  log.agent('Expanding base directory path:  .');
  log.agent('Assembling file list');
  log.agent('Expanding .');
  log.agent('Expanding file paths for base directory .');
  log.agent('Assembling file list');
  log.agent('Expanding **/*');
  const before = context.now;
  await wait();
  log.agent('No matching auto-discover report paths found');
  const seconds = ((context.now - before) / 1000).toFixed(6);
  log.agent(`Report auto-discover file discovery took ${seconds} seconds`);
}
