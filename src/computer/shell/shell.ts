// The shell, for those who run scripts and lines in it: terminals, builds, agents.
import { BrokenPipe } from '../io.ts';
import { ExitShell, ReturnFromFunction } from './control.ts';
import { Executor, runExitTrap } from './execute.ts';
import { ShellSyntaxError } from './parse.ts';
import { Shell, type ShellHost } from './runtime.ts';
import type { ShellState } from './state.ts';

export { needsMore, parseShell, ShellSyntaxError } from './parse.ts';
export type { CommandTrace, ShellHost } from './runtime.ts';
export { newShell, type Job, type NewShellOptions, type ShellState, type Variable } from './state.ts';

/** What came of a piece of source. */
export interface ShellResult {
  /** What the shell remembers now. */
  readonly state: ShellState;
  readonly status: number;
  /** Whether the shell ended (`exit`, `set -e`): nothing more is to be run in it. */
  readonly exited: boolean;
}

export interface RunOptions {
  /** The name of the script, for messages and traces; the shell's own name unless told. */
  readonly script?: string;
  /** True when nothing follows: traps for EXIT run at the end. */
  readonly last?: boolean;
}

/**
 * Runs `source` in a shell that remembers `state`. Output streams in order as it comes.
 * @throws TaskAborted when `host.task` is told to end.
 */
export async function runShell(
  host: ShellHost,
  state: ShellState,
  source: string,
  options: RunOptions = {},
): Promise<ShellResult> {
  const shell = new Shell(host, state, options.script ?? state.name);
  const executor = new Executor(shell);
  let exited = false;
  try {
    await executor.source(source, state.name);
  } catch (error) {
    if (error instanceof ExitShell) {
      shell.status = error.status;
      exited = true;
    } else if (error instanceof ReturnFromFunction) shell.status = error.status;
    else if (error instanceof BrokenPipe) shell.status = 141;
    else if (error instanceof ShellSyntaxError) {
      await shell.complain(error.message);
      shell.status = 2;
    } else throw error;
  }
  if (exited || options.last) shell.status = await runExitTrap(executor);
  return { state: shell.save(), status: shell.status, exited };
}
