// What CodeBuild keeps: projects, and builds with their phases and commands.
import type { Build, Project, StartBuildCommandInput } from '@aws-sdk/client-codebuild';
import { defineTable } from '../../kernel/store.ts';
import type { Plain } from '../../aws/service.ts';

/** The eleven phases, in order. */
export const PHASES = [
  'SUBMITTED',
  'QUEUED',
  'PROVISIONING',
  'DOWNLOAD_SOURCE',
  'INSTALL',
  'PRE_BUILD',
  'BUILD',
  'POST_BUILD',
  'UPLOAD_ARTIFACTS',
  'FINALIZING',
  'COMPLETED',
] as const;
export type PhaseType = (typeof PHASES)[number];
export type PhaseStatus = 'SUCCEEDED' | 'FAILED' | 'STOPPED' | 'TIMED_OUT';
export type BuildStatus = 'IN_PROGRESS' | PhaseStatus;

export interface PhaseContext {
  readonly statusCode: string;
  readonly message: string;
}

export interface PhaseRecord {
  readonly phaseType: PhaseType;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly status?: PhaseStatus;
  readonly contexts?: readonly PhaseContext[];
}

/** One command of the buildspec, as it ran. */
export interface CommandRecord {
  readonly phase: PhaseType;
  readonly command: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly status?: number;
  /** Index in the build's log of the line that announces it. */
  readonly firstLine: number;
  readonly lastLine?: number;
}

/** A project as the API shows it, and the number that its last build got. */
export interface ProjectRecord {
  readonly project: Plain<Project>;
  readonly lastBuildNumber: number;
}

/** What CodePipeline says of the execution that it starts a build for. */
export interface PipelineRun {
  readonly pipelineName: string;
  readonly executionId: string;
  readonly actionName: string;
}

/** Where an artifact of a build goes when CodePipeline asked for it. */
export interface ArtifactTarget {
  /** Name in the pipeline; the only one takes the buildspec's `artifacts`. */
  readonly name: string;
  readonly bucket: string;
  readonly key: string;
}

export interface BuildRecord {
  readonly id: string;
  readonly uuid: string;
  readonly arn: string;
  readonly projectName: string;
  readonly number: number;
  readonly status: BuildStatus;
  readonly phase: PhaseType;
  readonly phases: readonly PhaseRecord[];
  readonly commands: readonly CommandRecord[];
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly initiator: string;
  /** The project's settings with the overrides of StartBuild. */
  readonly settings: Plain<Project>;
  readonly sourceVersion?: string;
  readonly secondarySourceVersions: readonly { readonly sourceIdentifier: string; readonly sourceVersion: string }[];
  readonly resolvedSourceVersion?: string;
  readonly logGroup?: string;
  readonly logStream?: string;
  readonly logLines: number;
  readonly artifacts?: Plain<NonNullable<Build['artifacts']>>;
  readonly exportedVariables?: readonly { readonly name: string; readonly value: string }[];
  /** Folder of the primary source in the container. */
  readonly sourceDirectory: string;
  readonly pipeline?: PipelineRun;
  readonly targets?: readonly ArtifactTarget[];
  /** The commit that is built, where the world knows it. */
  readonly commit?: { readonly commitId: string; readonly repositoryName: string };
  /** The request, for RetryBuild. */
  readonly request: Plain<StartBuildCommandInput>;
  readonly retryNumber: number;
  /** Fact of its start, and of what first went wrong in it. */
  readonly fact: number;
  readonly failure?: number;
}

/** Keyed by name. */
export const projectsTable = defineTable<ProjectRecord>('codebuild.projects');
/** Keyed by build id, `<project>:<uuid>`. */
export const buildsTable = defineTable<BuildRecord>('codebuild.builds', {
  project: (build) => build.projectName,
  active: (build) => (build.status === 'IN_PROGRESS' ? activity(build) : undefined),
});

/** Whether a build still waits for a machine. */
const activity = (build: BuildRecord): 'waiting' | 'running' =>
  build.phase === 'SUBMITTED' || build.phase === 'QUEUED' ? 'waiting' : 'running';

/** How many builds run at once; further ones wait in QUEUED, five times as many at most. */
export const CONCURRENT_BUILDS = 20;
export const QUEUED_BUILDS_MAX = 5 * CONCURRENT_BUILDS;
/** Lines of log that one build may write. */
export const LOG_LINES_MAX = 15_000;
