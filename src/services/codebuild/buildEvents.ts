// What CodeBuild tells the account's event bus: https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html
import type { ServiceContext } from '../../aws/service.ts';
import type { Data } from '../../lib/json.ts';
import type { BuildRecord, PhaseRecord } from './model.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Jul 4, 2026 10:15:02 AM`, in UTC. */
export function eventDate(ms: number): string {
  const date = new Date(ms);
  const hours = date.getUTCHours();
  const two = (n: number): string => String(n).padStart(2, '0');
  const time = `${hours % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()} ${time} ${hours < 12 ? 'AM' : 'PM'}`;
}

/** Seconds that a phase took, as the API counts them. */
export const phaseSeconds = (phase: PhaseRecord): number =>
  Math.floor(((phase.endedAt ?? phase.startedAt) - phase.startedAt) / 1000);

const contextTexts = (phase: PhaseRecord): string[] =>
  (phase.contexts ?? []).map(({ statusCode, message }) => `${statusCode}: ${message}`);

/** Publishes `CodeBuild Build State Change`. */
export function emitBuildState(context: ServiceContext, build: BuildRecord): void {
  context.emit({
    source: 'aws.codebuild',
    'detail-type': 'CodeBuild Build State Change',
    resources: [build.arn],
    detail: {
      'build-status': build.status,
      'project-name': build.projectName,
      'build-id': build.arn,
      'additional-information': information(context, build),
      'current-phase': build.phase,
      'current-phase-context': '[]',
      version: '1',
    },
  });
}

/** Publishes `CodeBuild Build Phase Change`. */
export function emitPhaseChange(context: ServiceContext, build: BuildRecord, phase: PhaseRecord): void {
  context.emit({
    source: 'aws.codebuild',
    'detail-type': 'CodeBuild Build Phase Change',
    resources: [build.arn],
    detail: {
      'completed-phase': phase.phaseType,
      'project-name': build.projectName,
      'build-id': build.arn,
      'completed-phase-context': `[${contextTexts(phase).join(', ')}]`,
      'additional-information': information(context, build),
      'completed-phase-status': phase.status,
      'completed-phase-duration-seconds': phaseSeconds(phase),
      version: '1',
      'completed-phase-start': eventDate(phase.startedAt),
      'completed-phase-end': eventDate(phase.endedAt ?? phase.startedAt),
    },
  });
}

function information(context: ServiceContext, build: BuildRecord): Data {
  const { settings } = build;
  const { source, environment } = settings;
  const ended = build.status !== 'IN_PROGRESS';
  const group = build.logGroup ?? 'null';
  const stream = build.logStream ?? 'null';
  const deepLink = `https://console.aws.amazon.com/cloudwatch/home?region=${context.region}#logEvent:group=${group};stream=${stream}`;
  return {
    cache: { type: settings.cache?.type ?? 'NO_CACHE' },
    'build-number': build.number,
    'timeout-in-minutes': settings.timeoutInMinutes,
    'queued-timeout-in-minutes': settings.queuedTimeoutInMinutes,
    'build-complete': ended,
    initiator: build.initiator,
    'build-start-time': eventDate(build.startedAt),
    source: {
      buildspec: source?.buildspec ?? '',
      ...(source?.location ? { location: source.location } : {}),
      type: source?.type,
    },
    ...(build.sourceVersion ? { 'source-version': build.sourceVersion } : {}),
    artifact: { location: build.artifacts?.location ?? '' },
    environment: {
      image: environment?.image,
      'privileged-mode': environment?.privilegedMode ?? false,
      'image-pull-credentials-type': environment?.imagePullCredentialsType ?? 'CODEBUILD',
      'compute-type': environment?.computeType,
      type: environment?.type,
      'environment-variables': (environment?.environmentVariables ?? []).map(({ name, value, type }) => ({
        name,
        type: type ?? 'PLAINTEXT',
        value,
      })),
    },
    'project-file-system-locations': [],
    logs: build.logStream
      ? { 'group-name': group, 'stream-name': stream, 'deep-link': deepLink }
      : { 'deep-link': deepLink },
    ...(ended || build.phase !== 'SUBMITTED' ? { phases: build.phases.map(phaseDetail) } : {}),
  };
}

function phaseDetail(phase: PhaseRecord): Data {
  if (phase.endedAt === undefined) {
    return { 'start-time': eventDate(phase.startedAt), 'phase-type': phase.phaseType };
  }
  return {
    'phase-context': contextTexts(phase),
    'start-time': eventDate(phase.startedAt),
    'end-time': eventDate(phase.endedAt),
    'duration-in-seconds': phaseSeconds(phase),
    'phase-type': phase.phaseType,
    'phase-status': phase.status,
  };
}
