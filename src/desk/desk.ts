// The desk: takes lines, keys and saved files from a person, and runs them on the laptop. Everything that enters here
// is in the journal.
import type { Computers } from '../computer/computers.ts';
import type { Computer } from '../computer/computer.ts';
import { FsError } from '../computer/disk/errors.ts';
import { dirname } from '../computer/disk/path.ts';
import { Pipe, Sink } from '../computer/io.ts';
import { needsMore, newShell, runShell } from '../computer/shell/shell.ts';
import { TaskAborted, type Task } from '../kernel/task.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { HISTORY_MAX, OUTPUT_CHUNKS_MAX, outputTable, sessionsTable, type SessionRecord } from './model.ts';

/** Told of every piece of output, as it comes. */
export type OutputListener = (session: string, stream: 'out' | 'err', text: string) => void;

/** A script that runs once, without a prompt. */
export interface ScriptRequest {
  readonly session: string;
  readonly source: string;
  /** `$0`, and what messages begin with. */
  readonly name: string;
}

interface Live {
  task: Task;
  input: Pipe;
}

/** The desk of one world. */
export class Desk {
  readonly #kernel: Kernel;
  readonly #computers: Computers;
  #live = new Map<string, Live>();
  #listeners: OutputListener[] = [];

  constructor(computers: Computers) {
    this.#computers = computers;
    this.#kernel = computers.kernel;
    const { kernel } = computers;
    kernel.handle('desk.line', (payload) => this.#line(payload as { session: string; line: string }));
    kernel.handle('desk.input', (payload) => this.#input(payload as { session: string; data: string }));
    kernel.handle('desk.save', (payload) =>
      this.#save(payload as { computer: string; user: string; path: string; text: string }),
    );
    kernel.handle('desk.script', (payload) => this.#script(payload as unknown as ScriptRequest));
  }

  onOutput(listener: OutputListener): void {
    this.#listeners.push(listener);
  }

  /** Opens a terminal on a machine. */
  open(
    id: string,
    computer: Computer,
    user: string,
    options: { cwd: string; env: Record<string, string> },
  ): SessionRecord {
    const env = { ...computer.loginEnv(user), TERM: 'xterm-256color', PWD: options.cwd, ...options.env };
    const shell = newShell({ dialect: 'bash', env, cwd: options.cwd, name: 'bash', interactive: true });
    const record = {
      id,
      computer: computer.id,
      user,
      shell,
      typedAhead: [],
      history: [],
      status: 0,
      prompt: '',
      chunks: 0,
      unfinished: '',
    };
    return this.#put({ ...record, prompt: this.#prompt(record) });
  }

  /** How the script of a session ended; undefined while it runs. */
  scriptStatus(session: string): number | undefined {
    const record = this.#sessions.must(session);
    return record.running || this.#live.has(session) ? undefined : record.status;
  }

  get #sessions() {
    return this.#kernel.table(sessionsTable);
  }

  #put(record: SessionRecord): SessionRecord {
    return this.#sessions.put(record.id, record);
  }

  #line({ session, line }: { session: string; line: string }): void {
    const record = this.#sessions.must(session);
    if (record.running) {
      this.#put({ ...record, typedAhead: [...record.typedAhead, line] });
      return;
    }
    this.#echo(session, `${record.unfinished ? '> ' : record.prompt}${line}\n`);
    const source = record.unfinished ? `${record.unfinished}\n${line}` : line;
    const history = line.trim() ? [...record.history, line].slice(-HISTORY_MAX) : record.history;
    if (needsMore(source)) {
      this.#put({ ...this.#sessions.must(session), history, unfinished: source });
      return;
    }
    this.#put({
      ...this.#sessions.must(session),
      history,
      unfinished: '',
      running: { line: source, startedAt: this.#kernel.now },
    });
    const fact = this.#kernel.record('desk.line.entered', session, { line: source });
    this.#kernel.because(fact, () => this.#begin(session, source));
  }

  #script({ session, source, name }: ScriptRequest): void {
    const record = this.#sessions.must(session);
    const { env, cwd } = this.#scriptStart(record);
    const shell = newShell({ dialect: 'bash', env, cwd, name });
    this.#put({ ...record, shell, running: { line: name, startedAt: this.#kernel.now } });
    this.#begin(session, source);
  }

  #scriptStart(record: SessionRecord): { env: Record<string, string>; cwd: string } {
    const env: Record<string, string> = {};
    for (const [name, variable] of Object.entries(record.shell.variables)) {
      if (variable.exported && typeof variable.value === 'string') env[name] = variable.value;
    }
    delete env.TERM;
    return { env, cwd: record.shell.cwd };
  }

  #begin(session: string, source: string): void {
    const input = new Pipe(this.#kernel, `terminal/${session}`);
    const task = this.#kernel.start(`terminal ${session}`, (self) => this.#run(session, source, input, self), {
      background: true,
    });
    this.#live.set(session, { task, input });
  }

  async #run(session: string, source: string, input: Pipe, task: Task): Promise<void> {
    const record = this.#sessions.must(session);
    const computer = this.#computers.get(record.computer);
    const isScript = !record.shell.interactive;
    const target = { kind: 'terminal', session } as const;
    const write = (stream: 'out' | 'err') => (text: string) => this.#output(session, stream, text);
    const stdout = new Sink(write('out'), isScript ? { kind: 'pipe' } : target);
    const stderr = new Sink(write('err'), isScript ? { kind: 'pipe' } : target);
    if (isScript) input.closeWriter();
    const host = { computer, pid: 1, user: record.user, task, stdin: input, stdout, stderr };
    let state = record.shell;
    let status = 130;
    try {
      ({ state, status } = await runShell(host, record.shell, source, { script: record.shell.name }));
    } catch (error) {
      if (!(error instanceof TaskAborted)) throw error;
      if (!isScript) this.#output(session, 'out', '^C\n');
    }
    this.#live.delete(session);
    this.#finish(session, { ...state, lastStatus: status }, status);
  }

  #finish(session: string, shell: SessionRecord['shell'], status: number): void {
    const { running: _done, ...record } = this.#sessions.must(session);
    const [next, ...typedAhead] = record.typedAhead;
    const done = { ...record, shell, status, typedAhead };
    this.#put({ ...done, prompt: this.#prompt(done) });
    this.#kernel.signal(`desk/${session}`);
    if (next !== undefined) this.#line({ session, line: next });
  }

  #input({ session, data }: { session: string; data: string }): void {
    const live = this.#live.get(session);
    const record = this.#sessions.must(session);
    if (data === '\x03') {
      if (live) live.task.abort('signal 2');
      else this.#put({ ...record, unfinished: '' });
    } else if (data === '\x04') live?.input.closeWriter();
    else void live?.input.write(data);
  }

  #save({ computer, user, path, text }: { computer: string; user: string; path: string; text: string }): void {
    const files = this.#computers.get(computer).files(user);
    try {
      files.mkdir(dirname(path), { recursive: true });
      files.writeFile(path, text);
      this.#kernel.record('desk.file.saved', path, { bytes: text.length });
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      this.#kernel.record('desk.file.refused', path, { reason: error.text });
    }
  }

  #echo(session: string, text: string): void {
    this.#append(session, 'prompt', text);
  }

  #output(session: string, stream: 'out' | 'err', text: string): void {
    this.#append(session, stream, text);
    for (const listener of this.#listeners) listener(session, stream, text);
  }

  #append(session: string, stream: 'out' | 'err' | 'prompt', text: string): void {
    const record = this.#sessions.must(session);
    const output = this.#kernel.table(outputTable);
    const key = (n: number): string => `${session}/${String(n).padStart(8, '0')}`;
    output.put(key(record.chunks), { session, at: this.#kernel.now, stream, text });
    if (record.chunks >= OUTPUT_CHUNKS_MAX) output.delete(key(record.chunks - OUTPUT_CHUNKS_MAX));
    this.#put({ ...record, chunks: record.chunks + 1 });
  }

  /** `alice@laptop:~/shop (main)$ ` */
  #prompt({ user, computer, shell }: Pick<SessionRecord, 'user' | 'computer' | 'shell'>): string {
    const machine = this.#computers.get(computer);
    const home = machine.account(user)?.home ?? '/';
    const cwd =
      shell.cwd === home ? '~' : shell.cwd.startsWith(`${home}/`) ? `~${shell.cwd.slice(home.length)}` : shell.cwd;
    const branch = branchAt(machine, shell.cwd);
    return `${user}@${machine.record.hostname}:${cwd}${branch ? ` (${branch})` : ''}${user === 'root' ? '#' : '$'} `;
  }
}

/** The branch that is checked out at `path`, read as git's own prompt script reads it. */
function branchAt(machine: Computer, path: string): string | undefined {
  const files = machine.files();
  for (let folder = path; ; folder = dirname(folder)) {
    const head = `${folder === '/' ? '' : folder}/.git/HEAD`;
    if (files.isFile(head)) {
      const text = files.readText(head).trim();
      return /^ref: refs\/heads\/(.+)$/.exec(text)?.[1] ?? `(${text.slice(0, 7)}...)`;
    }
    if (folder === '/') return undefined;
  }
}
