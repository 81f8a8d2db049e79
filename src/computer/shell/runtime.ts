// One shell at work: its state while it runs, its streams, and the words for what it complains about.
import type { Task } from '../../kernel/task.ts';
import type { Computer } from '../computer.ts';
import type { Files } from '../disk/disk.ts';
import { type Input, type Output } from '../io.ts';
import { ExpansionError } from './control.ts';
import type { Job, ShellState, Variable } from './state.ts';

/** Where a shell runs, and what it is connected to. */
export interface ShellHost {
  readonly computer: Computer;
  /** The shell's own process. */
  readonly pid: number;
  readonly user: string;
  readonly task: Task;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Told before and after each simple command, for "why?". */
  onCommand?(command: CommandTrace): void;
  onCommandEnd?(command: CommandTrace & { readonly status: number; readonly ms: number }): void;
}

export interface CommandTrace {
  readonly script: string;
  readonly line: number;
  readonly text: string;
}

/** What a file descriptor leads to. */
export interface Descriptor {
  readonly input?: Input;
  readonly output?: Output;
}

/** Variables that a function's `local` covered, to put back. */
export type Scope = Map<string, Variable | undefined>;

/** A shell at work. Subshells are copies. */
export class Shell {
  readonly host: ShellHost;
  task: Task;
  dialect: ShellState['dialect'];
  interactive: boolean;
  variables: Map<string, Variable>;
  functions: Record<string, ShellState['functions'][string]>;
  aliases: Record<string, string>;
  options: Set<string>;
  shopt: Set<string>;
  traps: Record<string, string>;
  cwd: string;
  positional: string[];
  name: string;
  status: number;
  lastBackgroundPid: number;
  jobs: Job[];
  umask: number;
  dirStack: string[];
  descriptors: Map<number, Descriptor>;
  scopes: Scope[] = [];
  /** How deep we are in conditions, where a failure does not end the shell. */
  conditionDepth = 0;
  functionDepth = 0;
  sourceDepth = 0;
  loopDepth = 0;
  subshell = false;
  line = 1;
  script: string;
  pipeStatus: number[] = [0];
  /** Files of here-documents and process substitutions to close, and processes to wait for. */
  startedAt: number;

  constructor(host: ShellHost, state: ShellState, script: string) {
    this.host = host;
    this.task = host.task;
    this.dialect = state.dialect;
    this.interactive = state.interactive;
    this.variables = new Map(Object.entries(state.variables));
    this.functions = { ...state.functions };
    this.aliases = { ...state.aliases };
    this.options = new Set(state.options);
    this.shopt = new Set(state.shopt);
    this.traps = { ...state.traps };
    this.cwd = state.cwd;
    this.positional = [...state.positional];
    this.name = state.name;
    this.status = state.lastStatus;
    this.lastBackgroundPid = state.lastBackgroundPid;
    this.jobs = [...state.jobs];
    this.umask = state.umask;
    this.dirStack = [...state.dirStack];
    this.descriptors = new Map<number, Descriptor>([
      [0, { input: host.stdin }],
      [1, { output: host.stdout }],
      [2, { output: host.stderr }],
    ]);
    this.script = script;
    this.startedAt = host.computer.kernel.now;
  }

  /** What is kept when this shell has run. */
  save(): ShellState {
    return {
      dialect: this.dialect,
      interactive: this.interactive,
      variables: Object.fromEntries(this.variables),
      functions: this.functions,
      aliases: this.aliases,
      options: [...this.options],
      shopt: [...this.shopt],
      traps: this.traps,
      cwd: this.cwd,
      positional: this.positional,
      name: this.name,
      lastStatus: this.status,
      lastBackgroundPid: this.lastBackgroundPid,
      jobs: this.jobs,
      umask: this.umask,
      dirStack: this.dirStack,
    };
  }

  /** A copy that can change without this one changing: a subshell. */
  fork(change: { task?: Task; descriptors?: Map<number, Descriptor> } = {}): Shell {
    const copy = new Shell(this.host, this.save(), this.script);
    copy.descriptors = new Map(change.descriptors ?? this.descriptors);
    copy.task = change.task ?? this.task;
    copy.subshell = true;
    copy.conditionDepth = this.conditionDepth;
    copy.functionDepth = this.functionDepth;
    copy.loopDepth = this.loopDepth;
    copy.line = this.line;
    copy.startedAt = this.startedAt;
    // Traps of the parent are not a subshell's.
    copy.traps = {};
    return copy;
  }

  get bash(): boolean {
    return this.dialect === 'bash';
  }

