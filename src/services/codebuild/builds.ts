// Builds: starting one, and how the API shows it.
import type { Build, Project, StartBuildCommandInput } from '@aws-sdk/client-codebuild';
import type { OperationContext, Plain, ServiceContext } from '../../aws/service.ts';
import { phaseSeconds } from './buildEvents.ts';
import { drawTimes } from './buildState.ts';
import { errors } from './errors.ts';
import {
  buildsTable,
  projectsTable,
  QUEUED_BUILDS_MAX,
  type ArtifactTarget,
  type BuildRecord,
  type PipelineRun,
} from './model.ts';
import { projectOf } from './projects.ts';

/** What CodePipeline passes besides; nobody else's is looked at. */
export interface PipelineRequest {
  readonly run: PipelineRun;
  readonly targets: readonly ArtifactTarget[];
}

export type StartInput = Plain<StartBuildCommandInput> & { readonly pipelineRequest?: PipelineRequest };

/** Puts a new build into the world and begins its lifecycle. @throws AwsError */
export function startBuild(context: OperationContext, input: StartInput, retryNumber = 0): BuildRecord {
  if (!input.projectName) throw errors['InvalidInputException/noProject']();
  const { project, lastBuildNumber } = projectOf(context, input.projectName);
  const name = project.name!;
  const pipeline = context.userAgent === 'codepipeline.amazonaws.com' ? input.pipelineRequest : undefined;
  const settings = settingsWith(project, input);
  if (settings.artifacts?.type === 'CODEPIPELINE' && !pipeline) throw errors['InvalidInputException/pipeline']();
  checkLimits(context, settings);
  const uuid = context.kernel.chance.uuid(`codebuild/${name}/build`);
  const id = `${name}:${uuid}`;
  const arn = context.arn('codebuild', `build/${id}`);
  const number = lastBuildNumber + 1;
  const fact = context.record('codebuild.build.started', arn, { build: id, project: name, number });
  const sourceVersion = input.sourceVersion ?? project.sourceVersion;
  const build: BuildRecord = {
    id,
    uuid,
    arn,
    projectName: name,
    number,
    status: 'IN_PROGRESS',
    phase: 'SUBMITTED',
    phases: [{ phaseType: 'SUBMITTED', startedAt: context.now, endedAt: context.now, status: 'SUCCEEDED' }],
    commands: [],
    startedAt: context.now,
    initiator: pipeline ? `codepipeline/${pipeline.run.pipelineName}` : initiatorOf(context),
    settings,
    ...(sourceVersion ? { sourceVersion } : {}),
    secondarySourceVersions: (input.secondarySourcesVersionOverride ?? project.secondarySourceVersions ?? []).map(
      (one) => ({ sourceIdentifier: one.sourceIdentifier!, sourceVersion: one.sourceVersion! }),
    ),
    logLines: 0,
    sourceDirectory: sourceDirectory(context, settings),
    ...(pipeline ? { pipeline: pipeline.run, targets: pipeline.targets } : {}),
    request: input,
    retryNumber,
    fact,
  };
  context.kernel.table(projectsTable).patch(name, { lastBuildNumber: number });
  context.kernel.table(buildsTable).put(id, build);
  context.kernel.because(fact, () => context.begin('build', id, drawTimes(context, build)));
  return context.kernel.table(buildsTable).must(id);
}

function checkLimits(context: ServiceContext, settings: Plain<Project>): void {
  const builds = context.kernel.table(buildsTable);
  if (builds.by('active', 'waiting').length >= QUEUED_BUILDS_MAX)
    throw errors['AccountLimitExceededException/queue']({ max: QUEUED_BUILDS_MAX });
  const max = settings.concurrentBuildLimit;
  if (max === undefined || max < 1) return;
  const active = ['waiting', 'running'].flatMap((state) => builds.by('active', state));
  if (active.filter(({ projectName }) => projectName === settings.name).length >= max)
    throw errors['AccountLimitExceededException/project']({ max });
}

/** The project with StartBuild's overrides. */
function settingsWith(project: Plain<Project>, input: StartInput): Plain<Project> {
  const defined = <T extends object>(value: T): Partial<T> =>
    Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Partial<T>;
  const variables = new Map((project.environment?.environmentVariables ?? []).map((one) => [one.name, one]));
  for (const one of input.environmentVariablesOverride ?? []) {
    variables.set(one.name, { ...one, type: one.type ?? 'PLAINTEXT' });
  }
  return {
    ...project,
    source: {
      ...project.source!,
      ...defined({
        type: input.sourceTypeOverride,
        location: input.sourceLocationOverride,
        buildspec: input.buildspecOverride,
        gitCloneDepth: input.gitCloneDepthOverride,
      }),
    },
    ...defined({
      secondarySources: input.secondarySourcesOverride,
      artifacts: input.artifactsOverride,
      secondaryArtifacts: input.secondaryArtifactsOverride,
      cache: input.cacheOverride,
      serviceRole: input.serviceRoleOverride,
      timeoutInMinutes: input.timeoutInMinutesOverride,
      queuedTimeoutInMinutes: input.queuedTimeoutInMinutesOverride,
      logsConfig: input.logsConfigOverride,
      encryptionKey: input.encryptionKeyOverride,
    }),
    environment: {
      ...project.environment!,
      ...defined({
        type: input.environmentTypeOverride,
        image: input.imageOverride,
        computeType: input.computeTypeOverride,
        privilegedMode: input.privilegedModeOverride,
      }),
      environmentVariables: [...variables.values()],
    },
  };
}

