// The work of the phases that run in the container, from DOWNLOAD_SOURCE to UPLOAD_ARTIFACTS.
import type { RoleSession, TaskContext } from '../../aws/service.ts';
import type { Computer } from '../../computer/computer.ts';
import { dirname } from '../../computer/disk/path.ts';
import { BuildspecError, COMMAND_PHASES, type Buildspec, type CommandPhase } from './buildspec.ts';
import type { BuildLog } from './buildLog.ts';
import { BuildShell } from './buildShell.ts';
import { buildOf } from './buildState.ts';
import { runCommands } from './commands.ts';
import { drawDuration } from './durations.ts';
import { codebuildVariables, ownVariables } from './environment.ts';
import { PhaseFailure } from './failure.ts';
import { buildsTable, type PhaseType } from './model.ts';
import { parseBuildspec } from './parseBuildspec.ts';
import { chooseRuntime } from './runtimes.ts';
import { fetchSource, sourceRequests } from './source.ts';
import { uploadArtifacts } from './upload.ts';

/** A build under way: what its task holds. */
export interface Job {
  readonly context: TaskContext;
  readonly id: string;
  readonly session: RoleSession;
  readonly log: BuildLog;
  readonly computer: Computer;
  spec?: Buildspec;
  shell?: BuildShell;
}

const COMMANDS_OF: Readonly<Partial<Record<PhaseType, CommandPhase>>> = {
  INSTALL: 'install',
  PRE_BUILD: 'pre_build',
  BUILD: 'build',
  POST_BUILD: 'post_build',
};

/** Does the work of one phase. @throws PhaseFailure */
export async function workPhase(job: Job, phase: PhaseType): Promise<void> {
  const name = COMMANDS_OF[phase];
  if (phase === 'DOWNLOAD_SOURCE') await downloadSource(job);
  else if (phase === 'UPLOAD_ARTIFACTS') await uploadArtifacts(job);
  else if (name) await runPhase(job, phase, name);
}

async function downloadSource(job: Job): Promise<void> {
  const { context, id, log } = job;
  const wait = (what: Parameters<typeof drawDuration>[1]): Promise<void> =>
    context.task.sleep(drawDuration(context.kernel, what, buildOf(context, id).projectName));
  log.agent('Running on CodeBuild On-demand');
  log.agent('Waiting for agent ping');
  await wait('agent');
  log.agent('Waiting for DOWNLOAD_SOURCE');
  await wait('download');
  const directories = await placeSources(job);
  log.agent('Phase is DOWNLOAD_SOURCE');
  const build = buildOf(context, id);
  log.agent(`CODEBUILD_SRC_DIR=${build.sourceDirectory}`);
  job.spec = readBuildspec(job);
  for (const phase of COMMAND_PHASES) {
    if (job.spec.phases[phase]?.commands.length === 0) log.agent(`No commands found for phase name: ${phase}`);
  }
  log.agent(CLIENT_LINES[build.settings.source?.type ?? ''] ?? CLIENT_LINES.S3!);
  log.agent('Processing environment variables');
  const own = await ownVariables(build, job.spec, job.session, log);
  await wait('prepare');
  const environment = { ...codebuildVariables(context, build), ...directories, ...own };
  job.shell = new BuildShell(job.computer, environment, build.sourceDirectory, job.spec, log);
  await installRuntimes(job);
  log.agent(`Moving to directory ${build.sourceDirectory}`);
  tellOfCache(job.spec, log);
  log.agent('Registering with agent');
  tellOfPhases(job.spec, log);
}

const CLIENT_LINES: Readonly<Record<string, string>> = {
  CODECOMMIT: 'Not setting HTTP client timeout for source type codecommit',
  S3: 'Setting HTTP client timeout to higher timeout for S3 source',
};

/** Fetches all sources and puts them on the container's disk; gives the variables that name their folders. */
async function placeSources(job: Job): Promise<Record<string, string>> {
  const { context, id, computer } = job;
  const builds = context.kernel.table(buildsTable);
  const directories: Record<string, string> = {};
  for (const { identifier, ...request } of sourceRequests(builds.must(id))) {
    const { tree, resolvedVersion, commit } = await fetchSource(context, job.session, request);
    const { sourceDirectory } = builds.must(id);
    if (identifier === undefined) {
      computer.files('root').graft(sourceDirectory, tree);
      builds.patch(id, {
        ...(resolvedVersion ? { resolvedSourceVersion: resolvedVersion } : {}),
        ...(commit ? { commit } : {}),
      });
    } else {
      const place = `${dirname(sourceDirectory)}/${identifier}`;
      computer.files('root').graft(place, tree);
      directories[`CODEBUILD_SRC_DIR_${identifier}`] = place;
    }
  }
  return directories;
}

