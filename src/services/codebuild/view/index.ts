// CodeBuild for pictures: builds with their phases, and the commands that ran in each.
import { recordOf, recordsOf, versionOf, type Status, type Tables, type Version } from '../../../diagram/parts.ts';
import { buildsTable, PHASES, type BuildRecord, type CommandRecord } from '../model.ts';

export interface PhaseView {
  readonly name: string;
  readonly status: Status;
  /** How long it took, or has taken so far, in ms; absent when it has not begun. */
  readonly tookMs?: number;
  readonly message?: string;
}

export interface CommandView {
  readonly phase: string;
  readonly command: string;
  readonly status: Status;
  readonly tookMs: number;
  readonly firstLine: number;
  readonly lastLine?: number;
}

export interface BuildView {
  readonly id: string;
  readonly project: string;
  readonly number: number;
  readonly status: Status;
  /** As CodeBuild words it. */
  readonly word: string;
  readonly phase: string;
  readonly version?: Version;
  readonly image: string;
  readonly compute: string;
  readonly tookMs: number;
  readonly phases: readonly PhaseView[];
  readonly commands: readonly CommandView[];
  readonly log?: { readonly group: string; readonly stream: string };
  readonly fact: number;
  readonly failure?: number;
}

const STATUS: Readonly<Record<string, Status>> = {
  IN_PROGRESS: 'running',
  SUCCEEDED: 'good',
  FAILED: 'bad',
  TIMED_OUT: 'bad',
  STOPPED: 'stopped',
};

/** All builds, oldest first. */
export const buildsOf = (tables: Tables, now: number): readonly BuildView[] =>
  recordsOf<BuildRecord>(tables, buildsTable.name).map((build) => viewOf(tables, build, now));

/** The build that began last. */
export function latestBuildOf(tables: Tables, now: number): BuildView | undefined {
  const build = recordsOf<BuildRecord>(tables, buildsTable.name).at(-1);
  return build && viewOf(tables, build, now);
}

/** One build by its id, `<project>:<uuid>`. */
export function buildOf(tables: Tables, id: string, now: number): BuildView | undefined {
  const build = recordOf<BuildRecord>(tables, buildsTable.name, id);
  return build && viewOf(tables, build, now);
}

function viewOf(tables: Tables, build: BuildRecord, now: number): BuildView {
  const version = versionOf(tables, build.commit?.commitId);
  return {
    id: build.id,
    project: build.projectName,
    number: build.number,
    status: STATUS[build.status]!,
    word: build.status,
    phase: build.phase,
    image: build.settings.environment?.image ?? '',
    compute: build.settings.environment?.computeType ?? '',
    tookMs: (build.endedAt ?? now) - build.startedAt,
    phases: PHASES.map((name) => phaseOf(build, name, now)),
    commands: build.commands.map((command) => commandOf(command, now)),
    fact: build.fact,
    ...(version ? { version } : {}),
    ...(build.logGroup && build.logStream ? { log: { group: build.logGroup, stream: build.logStream } } : {}),
    ...(build.failure === undefined ? {} : { failure: build.failure }),
  };
}

function phaseOf(build: BuildRecord, name: (typeof PHASES)[number], now: number): PhaseView {
  const phase = build.phases.find(({ phaseType }) => phaseType === name);
  if (!phase) return { name, status: 'none' };
  const message = phase.contexts?.find((context) => context.message)?.message;
  // COMPLETED has no status of its own: it is a moment, and it is over at once.
  const status = phase.status ? STATUS[phase.status]! : name === 'COMPLETED' ? 'good' : 'running';
  const tookMs = name === 'COMPLETED' ? 0 : (phase.endedAt ?? now) - phase.startedAt;
  return message ? { name, status, tookMs, message } : { name, status, tookMs };
}

function commandOf(command: CommandRecord, now: number): CommandView {
  const status = command.endedAt === undefined ? 'running' : command.status === 0 ? 'good' : 'bad';
  return {
    phase: command.phase,
    command: command.command,
    status,
    tookMs: (command.endedAt ?? now) - command.startedAt,
    firstLine: command.firstLine,
    ...(command.lastLine === undefined ? {} : { lastLine: command.lastLine }),
  };
}
