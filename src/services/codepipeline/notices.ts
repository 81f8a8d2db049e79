// How CodePipeline learns that a build or a deployment is done: from its events, and by asking now and then.
import type { AwsEvent } from '../../aws/records.ts';
import type { ServiceContext } from '../../aws/service.ts';
import { performers } from './actions/index.ts';
import { actionOf } from './actionRuns.ts';
import { drawDuration, POLL_ACTION_MS } from './durations.ts';
import { actionRunsTable } from './model.ts';

/** Looks whether an event ends what a run waits for. */
export function notice(context: ServiceContext, event: AwsEvent): void {
  const ended = endedBy(event);
  if (ended === undefined) return;
  for (const run of context.kernel.table(actionRunsTable).by('awaits', ended)) {
    context.schedule(drawDuration(context.kernel, 'notice', run.pipeline), 'checkAction', run.id);
  }
}

function endedBy({ source, detail, 'detail-type': type }: AwsEvent): string | undefined {
  if (source === 'aws.codebuild' && type === 'CodeBuild Build State Change') {
    const id = String(detail['build-id']).replace(/^.*:build\//, '');
    return detail['build-status'] === 'IN_PROGRESS' ? undefined : `codebuild/${id}`;
  }
  if (source === 'aws.codedeploy' && type === 'CodeDeploy Deployment State-change Notification') {
    return /^(SUCCESS|FAILURE|STOP)$/.test(String(detail.state))
      ? `codedeploy/${String(detail.deploymentId)}`
      : undefined;
  }
  return undefined;
}

/** Asks after what a run waits for, if it still waits. */
export function checkAction(context: ServiceContext, id: string): void {
  const run = context.kernel.table(actionRunsTable).get(id);
  if (run?.status !== 'InProgress') return;
  const { category, provider } = actionOf(context, run).actionTypeId!;
  const check = performers[`${category}/${provider}`]?.check;
  if (check) context.start(`check of ${run.action}`, (task) => check(task, run));
}

/** Asks, and comes again while the run waits. */
export function pollAction(context: ServiceContext, id: string): void {
  if (context.kernel.table(actionRunsTable).get(id)?.status !== 'InProgress') return;
  checkAction(context, id);
  context.schedule(POLL_ACTION_MS, 'pollAction', id, { background: true });
}
