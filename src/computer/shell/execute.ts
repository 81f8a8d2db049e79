// Runs a tree: lists, pipelines, compound commands, functions, programs.
import { type Task, TaskAborted } from '../../kernel/task.ts';
import { BrokenPipe, Capture, inputOf, nullInput, Pipe, type Output } from '../io.ts';
import { CannotStart } from '../process.ts';
import type { Program } from '../program.ts';
import type {
  CommandNode,
  CompoundCommandNode,
  FunctionDefNode,
  PipelineNode,
  RedirectionNode,
  ScriptNode,
  SimpleCommandNode,
  StatementNode,
} from './ast.ts';
import { builtins } from './builtins/index.ts';
import { evaluateConditional } from './conditional.ts';
import { BreakLoop, ExitShell, ExpansionError, ReturnFromFunction } from './control.ts';
import { Expander, shellQuote, type Evaluator } from './expand.ts';
import { parseShell, ShellSyntaxError } from './parse.ts';
import { patternRegExp } from './pattern.ts';
import { redirect } from './redirect.ts';
import type { Descriptor, Shell } from './runtime.ts';
import { functionOf } from './state.ts';

/** Virtual milliseconds that a command of the shell itself takes. */
const BUILTIN_MS = 0.05;
const DEPTH_MAX = 1_000;

/** Builtins that a POSIX shell treats as part of its language: redirections of `exec` stay, assignments before them too. */
const SPECIAL = new Set([
  'exec',
  'export',
  'readonly',
  'set',
  'unset',
  'eval',
  'return',
  'exit',
  'shift',
  'trap',
  '.',
  'source',
  ':',
  'break',
  'continue',
]);

/** Evaluates trees for one shell. */
export class Executor implements Evaluator {
  readonly shell: Shell;
  readonly expander: Expander;

  constructor(shell: Shell) {
    this.shell = shell;
    this.expander = new Expander(shell, this);
  }

  /** Runs source text; a syntax error is told and gives status 2. */
  async source(text: string, name: string): Promise<number> {
    let tree: ScriptNode;
    try {
      tree = parseShell(text);
    } catch (error) {
      if (!(error instanceof ShellSyntaxError)) throw error;
      return this.#syntaxError(error, text, name);
    }
    return this.statements(tree.statements);
  }

  async statements(statements: readonly StatementNode[]): Promise<number> {
    for (const statement of statements) await this.statement(statement);
    return this.shell.status;
  }

  async statement(statement: StatementNode): Promise<void> {
    if (statement.deferredError) {
      throw new ShellSyntaxError(statement.line ?? this.shell.line, statement.deferredError.message);
    }
    if (statement.background) return this.#background(statement);
    const { pipelines, operators } = statement;
    for (let i = 0; i < pipelines.length; i++) {
      const operator = operators[i - 1];
      if (operator === '&&' && this.shell.status !== 0) continue;
      if (operator === '||' && this.shell.status === 0) continue;
      const pipeline = pipelines[i]!;
      // All but the last of a && or || list are conditions.
      const condition = operators[i] === '&&' || operators[i] === '||' || pipeline.negated;
      await this.#guarded(condition, () => this.#pipeline(pipeline));
      if (!condition) await this.#checkFailure();
    }
  }

  /** Runs a condition: a failure in it is an answer, not an error. */
  async condition(statements: readonly StatementNode[]): Promise<boolean> {
    await this.#guarded(true, () => this.statements(statements));
    return this.shell.status === 0;
  }

  async substitute(parent: Shell, body: ScriptNode, output: Capture): Promise<number> {
    // `$(<file)` reads the file itself.
    const only = body.statements.length === 1 ? body.statements[0]!.pipelines[0]?.commands[0] : undefined;
    if (
      only?.type === 'SimpleCommand' &&
      !only.name &&
      only.redirections[0]?.operator === '<' &&
      only.assignments.length === 0
    ) {
      const descriptors = await redirect(parent, new Executor(parent).expander, only.redirections);
      const data = await descriptors.get(0)!.input!.read(parent.task);
      if (data) output.write(data);
      return 0;
    }
    const descriptors = new Map(parent.descriptors).set(1, { output });
    return runSubshell(parent.fork({ descriptors }), (executor) => executor.statements(body.statements));
  }