function initiatorOf({ caller }: OperationContext): string {
  if (caller.kind === 'user') return caller.user;
  if (caller.kind === 'role') return `${caller.role}/${caller.sessionName}`;
  return caller.kind === 'root' ? 'root' : caller.principal;
}

function sourceDirectory(context: ServiceContext, { source }: Plain<Project>): string {
  const digits = context.kernel.chance.integer('codebuild/sourceDirectory', 1000, 4_294_967_295);
  const root = `/codebuild/output/src${digits}/src`;
  if (source?.type !== 'CODECOMMIT') return root;
  return `${root}/${(source.location ?? '').replace(/^https:\/\//, '').replace(/\/$/, '')}`;
}

/** A build as BatchGetBuilds shows it. */
export function describeBuild(context: ServiceContext, build: BuildRecord): Plain<Build> {
  const { settings } = build;
  const group = build.logGroup ?? 'null';
  const stream = build.logStream ?? 'null';
  const region = context.region;
  return {
    id: build.id,
    arn: build.arn,
    buildNumber: build.number,
    startTime: build.startedAt,
    ...(build.endedAt === undefined ? {} : { endTime: build.endedAt }),
    // The record knows SUBMITTED for an instant that nobody sees.
    currentPhase: build.phase,
    buildStatus: build.status,
    ...(build.sourceVersion ? { sourceVersion: build.sourceVersion } : {}),
    ...(build.resolvedSourceVersion ? { resolvedSourceVersion: build.resolvedSourceVersion } : {}),
    projectName: build.projectName,
    phases: build.phases.map((phase) => ({
      phaseType: phase.phaseType,
      ...(phase.status ? { phaseStatus: phase.status } : {}),
      startTime: phase.startedAt,
      ...(phase.endedAt === undefined ? {} : { endTime: phase.endedAt, durationInSeconds: phaseSeconds(phase) }),
      ...(phase.contexts ? { contexts: phase.contexts.map((one) => ({ ...one })) } : {}),
    })),
    source: settings.source!,
    secondarySources: settings.secondarySources ?? [],
    secondarySourceVersions: build.secondarySourceVersions.map((one) => ({ ...one })),
    artifacts: build.artifacts ?? { location: '' },
    secondaryArtifacts: [],
    cache: settings.cache ?? { type: 'NO_CACHE' },
    environment: settings.environment!,
    serviceRole: settings.serviceRole!,
    logs: {
      ...(build.logStream ? { groupName: group, streamName: stream } : {}),
      deepLink: `https://console.aws.amazon.com/cloudwatch/home?region=${region}#logEvent:group=${group};stream=${stream}`,
      cloudWatchLogsArn: context.arn('logs', `log-group:${group}:log-stream:${stream}`),
      ...(settings.logsConfig?.cloudWatchLogs ? { cloudWatchLogs: settings.logsConfig.cloudWatchLogs } : {}),
      ...(settings.logsConfig?.s3Logs ? { s3Logs: settings.logsConfig.s3Logs } : {}),
    },
    timeoutInMinutes: settings.timeoutInMinutes!,
    queuedTimeoutInMinutes: settings.queuedTimeoutInMinutes!,
    buildComplete: build.status !== 'IN_PROGRESS',
    initiator: build.initiator,
    encryptionKey: settings.encryptionKey!,
    ...(build.exportedVariables
      ? { exportedEnvironmentVariables: build.exportedVariables.map((one) => ({ ...one })) }
      : {}),
  };
}

/** The project's ARN, on which IAM checks what is done to a build. */
export const buildResource = (context: ServiceContext, id: string): string =>
  context.arn('codebuild', `project/${id.replace(/^arn:.*:build\//, '').split(':')[0]}`);

/** A build's id, from its id or ARN. @throws AwsError InvalidInputException */
export function buildId(given: string): string {
  const id = given.replace(/^arn:.*:build\//, '');
  if (!/^[\w-]+:[\w-]+$/.test(id)) throw errors['InvalidInputException/buildId']();
  return id;
}
