// Executions: starting them, and their way from stage to stage. Effects of the execution's lifecycle.
import type { ServiceContext } from '../../aws/service.ts';
import { drawDuration } from './durations.ts';
import { errors } from './errors.ts';
import { emitExecution, emitStage } from './events.ts';
import {
  ACTIVE_EXECUTIONS_MAX,
  executionsTable,
  pipelinesTable,
  slotKey,
  stageSlotsTable,
  type ExecutionRecord,
  type ExecutionStatus,
  type PipelineRecord,
  type StageSlot,
} from './model.ts';
import { beginStage } from './stages.ts';

/** @throws AwsError PipelineNotFoundException */
export function pipelineOf(context: ServiceContext, name: string): PipelineRecord {
  const pipeline = context.kernel.table(pipelinesTable).get(name);
  if (!pipeline) throw errors.PipelineNotFoundException({ account: context.account, name });
  return pipeline;
}

/** @throws AwsError PipelineExecutionNotFoundException */
export function executionOf(context: ServiceContext, pipeline: string, id: string): ExecutionRecord {
  const execution = context.kernel.table(executionsTable).get(id);
  if (execution?.pipeline !== pipeline) throw errors.PipelineExecutionNotFoundException();
  return execution;
}

export const modeOf = (execution: Pick<ExecutionRecord, 'declaration'>): string =>
  execution.declaration.executionMode ?? 'SUPERSEDED';

export interface StartOptions {
  readonly trigger: ExecutionRecord['trigger'];
  readonly variables?: ExecutionRecord['variables'];
  readonly overrides?: ExecutionRecord['overrides'];
}

/** Starts an execution of a pipeline as it is now. @throws AwsError */
export function startExecution(
  context: ServiceContext,
  pipeline: PipelineRecord,
  options: StartOptions,
): ExecutionRecord {
  const { declaration, name } = pipeline;
  const executions = context.kernel.table(executionsTable);
  if (modeOf(pipeline) !== 'SUPERSEDED' && executions.by('active', name).length >= ACTIVE_EXECUTIONS_MAX)
    throw errors.ConcurrentPipelineExecutionsLimitExceededException();
  const id = context.kernel.chance.uuid(`codepipeline/${name}/execution`);
  const fact = context.record('codepipeline.execution.started', pipeline.arn, {
    pipeline: name,
    execution: id,
    trigger: options.trigger.type,
  });
  const execution = executions.put(id, {
    id,
    pipeline: name,
    declaration,
    status: 'InProgress',
    startedAt: context.now,
    updatedAt: context.now,
    trigger: options.trigger,
    variables: options.variables ?? [],
    overrides: options.overrides ?? {},
    stage: 0,
    waiting: false,
    stages: {},
    artifacts: {},
    revisions: [],
    outputs: {},
    attempt: 1,
    fact,
  });
  context.kernel.because(fact, () => {
    emitExecution(context, execution, 'STARTED');
    beginMachine(context, execution, 0, false);
  });
  return execution;
}

/** Begins the lifecycle of an execution at a stage: of a new one, or of one that is retried. */
export function beginMachine(context: ServiceContext, execution: ExecutionRecord, stage: number, retry: boolean): void {
  context.begin('execution', execution.id, {
    stage,
    stages: execution.declaration.stages!.length,
    transitionMs: drawDuration(context.kernel, 'transition', execution.pipeline),
    retry,
  });
}

/** Changes an execution's record. */
export function changeExecution(
  context: ServiceContext,
  id: string,
  change: Partial<ExecutionRecord>,
): ExecutionRecord {
  return context.kernel.table(executionsTable).patch(id, { ...change, updatedAt: context.now });
}

/** Who is in and in front of a stage. */
export const slotOf = (context: ServiceContext, pipeline: string, stage: string): StageSlot =>
  context.kernel.table(stageSlotsTable).get(slotKey(pipeline, stage)) ?? {
    pipeline,
    inside: [],
    waiting: [],
    runs: {},
  };

export const putSlot = (context: ServiceContext, pipeline: string, stage: string, slot: StageSlot): void =>
  void context.kernel.table(stageSlotsTable).put(slotKey(pipeline, stage), slot);

const stageName = (execution: ExecutionRecord, index: number): string => execution.declaration.stages![index]!.name!;

