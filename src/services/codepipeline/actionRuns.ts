// Runs of actions: how one begins, and how it ends. Effects of the action's lifecycle.
import { ALPHABETS } from '../../kernel/chance.ts';
import type { ServiceContext } from '../../aws/service.ts';
import { performers } from './actions/index.ts';
import { changeExecution, putSlot, slotOf } from './executions.ts';
import { emitAction } from './events.ts';
import { POLL_ACTION_MS } from './durations.ts';
import {
  actionRunsTable,
  executionsTable,
  pipelinesTable,
  type Action,
  type ActionRun,
  type ActionStatus,
  type ArtifactPlace,
  type ExecutionRecord,
} from './model.ts';
import { actionEnded } from './stages.ts';
import { resolveConfiguration, UnresolvedVariable } from './variables.ts';

/** Puts a run of an action into the world and begins its lifecycle. */
export function beginAction(context: ServiceContext, execution: ExecutionRecord, stage: string, action: Action): void {
  const { kernel } = context;
  const id = kernel.chance.uuid(`codepipeline/${execution.pipeline}/action`);
  const fact = context.record('codepipeline.action.started', context.arn('codepipeline', execution.pipeline), {
    pipeline: execution.pipeline,
    execution: execution.id,
    stage,
    action: action.name,
    run: id,
  });
  const resolved = resolve(execution, action);
  const run = kernel.table(actionRunsTable).put(id, {
    id,
    pipeline: execution.pipeline,
    execution: execution.id,
    stage,
    action: action.name!,
    version: execution.declaration.version ?? 1,
    status: 'InProgress',
    startedAt: context.now,
    updatedAt: context.now,
    resolved: resolved.configuration,
    inputs: (action.inputArtifacts ?? []).flatMap(({ name }) => execution.artifacts[name!] ?? []),
    outputs: (action.outputArtifacts ?? []).map(({ name }) => newPlace(context, execution, name!)),
    variables: {},
    fact,
    ...(resolved.problem ? { error: { code: 'ConfigurationError', message: resolved.problem } } : {}),
  });
  const slot = slotOf(context, execution.pipeline, stage);
  putSlot(context, execution.pipeline, stage, { ...slot, runs: { ...slot.runs, [action.name!]: id } });
  kernel.because(fact, () => {
    emitAction(context, execution, run, 'STARTED');
    context.begin('action', id);
  });
}

function resolve(
  execution: ExecutionRecord,
  action: Action,
): { configuration: Readonly<Record<string, string>>; problem?: string } {
  try {
    return { configuration: resolveConfiguration(execution, action.configuration ?? {}) };
  } catch (error) {
    if (!(error instanceof UnresolvedVariable)) throw error;
    return { configuration: action.configuration ?? {}, problem: error.message };
  }
}

/** Where an artifact of an execution will lie: `<pipeline 20>/<artifact 10>/<7 random>`. */
function newPlace(context: ServiceContext, execution: ExecutionRecord, name: string): ArtifactPlace {
  const { declaration, pipeline } = execution;
  const store = declaration.artifactStore ?? declaration.artifactStores?.[context.region];
  const random = context.kernel.chance.text(`codepipeline/${pipeline}/artifact`, 7, ALPHABETS.alphanumeric);
  return { name, bucket: store?.location ?? '', key: `${pipeline.slice(0, 20)}/${name.slice(0, 10)}/${random}` };
}

/** The declaration that a run follows. */
export function actionOf(context: ServiceContext, run: ActionRun): Action {
  const { declaration } = context.kernel.table(executionsTable).must(run.execution);
  const stage = declaration.stages!.find(({ name }) => name === run.stage)!;
  return stage.actions!.find(({ name }) => name === run.action)!;
}

/** Does what the action is for, in a task. */
export function perform(context: ServiceContext, id: string): void {
  const run = context.kernel.table(actionRunsTable).must(id);
  if (run.error) {
    const { error } = run;
    context.start(`action ${run.action}`, async (task) => failRun(task, id, error.code, error.message));
    return;
  }
  const { category, provider } = actionOf(context, run).actionTypeId!;
  const performer = performers[`${category}/${provider}`]!;
  context.start(`action ${run.action} of ${run.pipeline}`, (task) => performer.perform(task, run));
}

export const changeRun = (context: ServiceContext, id: string, change: Partial<ActionRun>): ActionRun =>
  context.kernel.table(actionRunsTable).patch(id, { ...change, updatedAt: context.now });

/** From now on the run waits for `<service>/<id>`; events tell when it is done, and now and then it is asked after. */
export function awaitElsewhere(context: ServiceContext, id: string, awaits: string, change: Partial<ActionRun>): void {
  changeRun(context, id, { ...change, awaits });
  context.schedule(POLL_ACTION_MS, 'pollAction', id, { background: true });
}

/** Ends a run well. Its artifacts and variables are there for the actions that follow. */
export function succeedRun(
  context: ServiceContext,
  id: string,
  change: Partial<ActionRun>,
  more: Partial<Pick<ExecutionRecord, 'commit' | 'revisions'>> = {},
): void {
  const before = context.kernel.table(actionRunsTable).must(id);
  if (before.status !== 'InProgress') return;
  const run = changeRun(context, id, change);
  const { namespace } = actionOf(context, run);
  const execution = context.kernel.table(executionsTable).must(run.execution);
  changeExecution(context, run.execution, {
    ...more,
    artifacts: { ...execution.artifacts, ...Object.fromEntries(run.outputs.map((place) => [place.name, place])) },
    ...(namespace ? { outputs: { ...execution.outputs, [namespace]: run.variables } } : {}),
  });
  context.send('action', id, { type: 'SUCCEEDED' });
}

/** Ends a run badly. `cause` is the fact that it is due to. */
export function failRun(
  context: ServiceContext,
  id: string,
  code: string,
  message: string,
  change: Partial<ActionRun> = {},
): void {
  if (context.kernel.table(actionRunsTable).get(id)?.status !== 'InProgress') return;
  changeRun(context, id, { ...change, error: { code, message } });
  context.send('action', id, { type: 'FAILED' });
}

/** A run has ended. */
export function endAction(context: ServiceContext, id: string, status: ActionStatus): void {
  const run = changeRun(context, id, { status });
  const execution = context.kernel.table(executionsTable).must(run.execution);
  const fact = context.record(
    `codepipeline.action.${status.toLowerCase()}`,
    context.arn('codepipeline', execution.pipeline),
    {
      pipeline: run.pipeline,
      execution: run.execution,
      stage: run.stage,
      action: run.action,
      run: id,
      ...(run.error && status === 'Failed' ? { code: run.error.code, message: run.error.message } : {}),
    },
  );
  context.kernel.cancel(`codepipeline/approval/${id}`);
  context.kernel.because(fact, () => {
    emitAction(context, execution, run, status.toUpperCase());
    if (context.kernel.table(pipelinesTable).has(run.pipeline) || status !== 'InProgress') actionEnded(context, run);
  });
}
