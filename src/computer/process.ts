// The processes of one machine: started, waited for, signalled; servers that have nothing to run stay as data.
import { assert } from '../lib/assert.ts';
import { type Task, TaskAborted } from '../kernel/task.ts';
import type { Data } from '../lib/json.ts';
import type { Computer } from './computer.ts';
import { FsError } from './disk/errors.ts';
import { basename, resolvePath } from './disk/path.ts';
import { BrokenPipe, nullInput, nullOutput, type Input, type Output, type StreamTarget } from './io.ts';
import { processesTable, type ProcessRecord } from './model.ts';
import type {
  HttpRequest,
  HttpResponse,
  Program,
  ProgramContext,
  Replacement,
  Resident,
  ResidentContext,
} from './program.ts';

/** What a program is started with. */
export interface SpawnOptions {
  /** The command as its arguments; `argv[0]` is looked up in `env.PATH` unless it holds a slash. */
  argv: readonly string[];
  env: Readonly<Record<string, string>>;
  cwd: string;
  user: string;
  stdin?: Input;
  stdout?: Output;
  stderr?: Output;
  /** The process that starts it; 1 (init) unless told. */
  parent?: number;
  /** Process group; its own unless told. */
  group?: number;
  unit?: string;
  /** Called when it has ended, before anyone who waits goes on: closes the pipes it held. */
  onExit?: (status: number) => void;
}

/** Why a command could not be started: 127 not found, 126 found but not to be run. */
export class CannotStart extends Error {
  override name = 'CannotStart';
  readonly status: 126 | 127;

  constructor(status: 126 | 127, message: string) {
    super(message);
    this.status = status;
  }
}

/** What a file on the PATH turned out to be. */
export type Executable =
  | { readonly kind: 'program'; readonly path: string; readonly program: Program }
  /** Begins with `#!`. */
  | { readonly kind: 'script'; readonly path: string; readonly interpreter: readonly string[] }
  /** Text without `#!`: a shell runs it itself, as execve's ENOEXEC has it do. */
  | { readonly kind: 'text'; readonly path: string };

/** First bytes of a program's file on the disk; the program's name follows. Like a real one, it begins as ELF does. */
export const PROGRAM_MAGIC = '\x7fELF slipway ';

const SIGNALS: Record<string, number> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  CONT: 18,
  STOP: 19,
};

/** The number of a signal named with or without SIG, or given as a number; undefined when there is none. */
export function signalNumber(name: string): number | undefined {
  if (/^\d+$/.test(name)) return Number(name);
  return SIGNALS[name.toUpperCase().replace(/^SIG/, '')];
}

/** The name (without SIG) of a signal number. */
export const signalName = (number: number): string | undefined =>
  Object.keys(SIGNALS).find((name) => SIGNALS[name] === number);

interface Running {
  task?: Task;
  stdout: Output;
  stderr: Output;
  onExit?: ((status: number) => void) | undefined;
  /** Set by a program that takes signals itself; says whether it did. */
  onSignal?: ((signal: number) => boolean) | undefined;
}

/** The process table of one machine. */
export class Processes {
  readonly #computer: Computer;
  #running = new Map<number, Running>();

  constructor(computer: Computer) {
    this.#computer = computer;
  }

  /** Every process, by pid. */
  list(): ProcessRecord[] {
    return this.#table.by('computer', this.#computer.id).sort((a, b) => a.pid - b.pid);
  }

  get(pid: number): ProcessRecord | undefined {
    return this.#table.get(this.#key(pid));
  }

  /**
   * Finds what `name` would run.
   * @throws CannotStart when there is no such file, or it may not be run.
   */
  find(name: string, options: Pick<SpawnOptions, 'env' | 'cwd' | 'user'>): Executable {
    const files = this.#computer.files(options.user);
    if (name.includes('/')) return this.#open(resolvePath(options.cwd, name), name, options.user);
    let denied: string | undefined;
    for (const folder of (options.env.PATH ?? '/bin:/usr/bin').split(':')) {
      const path = resolvePath(options.cwd, `${folder || '.'}/${name}`);
      if (!files.isFile(path)) continue;
      if (files.may(path, 1)) return this.#open(path, path, options.user);
      denied ??= path;
    }
    throw denied
      ? new CannotStart(126, `${denied}: Permission denied`)
      : new CannotStart(127, `${name}: command not found`);
  }

