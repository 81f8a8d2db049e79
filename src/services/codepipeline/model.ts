// What CodePipeline keeps: pipelines, executions, runs of actions, and who is in or in front of which stage.
import type { ActionDeclaration, PipelineDeclaration, StageDeclaration } from '@aws-sdk/client-codepipeline';
import { defineTable } from '../../kernel/store.ts';
import type { Lineage } from '../../aws/lineage.ts';
import type { Plain } from '../../aws/service.ts';

export type Declaration = Plain<PipelineDeclaration>;
export type Stage = Plain<StageDeclaration>;
export type Action = Plain<ActionDeclaration>;

export interface TransitionRecord {
  readonly reason: string;
  readonly by: string;
  readonly at: number;
}

export interface PipelineRecord {
  readonly name: string;
  readonly arn: string;
  readonly declaration: Declaration;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Transitions that are disabled, keyed `Inbound/<stage>` or `Outbound/<stage>`. */
  readonly disabled: Readonly<Record<string, TransitionRecord>>;
  /** When a transition was last enabled again, keyed like `disabled`. */
  readonly enabled: Readonly<Record<string, Omit<TransitionRecord, 'reason'>>>;
  /** The revision that each source action last took, by action name. */
  readonly revisions: Readonly<Record<string, string>>;
}

export type ExecutionStatus =
  'Cancelled' | 'InProgress' | 'Stopped' | 'Stopping' | 'Succeeded' | 'Superseded' | 'Failed';
export type StageStatus = 'Cancelled' | 'InProgress' | 'Failed' | 'Stopped' | 'Stopping' | 'Succeeded';
export type ActionStatus = 'InProgress' | 'Abandoned' | 'Succeeded' | 'Failed';

/** An artifact as it lies in the bucket. */
export interface ArtifactPlace {
  readonly name: string;
  readonly bucket: string;
  readonly key: string;
  readonly revision?: SourceRevision;
}

export interface SourceRevision {
  readonly actionName: string;
  readonly revisionId: string;
  readonly summary: string;
  readonly url: string;
  readonly created: number;
}

export interface ExecutionRecord {
  readonly id: string;
  readonly pipeline: string;
  /** The pipeline as it was when the execution started. */
  readonly declaration: Declaration;
  readonly status: ExecutionStatus;
  readonly statusSummary?: string;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly trigger: { readonly type: string; readonly detail: string };
  readonly variables: readonly { readonly name: string; readonly value: string }[];
  /** Revisions that the start named, by source action. */
  readonly overrides: Readonly<Record<string, string>>;
  /** Index of the stage that it is in, in front of, or ended in. */
  readonly stage: number;
  /** True while it waits in front of that stage. */
  readonly waiting: boolean;
  /** How far each stage came that it entered, by name. */
  readonly stages: Readonly<Record<string, StageStatus>>;
  readonly artifacts: Readonly<Record<string, ArtifactPlace>>;
  readonly revisions: readonly SourceRevision[];
  /** What actions gave, by namespace. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly stop?: { readonly reason: string; readonly abandon: boolean };
  readonly attempt: number;
  /** Set while a stage is retried. */
  readonly retry?: 'FAILED_ACTIONS' | 'ALL_ACTIONS';
  /** The commit that it carries. */
  readonly commit?: Lineage;
  readonly fact: number;
}

export interface ActionRun {
  readonly id: string;
  readonly pipeline: string;
  readonly execution: string;
  readonly stage: string;
  readonly action: string;
  readonly version: number;
  readonly status: ActionStatus;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly updatedBy?: string;
  readonly resolved: Readonly<Record<string, string>>;
  readonly inputs: readonly ArtifactPlace[];
  readonly outputs: readonly ArtifactPlace[];
  readonly variables: Readonly<Record<string, string>>;
  readonly externalId?: string;
  readonly externalUrl?: string;
  readonly summary?: string;
  readonly error?: { readonly code: string; readonly message: string };
  /** Of a manual approval. */
  readonly token?: string;
  /** `<service>/<id>` of what it waits for elsewhere. */
  readonly awaits?: string;
  readonly fact: number;
}

/** Who is in and in front of a stage. */
export interface StageSlot {
  readonly pipeline: string;
  /** Executions in the stage; more than one only in PARALLEL mode. */
  readonly inside: readonly string[];
  /** In order of arrival; SUPERSEDED mode keeps one. */
  readonly waiting: readonly string[];
  /** The execution that was last let in. */
  readonly latest?: string;
  /** The last run of each action, by its name. */
  readonly runs: Readonly<Record<string, string>>;
}

/** Keyed by name. */
export const pipelinesTable = defineTable<PipelineRecord>('codepipeline.pipelines');
/** Keyed by id. */
export const executionsTable = defineTable<ExecutionRecord>('codepipeline.executions', {
  pipeline: (e) => e.pipeline,
  active: (e) => (e.status === 'InProgress' || e.status === 'Stopping' ? e.pipeline : undefined),
});
/** Keyed by id. */
export const actionRunsTable = defineTable<ActionRun>('codepipeline.actionRuns', {
  pipeline: (r) => r.pipeline,
  execution: (r) => r.execution,
  awaits: (r) => (r.status === 'InProgress' ? r.awaits : undefined),
});
/** Keyed by `slotKey`. */
export const stageSlotsTable = defineTable<StageSlot>('codepipeline.stageSlots', { pipeline: (s) => s.pipeline });

export const slotKey = (pipeline: string, stage: string): string => `${pipeline}/${stage}`;

/** Executions that may be in progress at once in QUEUED and PARALLEL mode. */
export const ACTIVE_EXECUTIONS_MAX = 50;
