// How a build's record goes from phase to phase: the effects of its lifecycle.
import type { ServiceContext } from '../../aws/service.ts';
import { emitBuildState, emitPhaseChange } from './buildEvents.ts';
import { drawDuration } from './durations.ts';
import {
  buildsTable,
  CONCURRENT_BUILDS,
  type BuildRecord,
  type PhaseContext,
  type PhaseStatus,
  type PhaseType,
} from './model.ts';

/** Phases that end without a context, as on AWS. */
const WITHOUT_CONTEXT = new Set<PhaseType>(['SUBMITTED', 'QUEUED']);

const FACTS: Readonly<Record<PhaseStatus, string>> = {
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  STOPPED: 'stopped',
  TIMED_OUT: 'timedOut',
};

export const buildOf = (context: ServiceContext, id: string): BuildRecord => context.kernel.table(buildsTable).must(id);

/** Name of the task that does a build's work. */
export const taskName = (id: string): string => `codebuild ${id}`;

/** Enters a phase. */
export function beginPhase(context: ServiceContext, id: string, phase: PhaseType): void {
  const builds = context.kernel.table(buildsTable);
  const build = builds.must(id);
  builds.put(id, { ...build, phase, phases: [...build.phases, { phaseType: phase, startedAt: context.now }] });
  if (build.phase === 'SUBMITTED' && phase === 'QUEUED') emitBuildState(context, builds.must(id));
}

/**
 * Ends the phase that a build is in.
 * @param cause the fact that a failure is due to, when it is not what happens now.
 */
export function endPhase(
  context: ServiceContext,
  id: string,
  status: PhaseStatus = 'SUCCEEDED',
  contexts?: readonly PhaseContext[],
  cause = context.kernel.cause,
): void {
  const builds = context.kernel.table(buildsTable);
  const build = builds.must(id);
  const open = build.phases.at(-1)!;
  if (open.endedAt !== undefined) return;
  const shown =
    contexts ??
    (status === 'SUCCEEDED' && !WITHOUT_CONTEXT.has(open.phaseType) ? [{ statusCode: '', message: '' }] : undefined);
  const ended = { ...open, endedAt: context.now, status, ...(shown ? { contexts: shown } : {}) };
  const first = contexts?.[0];
  context.kernel.because(cause, () => {
    const fact = context.record(`codebuild.phase.${FACTS[status]}`, build.arn, {
      build: id,
      phase: open.phaseType,
      ...(first?.statusCode ? { code: first.statusCode, message: first.message } : {}),
    });
    const failed = status !== 'SUCCEEDED' && build.failure === undefined;
    const now = builds.put(id, {
      ...build,
      phases: [...build.phases.slice(0, -1), ended],
      ...(failed ? { failure: fact } : {}),
    });
    context.kernel.because(fact, () => emitPhaseChange(context, now, ended));
  });
}

/** Ends the phase under way and its work: a stop or a timeout. */
export function cutPhase(context: ServiceContext, id: string, status: 'STOPPED' | 'TIMED_OUT'): void {
  const timedOut = [{ statusCode: 'BUILD_TIMED_OUT', message: 'Build has timed out. ' }];
  endPhase(context, id, status, status === 'TIMED_OUT' ? timedOut : undefined);
  const name = taskName(id);
  context.kernel.tasks.find((task) => task.name === name)?.abort(status);
  removeContainer(context, id);
}

/** The last state: the record is complete, the container gone, and the next build in line may begin. */
export function completeBuild(context: ServiceContext, id: string, outcome: PhaseStatus): void {
  const builds = context.kernel.table(buildsTable);
  const before = builds.must(id);
  context.kernel.because(before.failure ?? context.kernel.cause, () => {
    const build = builds.put(id, {
      ...before,
      status: outcome,
      phase: 'COMPLETED',
      phases: [...before.phases, { phaseType: 'COMPLETED', startedAt: context.now }],
      endedAt: context.now,
    });
    const fact = context.record(`codebuild.build.${FACTS[outcome]}`, build.arn, {
      build: id,
      project: build.projectName,
      ...(build.commit ? { commitId: build.commit.commitId } : {}),
    });
    context.kernel.because(fact, () => emitBuildState(context, build));
  });
  removeContainer(context, id);
  // Whoever waits for this build on a task (CodePipeline does) goes on.
  context.kernel.signal(`codebuild/${id}`);
  giveCapacity(context);
}

/** Sends the builds that wait on, as many as there is room for. */
export function giveCapacity(context: ServiceContext): void {
  const builds = context.kernel.table(buildsTable);
  let room = CONCURRENT_BUILDS - builds.by('active', 'running').length;
  for (const build of builds.by('active', 'waiting')) {
    if (room <= 0) return;
    if (build.logGroup === undefined && !hasNoLog(build)) continue;
    if (context.send('build', build.id, { type: 'CAPACITY' })) room--;
  }
}

/** Whether the project wants no log in CloudWatch. */
export const hasNoLog = (build: BuildRecord): boolean =>
  build.settings.logsConfig?.cloudWatchLogs?.status === 'DISABLED';

/** The machine that a build runs on. */
export const containerId = (build: Pick<BuildRecord, 'uuid'>): string => `build-${build.uuid}`;

function removeContainer(context: ServiceContext, id: string): void {
  const machine = containerId(buildOf(context, id));
  if (context.computers.find(machine)) context.computers.remove(machine);
}

/** The times that the lifecycle of a build needs, drawn now. */
export function drawTimes(context: ServiceContext, build: BuildRecord) {
  const stream = build.projectName;
  return {
    queuedTimeoutMs: (build.settings.queuedTimeoutInMinutes ?? 480) * 60_000,
    timeoutMs: (build.settings.timeoutInMinutes ?? 60) * 60_000,
    provisioningMs: drawDuration(context.kernel, 'provisioning', stream),
    finalizingMs: drawDuration(context.kernel, 'finalizing', stream),
    stopMs: drawDuration(context.kernel, 'stop', stream),
  };
}