  /**
   * Starts a program; gives its pid. It gets its first turn when the caller gives the baton back.
   * @throws CannotStart when there is no such program.
   */
  spawn(options: SpawnOptions): number {
    const found = this.find(options.argv[0] ?? '', options);
    if (found.kind === 'program') return this.start(found.program, options);
    const interpreter = found.kind === 'script' ? found.interpreter : ['/bin/sh'];
    try {
      return this.spawn({ ...options, argv: [...interpreter, found.path, ...options.argv.slice(1)] });
    } catch (error) {
      if (!(error instanceof CannotStart) || found.kind === 'text') throw error;
      throw new CannotStart(126, `${found.path}: ${interpreter[0]}: bad interpreter: No such file or directory`);
    }
  }

  /** Starts `program` as a process; gives its pid. */
  start(program: Program, options: SpawnOptions): number {
    const { kernel } = this.#computer;
    const pid = this.#computer.record.nextPid;
    this.#computer.change({ nextPid: pid + 1 });
    const stdout = options.stdout ?? nullOutput;
    const stderr = options.stderr ?? nullOutput;
    this.#put({
      computer: this.#computer.id,
      pid,
      parent: options.parent ?? 1,
      group: options.group ?? pid,
      user: options.user,
      argv: options.argv,
      name: program.name,
      cwd: options.cwd,
      env: options.env,
      startedAt: kernel.now,
      state: 'running',
      stdout: stdout.target,
      stderr: stderr.target,
      ...unitOf(options.unit ?? this.get(options.parent ?? 1)?.unit),
    });
    const running: Running = { stdout, stderr, onExit: options.onExit };
    this.#running.set(pid, running);
    const work = (task: Task): Promise<void> => this.#run(program, { ...options, stdout, stderr }, pid, task);
    // What a machine runs does not keep the world busy; a service that waits for it does.
    running.task = kernel.start(`${this.#computer.id}: ${options.argv.join(' ')}`, work, { background: true });
    return pid;
  }

  /** Puts a process into the table that nothing runs: a terminal's shell, which lives as long as the terminal. */
  hold(process: Pick<ProcessRecord, 'user' | 'argv' | 'name' | 'cwd' | 'env'>): number {
    const pid = this.#computer.record.nextPid;
    this.#computer.change({ nextPid: pid + 1 });
    const target = { kind: 'null' } as const;
    const startedAt = this.#computer.kernel.now;
    this.#put({
      ...process,
      computer: this.#computer.id,
      pid,
      parent: 1,
      group: pid,
      startedAt,
      state: 'running',
      stdout: target,
      stderr: target,
    });
    return pid;
  }

  /**
   * Waits until the process has ended; gives its status and forgets it.
   * @throws TaskAborted when `task` is told to end meanwhile.
   */
  async wait(pid: number, task: Task): Promise<number> {
    for (;;) {
      const process = this.get(pid);
      if (!process) return 127;
      if (process.state === 'ended') {
        this.#table.delete(this.#key(pid));
        return process.status ?? 0;
      }
      await task.wait(this.#exitSignal(pid));
    }
  }

  /** The signal that is given when the process has ended, or has nothing to run but serves on. */
  settledSignal(pid: number): string {
    return `settled/${this.#key(pid)}`;
  }

  /** Starts a program and waits for it: the usual way to run another command. @throws CannotStart, TaskAborted */
  async run(options: SpawnOptions, task: Task): Promise<number> {
    const pid = this.spawn(options);
    try {
      return await this.wait(pid, task);
    } catch (error) {
      if (error instanceof TaskAborted) this.kill(pid, 15);
      throw error;
    }
  }

  /** Sends a signal; says whether there was such a process. */
  kill(pid: number, signal: number): boolean {
    const process = this.get(pid);
    if (!process || process.state === 'ended') return false;
    if (signal === 0) return true;
    const running = this.#running.get(pid);
    if (signal !== 9 && running?.onSignal?.(signal)) return true;
    if (signal === 18 || signal === 19) return true;
    if (process.resident) {
      const driver = this.#computer.world.residents[process.resident.kind];
      const name = `SIG${signalName(signal) ?? signal}`;
      if (signal !== 9 && driver?.signal && !this.#withResident(pid, (context) => driver.signal!(context, name)))
        return true;
      this.#end(pid, 128 + signal);
    } else {
      running?.task?.abort(`signal ${signal}`);
      this.#end(pid, 128 + signal);
    }
    return true;
  }

  /** Sends a signal to every process of a group; says how many there were. */
  killGroup(group: number, signal: number): number {
    const members = this.list().filter((process) => process.group === group && process.state === 'running');
    for (const { pid } of members) this.kill(pid, signal);
    return members.length;
  }

  /** Ends every process at once, as when the machine stops. */
  killAll(): void {
    for (const { pid } of this.list()) {
      this.#running.get(pid)?.task?.abort('the machine stopped');
      this.#end(pid, 137);
      this.#table.delete(this.#key(pid));
    }
  }

  /** Lets the running program `pid` take signals itself. */
  onSignal(pid: number, take: ((signal: number) => boolean) | undefined): void {
    const running = this.#running.get(pid);
    if (running) running.onSignal = take;
  }

  /** The process that listens on `port`. */
  listener(port: number): ProcessRecord | undefined {
    return this.#table
      .by('computer', this.#computer.id)
      .find((p) => p.state === 'running' && p.resident?.ports.includes(port));
  }

  /** Hands a request to the resident `pid`. */
  async request(pid: number, request: HttpRequest, task: Task): Promise<HttpResponse> {
    const resident = this.get(pid)?.resident;
    assert(resident, `process ${pid} of ${this.#computer.id} serves nothing`);
    const driver = this.#computer.world.residents[resident.kind];
    assert(driver, `no driver for residents of kind ${resident.kind}`);
    return this.#withResident(pid, (context) => driver.request(context, request), task);
  }

  /** For the kernel: a timer of a resident. */
  timer(pid: number, payload: Data, task: Task): void | Promise<void> {
    const resident = this.get(pid)?.resident;
    const driver = resident && this.#computer.world.residents[resident.kind];
    if (driver?.timer) return this.#withResident(pid, (context) => driver.timer!(context, payload), task);
  }

  get #table() {
    return this.#computer.kernel.table(processesTable);
  }

  #key(pid: number): string {
    return `${this.#computer.id}/${pid}`;
  }

  #exitSignal(pid: number): string {
    return `exit/${this.#key(pid)}`;
  }

  #put(record: ProcessRecord): void {
    this.#table.put(this.#key(record.pid), record);
  }

  #open(path: string, shown: string, user: string): Executable {
    const files = this.#computer.files(user);
    const node = files.node(path);
    if (!node) throw new CannotStart(127, `${shown}: No such file or directory`);
    if (node.kind === 'directory') throw new CannotStart(126, `${shown}: Is a directory`);
    if (node.kind !== 'file' || !files.may(path, 1)) throw new CannotStart(126, `${shown}: Permission denied`);
    const head = new TextDecoder().decode(node.data.subarray(0, 256));
    if (head.startsWith(PROGRAM_MAGIC)) {
      const name = head.slice(PROGRAM_MAGIC.length).split('\n')[0]!;
      const program = this.#computer.world.programs[name];
      if (!program) throw new CannotStart(126, `${shown}: cannot execute binary file: Exec format error`);
      return { kind: 'program', path, program };
    }
    const interpreter = /^#![ \t]*([^\n]+)/
      .exec(head)?.[1]
      ?.split(/[ \t]+/)
      .filter(Boolean);
    if (!interpreter?.length) return { kind: 'text', path };
    // The kernel hands everything after the interpreter over as one argument.
    return {
      kind: 'script',
      path,
      interpreter: [interpreter[0]!, ...(interpreter.length > 1 ? [interpreter.slice(1).join(' ')] : [])],
    };
  }

  async #run(
    program: Program,
    options: SpawnOptions & { stdout: Output; stderr: Output },
    pid: number,
    task: Task,
  ): Promise<void> {
    const { argv, env, cwd, user, stdin = nullInput, stdout, stderr } = options;
    const files = this.#computer.files(user);
    const context: ProgramContext = {
      computer: this.#computer,
      pid,
      argv,
      env,
      cwd,
      user,
      files,
      stdin,
      stdout,
      stderr,
      task,
    };
    try {
      await task.charge(program.startMs ?? 1);
      const outcome = await program.run(context);
      if (typeof outcome === 'number') this.#end(pid, outcome);
      else if ('exec' in outcome) await this.#replace(outcome, { ...options, stdin }, pid, task);
      else this.#stay(pid, outcome);
    } catch (error) {
      if (error instanceof TaskAborted) this.#end(pid, statusOf(error));
      else if (error instanceof BrokenPipe) this.#end(pid, 141);
      else if (error instanceof FsError) {
        // A program that does not say how it fails on a file fails as most do.
        await stderr.write(`${basename(argv[0]!)}: ${error.path}: ${error.text}\n`);
        this.#end(pid, 1);
      } else throw error;
    }
  }

  /** The process goes on as another program: the pid, the parent and the streams stay. */
  async #replace(
    { exec, ...change }: Replacement,
    options: SpawnOptions & { stdout: Output; stderr: Output },
    pid: number,
    task: Task,
  ): Promise<void> {
    let next = { ...options, ...change, argv: exec };
    try {
      for (;;) {
        const found = this.find(next.argv[0] ?? '', next);
        if (found.kind === 'program') {
          const { argv, env, cwd, user, stdout, stderr } = next;
          const targets = { stdout: stdout.target, stderr: stderr.target };
          this.#put({ ...this.get(pid)!, name: found.program.name, argv, env, cwd, user, ...targets });
          const running = this.#running.get(pid);
          if (running) Object.assign(running, { stdout, stderr });
          return await this.#run(found.program, next, pid, task);
        }
        const interpreter = found.kind === 'script' ? found.interpreter : ['/bin/sh'];
        next = { ...next, argv: [...interpreter, found.path, ...next.argv.slice(1)] };
      }
    } catch (error) {
      if (!(error instanceof CannotStart)) throw error;
      const why = error.message.replace(/: command not found$/, ': No such file or directory');
      await options.stderr.write(`${basename(options.argv[0]!)}: ${why}\n`);
      this.#end(pid, error.status);
    }
  }

  #stay(pid: number, resident: Resident): void {
    const process = this.get(pid);
    if (process?.state !== 'running') return;
    this.#put({ ...process, resident });
    this.#computer.kernel.signal(this.settledSignal(pid));
  }

  #end(pid: number, status: number): void {
    const process = this.get(pid);
    if (!process || process.state === 'ended') return;
    const { resident: _gone, ...rest } = process;
    this.#put({ ...rest, state: 'ended', status });
    const running = this.#running.get(pid);
    this.#running.delete(pid);
    running?.onExit?.(status);
    this.#computer.kernel.signal(this.settledSignal(pid));
    const waited = this.#computer.kernel.signal(this.#exitSignal(pid));
    this.#computer.world.ended(this.#computer, { ...rest, state: 'ended', status });
    // Nobody will ask for a child of init: it is reaped at once.
    if (waited === 0 && process.parent === 1) this.#table.delete(this.#key(pid));
  }

  #withResident<R>(pid: number, act: (context: ResidentContext) => R, task?: Task): R {
    const process = this.get(pid)!;
    const { world } = this.#computer;
    const running = this.#running.get(pid);
    const context: ResidentContext = {
      computer: this.#computer,
      pid,
      user: process.user,
      cwd: process.cwd,
      env: process.env,
      argv: process.argv,
      data: process.resident!.data,
      files: this.#computer.files(process.user),
      stdout: running?.stdout ?? this.#reopen(process.stdout, process),
      stderr: running?.stderr ?? this.#reopen(process.stderr, process),
      task: task as Task,
      keep: (data, ports) => {
        const now = this.get(pid);
        if (now?.resident)
          this.#put({ ...now, resident: { ...now.resident, data, ports: ports ?? now.resident.ports } });
      },
      timer: (ms, payload) =>
        world.kernel.schedule(
          ms,
          'computer.timer',
          { computer: this.#computer.id, pid, payload },
          { background: true },
        ),
      exit: (status) => this.#end(pid, status),
    };
    return act(context);
  }

  #reopen(target: StreamTarget, process: ProcessRecord): Output {
    if (target.kind !== 'file') return this.#computer.world.reopen(this.#computer, target);
    const files = this.#computer.files(process.user);
    return { target, isTerminal: false, write: (data) => files.appendFile(target.path, data) };
  }
}

/** A process belongs to the unit that it was started for, or to its parent's: its control group. */
const unitOf = (unit: string | undefined): Pick<ProcessRecord, 'unit'> => (unit ? { unit } : {});

function statusOf(error: TaskAborted): number {
  const signal = /^signal (\d+)$/.exec(error.reason)?.[1];
  return signal ? 128 + Number(signal) : 137;
}