function readBuildspec(job: Job): Buildspec {
  const { settings, sourceDirectory } = buildOf(job.context, job.id);
  const given = settings.source?.buildspec ?? '';
  const inline = given.includes('\n') || given.trimStart().startsWith('{') || /^version\s*:/.test(given);
  const path = inline ? '/codebuild/readonly/buildspec.yml' : `${sourceDirectory}/${given || 'buildspec.yml'}`;
  const files = job.computer.files('root');
  if (inline) {
    files.mkdir('/codebuild/readonly', { recursive: true });
    files.writeFile(path, given);
  }
  job.log.agent(`YAML location is ${path}`);
  if (files.isDirectory(path)) throw new PhaseFailure('YAML_FILE_ERROR', `read ${path}: is a directory`);
  if (!files.isFile(path)) throw new PhaseFailure('YAML_FILE_ERROR', `stat ${path}: no such file or directory`);
  try {
    return parseBuildspec(files.readText(path));
  } catch (error) {
    if (error instanceof BuildspecError) throw new PhaseFailure('YAML_FILE_ERROR', error.message);
    throw error;
  }
}

async function installRuntimes({ context, id, log, spec }: Job): Promise<void> {
  if (spec!.runtimes.length === 0) {
    log.agent('No runtime version selected in buildspec.');
    return;
  }
  for (const { name, version } of spec!.runtimes) {
    const choice = chooseRuntime(name, version);
    if (typeof choice === 'string') throw new PhaseFailure('YAML_FILE_ERROR', choice);
    log.agent(`Selecting '${name}' runtime version '${version}' based on manual selections...`);
    for (const { command, output } of choice.lines) {
      log.agent(`Running command ${command}`);
      log.output(output);
      log.endOutput(true);
    }
    await context.task.sleep(drawDuration(context.kernel, 'runtime', buildOf(context, id).projectName));
  }
}

function tellOfCache(spec: Buildspec, log: BuildLog): void {
  if (spec.cachePaths.length === 0) {
    log.agent('Cache is not defined in the buildspec');
    log.agent('Skip cache due to: no paths specified to be cached');
  } else {
    log.agent('Slipway does not simulate caches: every build begins without one.');
  }
}

function tellOfPhases(spec: Buildspec, log: BuildLog): void {
  const present = COMMAND_PHASES.filter((phase) => spec.phases[phase]);
  log.agent(`Phases found in YAML: ${present.length}`);
  for (const phase of present) log.agent(` ${phase.toUpperCase()}: ${spec.phases[phase]!.commands.length} commands`);
}

/** Runs the commands of one phase, again and again where `on-failure: RETRY` says so. @throws PhaseFailure */
async function runPhase(job: Job, phase: PhaseType, name: CommandPhase): Promise<void> {
  const { context, id, log, spec } = job;
  const { task, kernel } = context;
  await task.sleep(drawDuration(kernel, 'phase', buildOf(context, id).projectName));
  log.agent(`Entering phase ${phase}`);
  const section = spec!.phases[name];
  const retry = section?.onFailure?.kind === 'RETRY' ? section.onFailure : undefined;
  for (let attempt = 0; ; attempt++) {
    try {
      if (section) await runCommands(job, phase, section);
      break;
    } catch (error) {
      const again =
        error instanceof PhaseFailure && retry && attempt < retry.attempts && matches(retry.pattern, error.message);
      if (!again) throw error;
    }
  }
  if (phase === 'POST_BUILD') exportVariables(job);
}

function matches(pattern: string, message: string): boolean {
  try {
    return new RegExp(pattern).test(message);
  } catch {
    return false;
  }
}

/** Keeps the values of exported variables as they are now. */
export function exportVariables({ context, id, spec, shell }: Job): void {
  const exported = (spec?.exportedVariables ?? [])
    .filter((name) => !name.startsWith('AWS_') && !(name in spec!.parameterStore) && !(name in spec!.secretsManager))
    .flatMap((name) => {
      const value = shell?.value(name);
      return value === undefined ? [] : [{ name, value }];
    });
  if (exported.length > 0) context.kernel.table(buildsTable).patch(id, { exportedVariables: exported });
}
