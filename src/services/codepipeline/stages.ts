// Stages: an execution's groups of actions, the lock, and what a stage's end means. Effects of the stage's lifecycle.
import type { ServiceContext } from '../../aws/service.ts';
import { admit, changeExecution, putSlot, slotOf } from './executions.ts';
import { emitStage } from './events.ts';
import { actionRunsTable, executionsTable, type ActionRun, type ExecutionRecord, type StageStatus } from './model.ts';
import { beginAction } from './actionRuns.ts';
import { groupsOf } from './validate.ts';

/** Begins the lifecycle of a stage; a retry of failed actions begins with the group that failed. */
export function beginStage(context: ServiceContext, execution: ExecutionRecord, index: number): void {
  const stage = execution.declaration.stages![index]!;
  const groups = groupsOf(stage);
  const again = execution.retry === 'FAILED_ACTIONS';
  const group = again
    ? Math.max(
        0,
        groups.findIndex((actions) => actions.some(({ name }) => !succeeded(context, execution, stage.name!, name!))),
      )
    : 0;
  context.begin('stage', `${execution.id}/${stage.name}`, { groups: groups.length, group });
}

/** The last run of an action in an execution. */
export function lastRun(
  context: ServiceContext,
  execution: ExecutionRecord,
  stage: string,
  action: string,
): ActionRun | undefined {
  const id = slotOf(context, execution.pipeline, stage).runs[action];
  const run = id === undefined ? undefined : context.kernel.table(actionRunsTable).get(id);
  if (run?.execution === execution.id) return run;
  return context.kernel
    .table(actionRunsTable)
    .by('execution', execution.id)
    .findLast((one) => one.stage === stage && one.action === action);
}

const succeeded = (context: ServiceContext, execution: ExecutionRecord, stage: string, action: string): boolean =>
  lastRun(context, execution, stage, action)?.status === 'Succeeded';

const split = (id: string): { executionId: string; stageName: string } => {
  const cut = id.indexOf('/');
  return { executionId: id.slice(0, cut), stageName: id.slice(cut + 1) };
};

/** Begins the actions of one group together; a retry leaves out those that succeeded. */
export function startGroup(context: ServiceContext, id: string, group: number): void {
  const { executionId, stageName } = split(id);
  const execution = context.kernel.table(executionsTable).must(executionId);
  const stage = execution.declaration.stages!.find(({ name }) => name === stageName)!;
  const actions = groupsOf(stage)[group] ?? [];
  const again = execution.retry === 'FAILED_ACTIONS';
  const due = actions.filter(({ name }) => !again || !succeeded(context, execution, stageName, name!));
  for (const action of due) beginAction(context, execution, stageName, action);
  if (due.length === 0) context.schedule(0, 'groupEnded', { id, ok: true });
}

/** One action has ended: when none of its group is left, the stage goes on. */
export function actionEnded(context: ServiceContext, run: ActionRun): void {
  const execution = context.kernel.table(executionsTable).must(run.execution);
  const stage = execution.declaration.stages!.find(({ name }) => name === run.stage)!;
  const group = groupsOf(stage).find((actions) => actions.some(({ name }) => name === run.action))!;
  const runs = group.map(({ name }) => lastRun(context, execution, run.stage, name!));
  if (runs.some((one) => one?.status === 'InProgress')) return;
  const ok = runs.every((one) => one?.status === 'Succeeded');
  context.send('stage', `${run.execution}/${run.stage}`, { type: 'GROUP_ENDED', ok });
}

/** A stage has ended: it unlocks, the execution goes on, and the next one may come in. */
export function endStage(context: ServiceContext, id: string, status: StageStatus): void {
  const { executionId, stageName } = split(id);
  const before = context.kernel.table(executionsTable).must(executionId);
  const { retry: _retry, ...rest } = before;
  const execution = context.kernel
    .table(executionsTable)
    .put(executionId, { ...rest, updatedAt: context.now, stages: { ...before.stages, [stageName]: status } });
  const fact = context.record(
    `codepipeline.stage.${status.toLowerCase()}`,
    context.arn('codepipeline', execution.pipeline),
    { pipeline: execution.pipeline, execution: executionId, stage: stageName },
  );
  const slot = slotOf(context, execution.pipeline, stageName);
  putSlot(context, execution.pipeline, stageName, {
    ...slot,
    inside: slot.inside.filter((other) => other !== executionId),
  });
  context.kernel.because(fact, () => {
    emitStage(context, execution, stageName, status === 'Cancelled' ? 'CANCELED' : status.toUpperCase());
    context.send('execution', executionId, { type: 'STAGE_ENDED', status });
  });
  admit(context, execution.pipeline, stageName);
}

/** Leaves the actions that are under way to themselves. */
export function abandonStage(context: ServiceContext, execution: ExecutionRecord): void {
  const runs = context.kernel.table(actionRunsTable).by('execution', execution.id);
  for (const run of runs) {
    if (run.status === 'InProgress') context.send('action', run.id, { type: 'ABANDON' });
  }
  changeExecution(context, execution.id, {});
}
