// The shell that a build's commands run in: one for all phases in buildspec 0.2, a new one for each command in 0.1.
import type { Computer } from '../../computer/computer.ts';
import { Capture, Sink, type Output } from '../../computer/io.ts';
import type { Program } from '../../computer/program.ts';
import { newShell, runShell, type ShellState } from '../../computer/shell/shell.ts';
import type { Task } from '../../kernel/task.ts';
import type { Buildspec } from './buildspec.ts';
import type { BuildLog } from './buildLog.ts';

/** How much of a failing command's output its fact keeps. */
const EXCERPT_CHARACTERS = 2_000;
/** CodeBuild's agent puts each command into a script, behind three lines of its own; shells complain with its name. */
const SCRIPT = '/codebuild/output/tmp/script.sh';
const LINES_BEFORE = '\n\n\n';

/** Runs commands one after the other; what the shell remembers goes from one to the next. */
export class BuildShell {
  readonly #computer: Computer;
  readonly #spec: Buildspec;
  readonly #log: BuildLog;
  readonly #start: ShellState;
  #state: ShellState;
  #lastOutput = '';

  constructor(
    computer: Computer,
    variables: Readonly<Record<string, string>>,
    folder: string,
    spec: Buildspec,
    log: BuildLog,
  ) {
    this.#computer = computer;
    this.#spec = spec;
    this.#log = log;
    this.#start = newShell({
      dialect: dialectOf(spec, computer),
      env: { ...computer.loginEnv('root'), ...variables, OLDPWD: '/codebuild/readonly' },
      cwd: folder,
      name: SCRIPT,
    });
    this.#state = this.#start;
    computer.files('root').mkdir('/codebuild/output/tmp', { recursive: true, mode: 0o777 });
  }

  /** The end of what the last command printed. */
  get lastOutput(): string {
    return this.#lastOutput;
  }

  /** The value of a variable after the last command. */
  value(name: string): string | undefined {
    const value = this.#state.variables[name]?.value;
    return typeof value === 'string' ? value : undefined;
  }

  /** Sets a variable for the commands to come. */
  set(name: string, value: string): void {
    const variables = { ...this.#state.variables, [name]: { value, exported: true } };
    this.#state = { ...this.#state, variables };
  }

  /** Runs a command; its output goes to the log as it comes. Gives its exit status. */
  async run(command: string, task: Task, runAs?: string): Promise<number> {
    this.#lastOutput = '';
    const output = new Sink((text) => {
      this.#lastOutput = (this.#lastOutput + text).slice(-EXCERPT_CHARACTERS);
      this.#log.output(text);
    });
    const { state, status } = await this.#execute(command, output, task, runAs ?? this.#spec.runAs ?? 'root');
    const succeeding = this.value('CODEBUILD_BUILD_SUCCEEDING') ?? '1';
    this.#state = this.#spec.version === '0.1' ? this.#start : state;
    this.set('CODEBUILD_BUILD_SUCCEEDING', succeeding);
    this.set('CODEBUILD_LAST_EXIT', String(status));
    return status;
  }

  /** What the shell makes of `text` between double quotes: the name of an artifact, say. */
  async expand(text: string, task: Task): Promise<string> {
    const output = new Capture();
    await this.#execute(`printf %s "${text}"`, output, task, 'root');
    return output.text;
  }

  async #execute(
    command: string,
    output: Output,
    task: Task,
    user: string,
  ): Promise<{ state: ShellState; status: number }> {
    let state = this.#state;
    const program: Program = {
      name: this.#state.dialect,
      summary: "runs one of a build's commands",
      run: async (context) => {
        const { computer, pid, stdin, stdout, stderr } = context;
        const host = { computer, pid, user, task: context.task, stdin, stdout, stderr };
        const result = await runShell(host, this.#state, LINES_BEFORE + command, { script: SCRIPT });
        state = result.state;
        return result.status;
      },
    };
    const { processes } = this.#computer;
    const argv = [`/bin/${this.#state.dialect}`, SCRIPT];
    const pid = processes.start(program, { argv, env: {}, cwd: this.#state.cwd, user, stdout: output, stderr: output });
    const status = await processes.wait(pid, task);
    return { state, status };
  }
}

/** `sh` unless the buildspec says otherwise; on Amazon Linux that is bash under another name, on Ubuntu dash. */
function dialectOf(spec: Buildspec, computer: Computer): 'bash' | 'sh' {
  if (spec.shell?.endsWith('bash')) return 'bash';
  return computer.record.os === 'ubuntu' ? 'sh' : 'bash';
}
