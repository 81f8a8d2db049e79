// The tasks of a build: preparing it while it is queued, and running it in its container.
import { AwsError } from '../../aws/errors.ts';
import type { RoleSession, TaskContext } from '../../aws/service.ts';
import { BuildLog } from './buildLog.ts';
import { buildOf, endPhase, giveCapacity, hasNoLog } from './buildState.ts';
import { startContainer } from './container.ts';
import { drawDuration } from './durations.ts';
import { PhaseFailure } from './failure.ts';
import { buildsTable, type PhaseType } from './model.ts';
import { workPhase, type Job } from './phases.ts';

const AFTER_PROVISIONING: readonly PhaseType[] = [
  'DOWNLOAD_SOURCE',
  'INSTALL',
  'PRE_BUILD',
  'BUILD',
  'POST_BUILD',
  'UPLOAD_ARTIFACTS',
];

/** Assumes the build's role. @throws PhaseFailure */
async function assumeRole(context: TaskContext, id: string): Promise<RoleSession> {
  const { settings, uuid } = buildOf(context, id);
  const role = settings.serviceRole ?? '';
  try {
    return await context.assume(role, `AWSCodeBuild-${uuid}`);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new PhaseFailure('ACCESS_DENIED', `CodeBuild is not authorized to perform: sts:AssumeRole on ${role}`);
  }
}

/** QUEUED: makes the log stream through the role, then waits for a machine. */
export async function prepareBuild(context: TaskContext, id: string): Promise<void> {
  try {
    await context.task.sleep(drawDuration(context.kernel, 'queued', buildOf(context, id).projectName));
    const session = await assumeRole(context, id);
    if (!hasNoLog(buildOf(context, id))) await openLog(context, id, session);
    giveCapacity(context);
  } catch (error) {
    finishPhase(context, id, error);
  }
}

async function openLog(context: TaskContext, id: string, session: RoleSession): Promise<void> {
  const { settings, projectName, uuid, arn } = buildOf(context, id);
  const wanted = settings.logsConfig?.cloudWatchLogs;
  const logGroup = wanted?.groupName || `/aws/codebuild/${projectName}`;
  const logStream = wanted?.streamName ? `${wanted.streamName}/${uuid}` : uuid;
  try {
    await ignoringExisting(session.call('logs', 'CreateLogGroup', { logGroupName: logGroup }));
    await ignoringExisting(
      session.call('logs', 'CreateLogStream', { logGroupName: logGroup, logStreamName: logStream }),
    );
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new PhaseFailure(
      'ACCESS_DENIED',
      `Service role ${settings.serviceRole} does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams for build ${arn}. Error message: ${error.message}`,
    );
  }
  context.kernel.table(buildsTable).patch(id, { logGroup, logStream });
}

/** Waits for `call`; that what it makes is there already is no failure. */
async function ignoringExisting(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ResourceAlreadyExistsException') throw error;
  }
}

/** PROVISIONING's end, and all phases that run in the container. */
export async function runBuild(context: TaskContext, id: string): Promise<void> {
  const log = new BuildLog(context, id);
  let job: Job;
  try {
    const session = await assumeRole(context, id);
    job = { context, id, session, log, computer: startContainer(context, buildOf(context, id)) };
  } catch (error) {
    finishPhase(context, id, error);
    return;
  }
  finishPhase(context, id, undefined);
  for (;;) {
    const { phase } = buildOf(context, id);
    if (!AFTER_PROVISIONING.includes(phase)) break;
    await runOnePhase(job, phase);
  }
  await log.flush(context);
}

async function runOnePhase(job: Job, phase: PhaseType): Promise<void> {
  const { context, id, log } = job;
  let failure: unknown;
  try {
    await workPhase(job, phase);
  } catch (error) {
    if (!(error instanceof PhaseFailure)) throw error;
    failure = error;
    job.shell?.set('CODEBUILD_BUILD_SUCCEEDING', '0');
  }
  const { statusCode = '', message = '' } = (failure as PhaseFailure | undefined) ?? {};
  log.agent(`Phase complete: ${phase} State: ${failure ? 'FAILED' : 'SUCCEEDED'}`);
  log.agent(`Phase context status code: ${statusCode} Message: ${message}`);
  const section = job.spec?.phases[phase.toLowerCase() as 'build'];
  await log.flush(context);
  finishPhase(context, id, failure, section?.onFailure?.kind);
}

/** Ends the phase under way in the record, and tells the lifecycle. */
function finishPhase(context: TaskContext, id: string, failure: unknown, onFailure?: string): void {
  if (failure === undefined) endPhase(context, id);
  else {
    if (!(failure instanceof PhaseFailure)) throw failure;
    const { statusCode, message, fact } = failure;
    endPhase(context, id, 'FAILED', [{ statusCode, message }], fact);
  }
  context.send('build', id, {
    type: 'ENDED',
    ok: failure === undefined,
    // Retries that are used up end a build as ABORT does.
    ...(onFailure === undefined ? {} : { onFailure: onFailure === 'CONTINUE' ? 'CONTINUE' : 'ABORT' }),
  });
}
