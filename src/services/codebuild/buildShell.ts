// The shell that a build's commands run in: one for all phases in buildspec 0.2, a new one for each command in 0.1.
import { CannotStart } from '../../computer/process.ts';
import type { Computer } from '../../computer/computer.ts';
import { Capture, Sink } from '../../computer/io.ts';
import type { Task } from '../../kernel/task.ts';
import type { Buildspec } from './buildspec.ts';
import type { BuildLog } from './buildLog.ts';

/** How much of a failing command's output its fact keeps. */
const EXCERPT_CHARACTERS = 2_000;
const FOLDER = '/codebuild/output/tmp';

/**
 * Runs commands as CodeBuild's agent does: a script for each, that first takes up what the one before left (folder,
 * variables), and leaves its own behind.
 */
export class BuildShell {
  readonly #computer: Computer;
  readonly #spec: Buildspec;
  readonly #log: BuildLog;
  readonly #start: Readonly<Record<string, string>>;
  readonly #startFolder: string;
  #variables: Record<string, string>;
  #folder: string;
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
    this.#start = { ...computer.loginEnv('root'), ...variables, PWD: folder };
    this.#startFolder = folder;
    this.#variables = { ...this.#start };
    this.#folder = folder;
    computer.files('root').mkdir(FOLDER, { recursive: true, mode: 0o777 });
  }

  /** The end of what the last command printed. */
  get lastOutput(): string {
    return this.#lastOutput;
  }

  /** The value of a variable after the last command. */
  value(name: string): string | undefined {
    return this.#variables[name];
  }

  set(name: string, value: string): void {
    this.#variables[name] = value;
  }

  /** Runs a command; its output goes to the log as it comes. Gives its exit status. */
  async run(command: string, task: Task, runAs?: string): Promise<number> {
    this.#lastOutput = '';
    const output = new Sink((text) => {
      this.#lastOutput = (this.#lastOutput + text).slice(-EXCERPT_CHARACTERS);
      this.#log.output(text);
    });
    const status = await this.#execute(command, output, task, runAs ?? this.#spec.runAs ?? 'root');
    this.#variables.CODEBUILD_LAST_EXIT = String(status);
    if (this.#spec.version === '0.1') this.#forget();
    return status;
  }

  /** What the shell makes of `text` between double quotes: the name of an artifact, say. */
  async expand(text: string, task: Task): Promise<string> {
    const output = new Capture();
    await this.#execute(`printf %s "${text}"`, output, task, 'root');
    return output.text;
  }

  #forget(): void {
    const { CODEBUILD_BUILD_SUCCEEDING = '1', CODEBUILD_LAST_EXIT = '0' } = this.#variables;
    this.#variables = { ...this.#start, CODEBUILD_BUILD_SUCCEEDING, CODEBUILD_LAST_EXIT };
    this.#folder = this.#startFolder;
  }

  async #execute(command: string, output: Sink | Capture, task: Task, user: string): Promise<number> {
    const files = this.#computer.files('root');
    const [script, state] = [`${FOLDER}/script.sh`, `${FOLDER}/env.txt`];
    // An exit inside the command must not keep the state from being left behind.
    files.writeFile(script, `trap '__status=$?; { pwd; set; } > ${state}; exit $__status' EXIT\n\n\n${command}\n`, {
      mode: 0o755,
    });
    files.remove(state);
    try {
      return await this.#computer.processes.run(
        {
          argv: [this.#interpreter, script],
          env: this.#variables,
          cwd: files.isDirectory(this.#folder) ? this.#folder : this.#startFolder,
          user,
          stdout: output,
          stderr: output,
        },
        task,
      );
    } catch (error) {
      if (!(error instanceof CannotStart)) throw error;
      output.write(`${error.message}\n`);
      return error.status;
    }
  }

  get #interpreter(): string {
    const wanted = this.#spec.shell ?? 'sh';
    return wanted.includes('/') ? wanted : `/bin/${wanted}`;
  }
}
