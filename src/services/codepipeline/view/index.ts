// CodePipeline for pictures: the stages of a pipeline, what is in each, and the runs of their actions.
import { recordOf, recordsOf, versionOf, type Status, type Tables, type Version } from '../../../diagram/parts.ts';
import {
  actionRunsTable,
  executionsTable,
  pipelinesTable,
  slotKey,
  stageSlotsTable,
  type ActionRun,
  type ExecutionRecord,
  type PipelineRecord,
  type Stage,
  type StageSlot,
} from '../model.ts';

export interface ActionView {
  readonly name: string;
  readonly provider: string;
  readonly status: Status;
  /** As AWS words it; empty when it never ran. */
  readonly word: string;
  readonly startedAt?: number;
  readonly updatedAt?: number;
  readonly summary?: string;
  readonly error?: { readonly code: string; readonly message: string };
  /** A build id or a deployment id. */
  readonly externalId?: string;
  readonly configuration: Readonly<Record<string, string>>;
  readonly fact?: number;
}

export interface StageView {
  readonly name: string;
  readonly status: Status;
  readonly word: string;
  readonly version?: Version;
  readonly execution?: string;
  /** Executions that wait in front of it. */
  readonly waiting: number;
  readonly actions: readonly ActionView[];
}

export interface PipelineView {
  readonly name: string;
  readonly mode: string;
  readonly stages: readonly StageView[];
  /** The execution that began last. */
  readonly execution?: string;
  readonly executionStatus?: string;
  readonly executions: number;
}

const STATUS: Readonly<Record<string, Status>> = {
  InProgress: 'running',
  Stopping: 'running',
  Succeeded: 'good',
  Failed: 'bad',
  Stopped: 'stopped',
  Cancelled: 'stopped',
  Abandoned: 'stopped',
  Superseded: 'stopped',
};

/** All pipelines as they are at this moment. */
export const pipelinesOf = (tables: Tables): readonly PipelineView[] =>
  recordsOf<PipelineRecord>(tables, pipelinesTable.name).map((record) => viewOf(tables, record));

/** One pipeline. */
export function pipelineOf(tables: Tables, name: string): PipelineView | undefined {
  const record = recordOf<PipelineRecord>(tables, pipelinesTable.name, name);
  return record && viewOf(tables, record);
}

function viewOf(tables: Tables, { name, declaration }: PipelineRecord): PipelineView {
  const executions = recordsOf<ExecutionRecord>(tables, executionsTable.name).filter((one) => one.pipeline === name);
  const latest = executions.at(-1);
  return {
    name,
    mode: declaration.executionMode ?? 'SUPERSEDED',
    stages: (declaration.stages ?? []).map((stage) => stageOf(tables, name, stage)),
    executions: executions.length,
    ...(latest ? { execution: latest.id, executionStatus: latest.status } : {}),
  };
}

function stageOf(tables: Tables, pipeline: string, stage: Stage): StageView {
  const slot = recordOf<StageSlot>(tables, stageSlotsTable.name, slotKey(pipeline, stage.name ?? ''));
  const execution = slot?.latest ? recordOf<ExecutionRecord>(tables, executionsTable.name, slot.latest) : undefined;
  const word = execution?.stages[stage.name ?? ''] ?? '';
  const version = versionOf(tables, execution?.commit?.commitId);
  return {
    name: stage.name ?? '',
    status: STATUS[word] ?? 'none',
    word,
    waiting: slot?.waiting.length ?? 0,
    actions: (stage.actions ?? []).map((action) => actionOf(tables, action, slot)),
    ...(version ? { version } : {}),
    ...(execution ? { execution: execution.id } : {}),
  };
}

function actionOf(
  tables: Tables,
  action: NonNullable<Stage['actions']>[number],
  slot: StageSlot | undefined,
): ActionView {
  const runId = slot?.runs[action.name ?? ''];
  const run = runId === undefined ? undefined : recordOf<ActionRun>(tables, actionRunsTable.name, runId);
  return {
    name: action.name ?? '',
    provider: action.actionTypeId?.provider ?? '',
    status: run ? (run.token && run.status === 'InProgress' ? 'waiting' : (STATUS[run.status] ?? 'none')) : 'none',
    word: run?.status ?? '',
    configuration: (action.configuration ?? {}) as Record<string, string>,
    ...(run ? { startedAt: run.startedAt, updatedAt: run.updatedAt, fact: run.fact } : {}),
    ...(run?.summary ? { summary: run.summary } : {}),
    ...(run?.error ? { error: run.error } : {}),
    ...(run?.externalId ? { externalId: run.externalId } : {}),
  };
}
