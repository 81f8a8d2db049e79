// Running the commands of a phase, one by one, with a record and a fact for each.
import type { PhaseSpec } from './buildspec.ts';
import { buildOf } from './buildState.ts';
import { PhaseFailure } from './failure.ts';
import { buildsTable, type CommandRecord, type PhaseType } from './model.ts';
import type { Job } from './phases.ts';

/** Commands, then those of `finally`, which run whatever happened before. @throws PhaseFailure */
export async function runCommands(job: Job, phase: PhaseType, section: PhaseSpec): Promise<void> {
  let failure = await runList(job, phase, section.commands, section.runAs);
  failure = (await runList(job, phase, section.finally, section.runAs)) ?? failure;
  if (failure) throw failure;
}

/** Runs until one fails; gives that failure. */
async function runList(
  job: Job,
  phase: PhaseType,
  list: readonly string[],
  runAs: string | undefined,
): Promise<PhaseFailure | undefined> {
  for (const command of list) {
    const failure = await runCommand(job, phase, command, runAs);
    if (failure) return failure;
  }
  return undefined;
}

async function runCommand(
  job: Job,
  phase: PhaseType,
  command: string,
  runAs: string | undefined,
): Promise<PhaseFailure | undefined> {
  const { context, log, shell } = job;
  const text = command.replace(/\n+$/, '');
  const firstLine = log.length;
  log.agent(`Running command ${text}`);
  const at = remember(job, { phase, command: text, startedAt: context.now, firstLine });
  const status = await shell!.run(command, context.task, runAs);
  const lastLine = log.length;
  log.endOutput(true);
  change(job, at, { endedAt: context.now, status, lastLine });
  const detail = { build: job.id, phase, command: text, status, line: firstLine };
  const { arn } = buildOf(context, job.id);
  if (status === 0) {
    context.record('codebuild.command.succeeded', arn, detail);
    return undefined;
  }
  const fact = context.record('codebuild.command.failed', arn, { ...detail, output: shell!.lastOutput });
  log.agent(`Command did not exit successfully ${text} exit status ${status}`);
  const message = `Error while executing command: ${text}. Reason: exit status ${status}`;
  return new PhaseFailure('COMMAND_EXECUTION_ERROR', message, fact);
}

function remember({ context, id }: Job, command: CommandRecord): number {
  const builds = context.kernel.table(buildsTable);
  const { commands } = builds.must(id);
  builds.patch(id, { commands: [...commands, command] });
  return commands.length;
}

function change({ context, id }: Job, at: number, change: Partial<CommandRecord>): void {
  const builds = context.kernel.table(buildsTable);
  const commands = builds.must(id).commands.map((command, i) => (i === at ? { ...command, ...change } : command));
  builds.patch(id, { commands });
}