  get files(): Files {
    return this.host.computer.files(this.host.user);
  }

  get stdin(): Input {
    return this.descriptors.get(0)?.input ?? this.host.stdin;
  }

  get stdout(): Output {
    return this.descriptors.get(1)?.output ?? closed;
  }

  get stderr(): Output {
    return this.descriptors.get(2)?.output ?? closed;
  }

  out(text: string): void | Promise<void> {
    return text.length > 0 ? this.stdout.write(text, this.task) : undefined;
  }

  err(text: string): void | Promise<void> {
    return this.stderr.write(text, this.task);
  }

  /** `bash: line 3: ` or `script.sh: 3: `, as the dialect has it. */
  get prefix(): string {
    if (!this.bash) return `${this.name}: ${this.line}: `;
    return this.interactive ? `${this.name}: ` : `${this.name}: line ${this.line}: `;
  }

  /** Complains on the standard error. */
  complain(text: string): void | Promise<void> {
    return this.err(`${this.prefix}${text}\n`);
  }

  /** Environment of programs. */
  environment(): Record<string, string> {
    const env: Record<string, string> = {};
    for (const [name, { value, exported }] of this.variables)
      if (exported && typeof value === 'string') env[name] = value;
    return env;
  }

  /** A scalar's value, or an array's first element. */
  get(name: string): string | undefined {
    const variable = this.variables.get(name);
    if (!variable) return this.#dynamic(name);
    return typeof variable.value === 'object' ? variable.value['0'] : variable.value;
  }

  /** @throws ExpansionError when the variable is read-only. */
  set(name: string, value: string, append = false): void {
    const old = this.variables.get(name);
    if (old?.readonly)
      throw new ExpansionError(
        `${name}: ${this.bash ? 'readonly variable' : 'is read only'}`,
        this.bash ? 1 : 2,
        !this.bash || this.options.has('posix'),
      );
    if (old?.array) return this.setElement(name, '0', value, append);
    const before = append ? String(old?.value ?? '') : '';
    const exported = old?.exported || this.options.has('allexport') ? { exported: true } : {};
    this.variables.set(name, { ...old, value: before + value, ...exported });
  }

  setElement(name: string, subscript: string, value: string, append = false): void {
    const old = this.variables.get(name);
    if (old?.readonly) throw new ExpansionError(`${name}: readonly variable`);
    const elements: Record<string, string> =
      typeof old?.value === 'object' ? { ...old.value } : old?.value !== undefined ? { 0: old.value } : {};
    elements[subscript] = (append ? (elements[subscript] ?? '') : '') + value;
    this.variables.set(name, { array: 'indexed', ...old, value: elements });
  }

  /** Subscripts of an array in order; of a scalar, its one. */
  subscripts(name: string): string[] {
    const variable = this.variables.get(name);
    if (variable?.value === undefined) return [];
    if (typeof variable.value === 'string') return ['0'];
    const keys = Object.keys(variable.value);
    return variable.array === 'assoc' ? keys : keys.sort((a, b) => Number(a) - Number(b));
  }

  element(name: string, subscript: string): string | undefined {
    const variable = this.variables.get(name);
    if (typeof variable?.value === 'object') return variable.value[subscript];
    return subscript === '0' ? variable?.value : undefined;
  }

  /** Covers a variable until the function returns. */
  local(name: string): void {
    const scope = this.scopes.at(-1);
    if (scope && !scope.has(name)) scope.set(name, this.variables.get(name));
  }

  endScope(): void {
    for (const [name, before] of this.scopes.pop() ?? []) {
      if (before) this.variables.set(name, before);
      else this.variables.delete(name);
    }
  }

  #dynamic(name: string): string | undefined {
    const { kernel } = this.host.computer;
    if (name === 'LINENO') return String(this.line);
    if (name === 'SECONDS' && this.bash) return String(Math.floor((kernel.now - this.startedAt) / 1000));
    if (name === 'RANDOM' && this.bash)
      return String(kernel.chance.integer(`shell/${this.host.computer.id}`, 0, 32_767));
    if (name === 'EPOCHSECONDS' && this.bash) return String(Math.floor(kernel.now / 1000));
    if (name === 'PPID') return String(this.host.computer.processes.get(this.host.pid)?.parent ?? 1);
    if (name === 'UID' || name === 'EUID')
      return this.bash ? String(this.host.computer.account(this.host.user)?.uid ?? 0) : undefined;
    if (name === 'HOSTNAME' && this.bash) return this.host.computer.record.hostname;
    return undefined;
  }
}

const closed: Output = { target: { kind: 'null' }, isTerminal: false, write: () => undefined };