  async processSubstitution(parent: Shell, body: ScriptNode, direction: 'input' | 'output'): Promise<string> {
    const { kernel } = parent.host.computer;
    const path = `/tmp/.fifo-${parent.host.pid}-${kernel.step}`;
    if (direction === 'output') throw new ExpansionError('process substitution for writing is not simulated', 1, false);
    const capture = new Capture();
    await this.substitute(parent, body, capture);
    parent.files.writeFile(path, capture.bytes);
    return path;
  }

  async #guarded(condition: boolean, act: () => Promise<unknown>): Promise<void> {
    if (condition) this.shell.conditionDepth++;
    try {
      await act();
    } finally {
      if (condition) this.shell.conditionDepth--;
    }
  }

  async #checkFailure(): Promise<void> {
    const { shell } = this;
    if (shell.status === 0 || shell.conditionDepth > 0) return;
    const trap = shell.traps.ERR;
    if (trap) {
      const { status } = shell;
      await this.source(trap, shell.name);
      shell.status = status;
    }
    if (shell.options.has('errexit')) throw new ExitShell(shell.status);
  }

  async #syntaxError(error: ShellSyntaxError, text: string, name: string): Promise<number> {
    const { shell } = this;
    const source = text.split('\n')[error.line - 1];
    if (shell.bash) {
      const where = shell.interactive ? name : `${name}: line ${error.line}`;
      await shell.err(`${where}: ${error.message}\n`);
      if (/near unexpected/.test(error.message) && source !== undefined) await shell.err(`${where}: \`${source}'\n`);
    } else {
      const message = /near unexpected token `(.*)'/.exec(error.message)?.[1];
      const what = message
        ? `"${message}" unexpected`
        : /EOF/.test(error.message)
          ? 'Unterminated quoted string'
          : 'end of file unexpected';
      await shell.err(`${name}: ${error.line}: Syntax error: ${what}\n`);
    }
    shell.status = 2;
    return 2;
  }

  async #pipeline(node: PipelineNode): Promise<void> {
    const { shell } = this;
    const startedAt = shell.host.computer.kernel.now;
    if (node.commands.length === 1) {
      await this.command(node.commands[0]!);
      shell.pipeStatus = [shell.status];
    } else await this.#pipe(node);
    if (node.negated) shell.status = shell.status === 0 ? 1 : 0;
    if (node.timed) {
      const seconds = (shell.host.computer.kernel.now - startedAt) / 1000;
      const show = (value: number): string => `${Math.floor(value / 60)}m${(value % 60).toFixed(3)}s`;
      await shell.err(
        node.timePosix
          ? `real ${seconds.toFixed(2)}\nuser 0.00\nsys 0.00\n`
          : `\nreal\t${show(seconds)}\nuser\t${show(0)}\nsys\t${show(0)}\n`,
      );
    }
  }

  /** Every stage of a pipeline runs at the same time, in a subshell of its own. */
  async #pipe(node: PipelineNode): Promise<void> {
    const { shell } = this;
    const { kernel } = shell.host.computer;
    const statuses: (number | undefined)[] = node.commands.map(() => undefined);
    const tasks: Task[] = [];
    const signal = `pipeline/${shell.task.id}/${kernel.step}`;
    let input: Pipe | undefined;
    node.commands.forEach((command, index) => {
      const output = index < node.commands.length - 1 ? new Pipe(kernel, `${signal}/${index}`) : undefined;
      const descriptors = new Map(shell.descriptors);
      if (input) descriptors.set(0, { input });
      if (output) descriptors.set(1, { output });
      if (output && node.pipeStderr?.[index]) descriptors.set(2, { output });
      const from = input;
      const work = async (task: Task): Promise<void> => {
        try {
          statuses[index] = await runSubshell(shell.fork({ task, descriptors }), (executor) =>
            executor.#stage(command),
          );
        } finally {
          statuses[index] ??= 143;
          output?.closeWriter();
          from?.closeReader();
          kernel.signal(signal);
        }
      };
      tasks.push(kernel.start(`${shell.host.computer.id}: pipeline`, work, { background: true }));
      input = output;
    });
    try {
      while (statuses.includes(undefined)) await shell.task.wait(signal);
    } catch (error) {
      for (const task of tasks) task.abort(error instanceof TaskAborted ? error.reason : 'signal 15');
      throw error;
    }
    shell.pipeStatus = statuses as number[];
    const failed = shell.options.has('pipefail') ? shell.pipeStatus.findLast((status) => status !== 0) : undefined;
    shell.status = failed ?? shell.pipeStatus.at(-1)!;
  }

  async #stage(command: CommandNode): Promise<number> {
    await this.command(command);
    await this.#checkFailure();
    return this.shell.status;
  }

  async command(node: CommandNode): Promise<void> {
    const { shell } = this;
    if (node.line) shell.line = node.line;
    try {
      if (node.type === 'SimpleCommand') await this.#simple(node);
      else if (node.type === 'FunctionDef') this.#define(node);
      else await this.#redirected(node.redirections, () => this.#compound(node));
    } catch (error) {
      if (!(error instanceof ExpansionError)) throw error;
      await shell.complain(error.message);
      shell.status = error.status;
      if (error.fatal && !shell.interactive) throw new ExitShell(error.status);
    }
  }

  #define(node: FunctionDefNode): void {
    this.shell.functions = { ...this.shell.functions, [node.name]: node as never };
    this.shell.status = 0;
  }

  async #redirected(redirections: readonly RedirectionNode[], act: () => Promise<void>): Promise<void> {
    if (redirections.length === 0) return act();
    const { shell } = this;
    const before = shell.descriptors;
    shell.descriptors = await redirect(shell, this.expander, redirections);
    try {
      await act();
    } finally {
      shell.descriptors = before;
    }
  }

  async #compound(node: CompoundCommandNode): Promise<void> {
    const { shell } = this;
    switch (node.type) {
      case 'If':
        return this.#if(node);
      case 'For':
        return this.#for(node);
      case 'CStyleFor':
        return this.#cStyleFor(node);
      case 'While':
      case 'Until':
        return this.#while(node);
      case 'Case':
        return this.#case(node);
      case 'Group':
        await this.statements(node.body);
        return;
      case 'Subshell':
        shell.status = await runSubshell(shell.fork(), (executor) => executor.statements(node.body));
        return;
      case 'ArithmeticCommand':
        await shell.task.charge(BUILTIN_MS);
        shell.status = (await this.expander.arithmetic(node.expression)) === 0n ? 1 : 0;
        return;
      case 'ConditionalCommand':
        await shell.task.charge(BUILTIN_MS);
        shell.status = (await evaluateConditional(shell, this.expander, node.expression)) ? 0 : 1;
    }
  }

  async #if(node: Extract<CompoundCommandNode, { type: 'If' }>): Promise<void> {
    for (const { condition, body } of node.clauses) {
      if (await this.condition(condition)) {
        await this.statements(body);
        return;
      }
    }
    this.shell.status = 0;
    if (node.elseBody) await this.statements(node.elseBody);
  }

  async #for(node: Extract<CompoundCommandNode, { type: 'For' }>): Promise<void> {
    const values = node.words ? await this.expander.fields(node.words) : [...this.shell.positional];
    this.shell.status = 0;
    await this.#loop(async () => {
      const value = values.shift();
      if (value === undefined) return false;
      this.shell.set(node.variable, value);
      await this.statements(node.body);
      return true;
    });
  }

  async #cStyleFor(node: Extract<CompoundCommandNode, { type: 'CStyleFor' }>): Promise<void> {
    if (node.init) await this.expander.arithmetic(node.init);
    let first = true;
    this.shell.status = 0;
    await this.#loop(async () => {
      if (!first && node.update) await this.expander.arithmetic(node.update);
      first = false;
      if (node.condition && (await this.expander.arithmetic(node.condition)) === 0n) return false;
      await this.statements(node.body);
      return true;
    });
  }

  async #while(node: Extract<CompoundCommandNode, { type: 'While' | 'Until' }>): Promise<void> {
    let status = 0;
    await this.#loop(async () => {
      if ((await this.condition(node.condition)) !== (node.type === 'While')) return false;
      await this.statements(node.body);
      status = this.shell.status;
      return true;
    });
    this.shell.status = status;
  }

  /** Turns until `turn` says that there is none. Each turn takes time, so that endless ones can be stopped. */
  async #loop(turn: () => Promise<boolean>): Promise<void> {
    const { shell } = this;
    shell.loopDepth++;
    try {
      for (;;) {
        await shell.task.charge(BUILTIN_MS);
        try {
          if (!(await turn())) return;
        } catch (error) {
          if (!(error instanceof BreakLoop)) throw error;
          if (--error.levels > 0) throw error;
          shell.status = 0;
          if (!error.continues) return;
        }
      }
    } finally {
      shell.loopDepth--;
    }
  }

  async #case(node: Extract<CompoundCommandNode, { type: 'Case' }>): Promise<void> {
    const value = await this.expander.text(node.word);
    this.shell.status = 0;
    let fallsThrough = false;
    for (const item of node.items) {
      let fits = fallsThrough;
      for (const word of fits ? [] : item.patterns) {
        const options = { extglob: this.shell.shopt.has('extglob'), ignoreCase: this.shell.shopt.has('nocasematch') };
        if (patternRegExp(await this.expander.pattern(word), options).test(value)) fits = true;
        if (fits) break;
      }
      if (!fits) continue;
      await this.statements(item.body);
      if (item.terminator === ';;') return;
      fallsThrough = item.terminator === ';&';
    }
  }

  async #simple(node: SimpleCommandNode): Promise<void> {
    const { shell } = this;
    const argv = await this.expander.fields(node.name ? [node.name, ...node.args] : node.args);
    if (argv.length === 0) return this.#assignOnly(node);
    const text = argv.map(shellQuote).join(' ');
    const trace = { script: shell.script, line: shell.line, text };
    const startedAt = shell.host.computer.kernel.now;
    shell.host.onCommand?.(trace);
    await this.#withAssignments(node, argv, () => this.#dispatch(node, argv));
    shell.host.onCommandEnd?.({ ...trace, status: shell.status, ms: shell.host.computer.kernel.now - startedAt });
    if (argv.length > 0) shell.variables.set('_', { value: argv.at(-1)! });
  }

  async #assignOnly(node: SimpleCommandNode): Promise<void> {
    const { shell } = this;
    await shell.task.charge(BUILTIN_MS);
    shell.status = 0;
    for (const assignment of node.assignments) await this.assign(assignment);
    if (shell.options.has('xtrace') && node.assignments.length > 0) {
      for (const { name } of node.assignments) await shell.err(`+ ${name}=${shellQuote(shell.get(name) ?? '')}\n`);
    }
    const { status } = shell;
    await this.#redirected(node.redirections, async () => undefined);
    shell.status = status;
  }

  /** Carries out `name=value`, `name+=value`, `name[i]=value`, `name=(…)`. */
  async assign(node: SimpleCommandNode['assignments'][number]): Promise<void> {
    const { shell, expander } = this;
    const [, array, subscript] = /^([A-Za-z_]\w*)\[(.*)\]$/s.exec(node.name) ?? [];
    if (node.array) return this.#assignArray(node.name, node.array, node.append);
    let value = node.value ? await expander.text(node.value) : '';
    const name = array ?? node.name;
    const integer = shell.variables.get(name)?.integer;
    if (integer)
      value = String((await expander.evaluateText(node.append ? `${shell.get(name) ?? 0}+(${value})` : value)) ?? '');
    if (array) shell.setElement(array, await expander.subscript(array, subscript!), value, node.append);
    else shell.set(name, value, node.append && !integer);
  }

  async #assignArray(
    name: string,
    words: NonNullable<SimpleCommandNode['assignments'][number]['array']>,
    append: boolean,
  ): Promise<void> {
    const { shell, expander } = this;
    const old = shell.variables.get(name);
    if (old?.readonly) throw new ExpansionError(`${name}: readonly variable`);
    const kind = old?.array ?? 'indexed';
    const elements: Record<string, string> = append && typeof old?.value === 'object' ? { ...old.value } : {};
    if (append && typeof old?.value === 'string') elements[0] = old.value;
    let next = Math.max(-1, ...Object.keys(elements).map(Number).filter(Number.isInteger)) + 1;
    for (const word of words) {
      const keyed = /^\[(.+?)\]=(.*)$/s.exec(await expander.text(word));
      if (keyed) {
        const key = kind === 'assoc' ? keyed[1]! : String(await expander.evaluateText(keyed[1]!));
        elements[key] = keyed[2]!;
        next = Number(key) + 1;
      } else for (const value of await expander.fields([word])) elements[next++] = value;
    }
    shell.variables.set(name, { ...old, array: kind, value: elements });
  }

  /** Assignments before a command are its own environment; before a special builtin of a POSIX shell they stay. */
  async #withAssignments(node: SimpleCommandNode, argv: readonly string[], act: () => Promise<void>): Promise<void> {
    const { shell } = this;
    if (node.assignments.length === 0) return act();
    const before = new Map(node.assignments.map(({ name }) => [name, shell.variables.get(name)] as const));
    for (const assignment of node.assignments) {
      await this.assign(assignment);
      const variable = shell.variables.get(assignment.name);
      if (variable) shell.variables.set(assignment.name, { ...variable, exported: true });
    }
    await act();
    if (!shell.bash && SPECIAL.has(argv[0]!)) return;
    for (const [name, variable] of before) {
      if (variable) shell.variables.set(name, variable);
      else shell.variables.delete(name);
    }
  }

  async #dispatch(node: SimpleCommandNode, argv: string[]): Promise<void> {
    const { shell } = this;
    const before = shell.descriptors;
    let descriptors: Map<number, Descriptor>;
    try {
      descriptors = node.redirections.length > 0 ? await redirect(shell, this.expander, node.redirections) : before;
    } catch (error) {
      if (!(error instanceof ExpansionError)) throw error;
      await shell.complain(error.message);
      shell.status = error.status;
      if (!shell.bash && SPECIAL.has(argv[0]!) && !shell.interactive) throw new ExitShell(error.status);
      return;
    }
    if (shell.options.has('xtrace')) await shell.err(`+ ${argv.map(shellQuote).join(' ')}\n`);
    shell.descriptors = descriptors;
    try {
      await this.run(argv, node);
    } catch (error) {
      if (!(error instanceof BrokenPipe)) throw error;
      shell.status = 141;
    } finally {
      // Redirections of `exec` without a command stay.
      if (!(argv[0] === 'exec' && argv.length === 1)) shell.descriptors = before;
    }
  }

  /** Runs expanded words: a function, a builtin, a program. */
  async run(argv: readonly string[], node?: SimpleCommandNode, options: { functions?: boolean } = {}): Promise<void> {
    const { shell } = this;
    const name = argv[0]!;
    const definition = options.functions === false ? undefined : functionOf(shell, name);
    if (definition) return this.#callFunction(definition, argv);
    const builtin = builtins(shell.dialect)[name];
    if (!builtin) return this.#program(argv);
    await shell.task.charge(BUILTIN_MS);
    shell.status = await builtin({ shell, executor: this, argv, ...(node ? { node } : {}) });
  }

  async #callFunction(definition: FunctionDefNode, argv: readonly string[]): Promise<void> {
    const { shell } = this;
    if (shell.functionDepth >= DEPTH_MAX)
      throw new ExpansionError(`${argv[0]}: maximum function nesting level exceeded (${DEPTH_MAX})`);
    const { positional } = shell;
    const loops = shell.loopDepth;
    shell.positional = argv.slice(1);
    shell.functionDepth++;
    shell.loopDepth = 0;
    shell.scopes.push(new Map([['FUNCNAME', shell.variables.get('FUNCNAME')]]));
    shell.variables.set('FUNCNAME', { value: argv[0]! });
    try {
      await shell.task.charge(BUILTIN_MS);
      await this.#redirected([...definition.redirections], () => this.command(definition.body));
    } catch (error) {
      if (!(error instanceof ReturnFromFunction)) throw error;
      shell.status = error.status;
    } finally {
      shell.endScope();
      shell.functionDepth--;
      shell.loopDepth = loops;
      shell.positional = positional;
    }
  }

  async #program(argv: readonly string[]): Promise<void> {
    const { shell } = this;
    const pid = await this.spawn(argv);
    if (pid === undefined) return;
    try {
      shell.status = await shell.host.computer.processes.wait(pid, shell.task);
    } catch (error) {
      if (error instanceof TaskAborted)
        shell.host.computer.processes.kill(pid, Number(/^signal (\d+)$/.exec(error.reason)?.[1] ?? 15));
      throw error;
    }
  }

  /** Starts a program with the shell's descriptors; tells why when it cannot, and gives undefined. */
  async spawn(argv: readonly string[], change: { background?: boolean } = {}): Promise<number | undefined> {
    const { shell } = this;
    const { processes } = shell.host.computer;
    const group = processes.get(shell.host.pid)?.group;
    try {
      return processes.spawn({
        argv,
        env: shell.environment(),
        cwd: shell.cwd,
        user: shell.host.user,
        stdin: change.background ? nullInput : shell.stdin,
        stdout: shell.stdout,
        stderr: shell.stderr,
        parent: shell.host.pid,
        ...(group && !shell.interactive ? { group } : {}),
        ...(change.background ? holdPipes([shell.stdout, shell.stderr]) : {}),
      });
    } catch (error) {
      if (!(error instanceof CannotStart)) throw error;
      const text = shell.bash ? error.message : dashWords(error.message);
      await shell.complain(text);
      shell.status = error.status;
      return undefined;
    }
  }

  async #background(statement: StatementNode): Promise<void> {
    const { shell } = this;
    const descriptors = new Map(shell.descriptors);
    if (!shell.interactive) descriptors.set(0, { input: inputOf('') });
    const text = statement.sourceText?.replace(/\s*&\s*$/, '') ?? 'background';
    const pid =
      (await this.#backgroundProgram(statement, descriptors)) ?? this.#backgroundShell(statement, descriptors, text);
    shell.lastBackgroundPid = pid;
    const id = Math.max(0, ...shell.jobs.map((job) => job.id)) + 1;
    shell.jobs = [...shell.jobs, { id, pid, text }];
    if (shell.interactive) await shell.err(`[${id}] ${pid}\n`);
    shell.status = 0;
  }

  /** One program alone in the background is a process of its own: no shell waits for it, so it can stay when we go. */
  async #backgroundProgram(
    statement: StatementNode,
    descriptors: Map<number, Descriptor>,
  ): Promise<number | undefined> {
    const [pipeline, ...others] = statement.pipelines;
    const only =
      others.length === 0 && !pipeline!.negated && pipeline!.commands.length === 1 ? pipeline!.commands[0]! : undefined;
    if (only?.type !== 'SimpleCommand' || !only.name || only.assignments.length > 0) return undefined;
    if (only.name.parts.some((part) => part.type !== 'Literal')) return undefined;
    const executor = new Executor(this.shell.fork({ descriptors }));
    const { shell, expander } = executor;
    const name = await expander.text(only.name);
    if (functionOf(shell, name) || builtins(shell.dialect)[name]) return undefined;
    try {
      const argv = await expander.fields([only.name, ...only.args]);
      shell.descriptors = await redirect(shell, expander, only.redirections);
      return await executor.spawn(argv, { background: true });
    } catch (error) {
      if (error instanceof ExpansionError) return undefined;
      throw error;
    }
  }

  #backgroundShell(statement: StatementNode, descriptors: Map<number, Descriptor>, text: string): number {
    const { shell } = this;
    const body: StatementNode = { ...statement, background: false };
    const program: Program = {
      name: shell.dialect,
      summary: 'a command in the background',
      startMs: 0,
      run: ({ task }) => runSubshell(shell.fork({ task, descriptors }), (executor) => executor.#tail(body)),
    };
    return shell.host.computer.processes.start(program, {
      argv: [shell.dialect, '-c', text],
      env: shell.environment(),
      cwd: shell.cwd,
      user: shell.host.user,
      stdout: descriptors.get(1)?.output ?? shell.stdout,
      stderr: descriptors.get(2)?.output ?? shell.stderr,
      parent: shell.host.pid,
      ...holdPipes([...descriptors.values()].flatMap(({ output }) => (output ? [output] : []))),
    });
  }

  async #tail(statement: StatementNode): Promise<number> {
    await this.statement(statement);
    return this.shell.status;
  }
}

/** How dash says what bash says. */
const dashWords = (message: string): string =>
  message
    .replace(/: (?:command not found|No such file or directory)$/, ': not found')
    .replace(/: Is a directory$/, ': Permission denied');

/** Pipes stay open as long as a background command holds them. */
function holdPipes(outputs: readonly Output[]): { onExit?: () => void } {
  const pipes = [...new Set(outputs)].filter((output): output is Pipe => output instanceof Pipe);
  for (const pipe of pipes) pipe.addWriter();
  return pipes.length > 0 ? { onExit: () => pipes.forEach((pipe) => pipe.closeWriter()) } : {};
}

/** Runs something in a shell that ends with it; gives its status. */
export async function runSubshell(shell: Shell, act: (executor: Executor) => Promise<number>): Promise<number> {
  const executor = new Executor(shell);
  try {
    shell.status = await act(executor);
  } catch (error) {
    if (error instanceof ExitShell || error instanceof ReturnFromFunction) shell.status = error.status;
    else if (error instanceof BreakLoop) shell.status = 0;
    else if (error instanceof BrokenPipe) shell.status = 141;
    else if (error instanceof ShellSyntaxError) {
      await shell.complain(error.message);
      shell.status = 2;
    } else throw error;
  }
  return runExitTrap(executor);
}

/** Runs what `trap … EXIT` asked for; gives the status to end with. */
export async function runExitTrap(executor: Executor): Promise<number> {
  const { shell } = executor;
  const trap = shell.traps.EXIT;
  if (!trap) return shell.status;
  shell.traps = {};
  const { status } = shell;
  try {
    await executor.source(trap, shell.name);
  } catch (error) {
    if (error instanceof ExitShell) return error.status;
    throw error;
  }
  return status;
}
