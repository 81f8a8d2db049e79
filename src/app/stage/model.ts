// The one model of the stage: diagram, table and narration are three faces of it. A pure function of a frame.
import type { Frame } from '../../kernel/frames.ts';
import { computersTable, type ComputerRecord } from '../../computer/model.ts';
import { installedTable, type Installed } from '../../aws/lineage.ts';
import { sessionsTable, type SessionRecord } from '../../desk/model.ts';
import type { InstanceBox } from '../../diagram/fleet.ts';
import { recordOf, recordsOf, versionOf, type Tables } from '../../diagram/parts.ts';
import { latestBuildOf, type BuildView } from '../../services/codebuild/view/index.ts';
import { repositoriesOf, type RepositoryView } from '../../services/codecommit/view/index.ts';
import { pipelinesOf, type PipelineView } from '../../services/codepipeline/view/index.ts';
import { parcelsOf, type ParcelView } from '../../services/s3/view/index.ts';
import { t } from '../messages/index.ts';

export interface LaptopView {
  readonly user: string;
  readonly cwd: string;
  /** The last lines entered. */
  readonly lines: readonly string[];
}

export interface StageModel {
  readonly now: number;
  readonly pipelines: readonly PipelineView[];
  readonly repositories: readonly RepositoryView[];
  readonly build?: BuildView;
  readonly parcels: readonly ParcelView[];
  readonly instances: readonly InstanceBox[];
  readonly laptop?: LaptopView;
}

const COMMITS_SHOWN = 5;
const PARCELS_SHOWN = 3;

/** What stands on the stage at one moment. */
export function stageModel({ now, tables }: Pick<Frame, 'now' | 'tables'>): StageModel {
  const build = latestBuildOf(tables, now);
  const laptop = laptopOf(tables);
  return {
    now,
    pipelines: pipelinesOf(tables),
    repositories: repositoriesOf(tables, COMMITS_SHOWN),
    parcels: parcelsOf(tables).slice(-PARCELS_SHOWN),
    instances: instancesOf(tables),
    ...(build ? { build } : {}),
    ...(laptop ? { laptop } : {}),
  };
}

function laptopOf(tables: Tables): LaptopView | undefined {
  const [session] = recordsOf<SessionRecord>(tables, sessionsTable.name);
  if (!session) return undefined;
  const { user, shell, history, running } = session;
  const lines = running ? [...history.slice(-1)] : history.slice(-2);
  return { user, cwd: shell.cwd.replace(new RegExp(`^/home/${user}(?=/|$)`), '~'), lines };
}

/** Instances with what was last put on each. */
export function instancesOf(tables: Tables): readonly InstanceBox[] {
  return recordsOf<ComputerRecord>(tables, computersTable.name)
    .filter(({ kind }) => kind === 'instance')
    .map(({ id, state }, i) => {
      const version = versionOf(tables, recordOf<Installed>(tables, installedTable.name, id)?.commitId);
      const isServing = state === 'running' && version !== undefined;
      const word = isServing ? t.stage.serving : t.stage.notServing;
      const box = { id, number: i + 1, status: 'none', word, serving: isServing } as const;
      return version ? { ...box, version } : box;
    });
}

/** The stage in one sentence, for those who cannot see it. */
export function summaryOf(model: StageModel): string {
  const stages = model.pipelines.flatMap(({ name, stages }) => [
    `${name}: ${stages.map((stage) => `${stage.name} ${t.status[stage.status]}`).join(', ')}`,
  ]);
  const running = new Map<string, number>();
  for (const { version } of model.instances) {
    const name = version ? t.stage.version(version.letter, version.short) : t.stage.noCommit;
    running.set(name, (running.get(name) ?? 0) + 1);
  }
  const fleet = [...running].map(([name, n]) => `${n} × ${name}`).join(', ');
  return t.stage.summary([...stages, ...(fleet ? [`${t.stage.fleetAlone}: ${fleet}`] : [])]);
}