/** An execution has come to the entry of a stage: it goes in, or waits, and in SUPERSEDED mode replaces who waits. */
export function arrive(context: ServiceContext, id: string, stage: number): void {
  const execution = changeExecution(context, id, { stage, waiting: true });
  const name = stageName(execution, stage);
  const slot = slotOf(context, execution.pipeline, name);
  const superseded = modeOf(execution) === 'SUPERSEDED' ? slot.waiting : [];
  const waiting = [...slot.waiting.filter((other) => !superseded.includes(other)), id];
  putSlot(context, execution.pipeline, name, { ...slot, waiting });
  for (const old of superseded) {
    changeExecution(context, old, { statusSummary: `Superseded by pipeline execution ${id}` });
    context.send('execution', old, { type: 'SUPERSEDE' });
  }
  admit(context, execution.pipeline, name);
}

/** Whether the way into a stage is open. */
export function isOpen(context: ServiceContext, pipelineName: string, stage: string): boolean {
  const pipeline = context.kernel.table(pipelinesTable).get(pipelineName);
  if (!pipeline) return false;
  const names = pipeline.declaration.stages!.map(({ name }) => name!);
  const before = names[names.indexOf(stage) - 1];
  return (
    !(`Inbound/${stage}` in pipeline.disabled) && !(before !== undefined && `Outbound/${before}` in pipeline.disabled)
  );
}

/** Lets in whoever may go into a stage now. */
export function admit(context: ServiceContext, pipeline: string, stage: string): void {
  for (;;) {
    const slot = slotOf(context, pipeline, stage);
    const next = slot.waiting[0];
    if (next === undefined || !isOpen(context, pipeline, stage)) return;
    const execution = context.kernel.table(executionsTable).must(next);
    if (slot.inside.length > 0 && modeOf(execution) !== 'PARALLEL') return;
    const waiting = slot.waiting.slice(1);
    putSlot(context, pipeline, stage, { ...slot, waiting, inside: [...slot.inside, next], latest: next });
    context.kernel.because(execution.fact, () => context.send('execution', next, { type: 'ENTER' }));
  }
}

/** An execution is in a stage: its actions begin. */
export function enterStage(context: ServiceContext, id: string, stage: number): void {
  const before = context.kernel.table(executionsTable).must(id);
  const name = stageName(before, stage);
  const execution = changeExecution(context, id, {
    waiting: false,
    stage,
    stages: { ...before.stages, [name]: 'InProgress' },
  });
  const fact = context.record('codepipeline.stage.started', context.arn('codepipeline', execution.pipeline), {
    pipeline: execution.pipeline,
    execution: id,
    stage: name,
  });
  context.kernel.because(fact, () => {
    emitStage(context, execution, name, execution.retry ? 'RESUMED' : 'STARTED');
    beginStage(context, execution, stage);
  });
}

/** No further group of actions begins; `abandon` in the execution's stop says whether those under way are left. */
export function haltStage(context: ServiceContext, id: string, stage: number): void {
  const execution = context.kernel.table(executionsTable).must(id);
  const name = stageName(execution, stage);
  changeExecution(context, id, { stages: { ...execution.stages, [name]: 'Stopping' } });
  context.send('stage', `${id}/${name}`, { type: 'HALT' });
}

const ENDS: Readonly<Record<string, { fact: string; state: string }>> = {
  Succeeded: { fact: 'succeeded', state: 'SUCCEEDED' },
  Failed: { fact: 'failed', state: 'FAILED' },
  Stopped: { fact: 'stopped', state: 'STOPPED' },
  Superseded: { fact: 'superseded', state: 'SUPERSEDED' },
  Cancelled: { fact: 'cancelled', state: 'CANCELED' },
};

/** An execution has ended; where it waited, it waits no longer. */
export function finish(context: ServiceContext, id: string, status: ExecutionStatus): void {
  const before = context.kernel.table(executionsTable).must(id);
  const execution = changeExecution(context, id, { status, waiting: false });
  const name = stageName(before, before.stage);
  const slot = slotOf(context, execution.pipeline, name);
  if (slot.waiting.includes(id)) {
    putSlot(context, execution.pipeline, name, { ...slot, waiting: slot.waiting.filter((other) => other !== id) });
  }
  const { fact: word, state } = ENDS[status]!;
  const fact = context.record(`codepipeline.execution.${word}`, context.arn('codepipeline', execution.pipeline), {
    pipeline: execution.pipeline,
    execution: id,
    ...(execution.commit ? { commitId: execution.commit.commitId } : {}),
    ...(status === 'Failed' ? { stage: name } : {}),
  });
  context.kernel.because(fact, () => emitExecution(context, execution, state));
}
