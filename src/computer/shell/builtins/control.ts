// exit, return, break, eval, source, exec, command, trap, set and what else steers a shell.
import { FsError } from '../../disk/errors.ts';
import { resolvePath } from '../../disk/path.ts';
import { CannotStart } from '../../process.ts';
import { BreakLoop, ExitShell, ReturnFromFunction } from '../control.ts';
import { shellQuote } from '../expand.ts';
import { functionOf } from '../state.ts';
import type { Shell } from '../runtime.ts';
import { builtins, type Builtin, type BuiltinCall } from './index.ts';

const KEYWORDS = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'for',
  'while',
  'until',
  'do',
  'done',
  'case',
  'esac',
  'function',
  'in',
  '{',
  '}',
  '!',
  '[[',
  ']]',
  'time',
  'select',
]);

async function statusOf({ shell, argv }: BuiltinCall): Promise<number> {
  const given = argv[1];
  if (given === undefined) return shell.status;
  if (/^[+-]?\d+$/.test(given)) return ((Number(given) % 256) + 256) % 256;
  await shell.complain(
    shell.bash ? `${argv[0]}: ${given}: numeric argument required` : `${argv[0]}: Illegal number: ${given}`,
  );
  return 2;
}

async function exit(call: BuiltinCall): Promise<number> {
  throw new ExitShell(await statusOf(call));
}

async function returns(call: BuiltinCall): Promise<number> {
  const { shell } = call;
  if (shell.functionDepth === 0 && shell.sourceDepth === 0 && shell.bash) {
    await shell.complain("return: can only `return' from a function or sourced script");
    return 2;
  }
  throw new ReturnFromFunction(await statusOf(call));
}

function loopControl(continues: boolean): Builtin {
  return async ({ shell, argv }) => {
    if (shell.loopDepth === 0) {
      if (shell.bash) await shell.complain(`${argv[0]}: only meaningful in a \`for', \`while', or \`until' loop`);
      return 0;
    }
    throw new BreakLoop(Math.max(1, Number(argv[1] ?? 1) || 1), continues);
  };
}

async function evaluate({ shell, executor, argv }: BuiltinCall): Promise<number> {
  const source = argv.slice(1).join(' ');
  if (!source.trim()) return 0;
  const { line } = shell;
  const status = await executor.source(source, shell.name);
  shell.line = line;
  return status;
}

async function source({ shell, executor, argv }: BuiltinCall): Promise<number> {
  const [name, file, ...args] = argv;
  if (file === undefined) {
    await shell.complain(`${name}: filename argument required`);
    return 2;
  }
  const path = findSource(shell, file);
  let text: string;
  try {
    text = shell.files.readText(path ?? resolvePath(shell.cwd, file));
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (shell.bash) {
      await shell.complain(`${file}: ${error.text}`);
      return 1;
    }
    await shell.complain(`.: cannot open ${file}: No such file`);
    throw new ExitShell(2);
  }
  const { positional, line, script } = shell;
  if (args.length > 0) shell.positional = args;
  shell.sourceDepth++;
  shell.script = file;
  try {
    return await executor.source(text, file);
  } catch (error) {
    if (error instanceof ReturnFromFunction) return error.status;
    throw error;
  } finally {
    shell.sourceDepth--;
    shell.positional = args.length > 0 ? positional : shell.positional;
    shell.line = line;
    shell.script = script;
  }
}

function findSource(shell: Shell, file: string): string | undefined {
  if (file.includes('/')) return undefined;
  const folders = [...(shell.get('PATH') ?? '').split(':'), ...(shell.bash ? ['.'] : [])];
  return folders
    .map((folder) => resolvePath(shell.cwd, `${folder || '.'}/${file}`))
    .find((path) => shell.files.isFile(path));
}

async function exec({ shell, executor, argv }: BuiltinCall): Promise<number> {
  const words = argv[1] === '--' ? argv.slice(2) : argv.slice(1);
  if (words.length === 0) return 0;
  await executor.run(words, undefined, { functions: false });
  throw new ExitShell(shell.status);
}

/** What a name means to the shell, as `type` and `command -v` tell. */
function meaning(
  shell: Shell,
  name: string,
): { kind: 'alias' | 'keyword' | 'function' | 'builtin' | 'file'; path?: string } | undefined {
  if (Object.hasOwn(shell.aliases, name)) return { kind: 'alias' };
  if (KEYWORDS.has(name)) return { kind: 'keyword' };
  if (functionOf(shell, name)) return { kind: 'function' };
  if (builtins(shell.dialect)[name]) return { kind: 'builtin' };
  try {
    const { path } = shell.host.computer.processes.find(name, {
      env: shell.environment(),
      cwd: shell.cwd,
      user: shell.host.user,
    });
    return { kind: 'file', path };
  } catch (error) {
    if (error instanceof CannotStart) return undefined;
    throw error;
  }
}

async function type({ shell, argv }: BuiltinCall): Promise<number> {
  const words = argv.slice(1).filter((word) => !/^-[tpPaf]+$/.test(word));
  const short = argv.includes('-t');
  const pathOnly = argv.some((word) => /^-[pP]$/.test(word));
  let status = 0;
  for (const name of words) {
    const found = meaning(shell, name);
    if (!found) {
      if (!short && !pathOnly)
        await (shell.bash ? shell.complain(`type: ${name}: not found`) : shell.out(`${name}: not found\n`));
      status = shell.bash ? 1 : 127;
    } else if (short) await shell.out(`${found.kind}\n`);
    else if (pathOnly) await shell.out(found.path ? `${found.path}\n` : '');
    else await shell.out(`${name} is ${describe(shell, name, found)}\n`);
  }
  return status;
}

function describe(shell: Shell, name: string, { kind, path }: NonNullable<ReturnType<typeof meaning>>): string {
  if (kind === 'file') return path!;
  if (kind === 'alias') return `aliased to \`${shell.aliases[name]}'`;
  if (kind === 'keyword') return 'a shell keyword';
  return kind === 'function' ? 'a function' : `a shell builtin`;
}

async function command(call: BuiltinCall): Promise<number> {
  const { shell, executor, argv } = call;
  if (argv[1] === '-v' || argv[1] === '-V') {
    let status = 0;
    for (const name of argv.slice(2)) {
      const found = meaning(shell, name);
      if (!found) status = shell.bash ? 1 : 127;
      else if (argv[1] === '-V') await shell.out(`${name} is ${describe(shell, name, found)}\n`);
      else
        await shell.out(
          `${found.kind === 'alias' ? `alias ${name}='${shell.aliases[name]}'` : (found.path ?? name)}\n`,
        );
    }
    return status;
  }
  const words = argv.slice(argv[1] === '-p' || argv[1] === '--' ? 2 : 1);
  if (words.length === 0) return 0;
  await executor.run(words, undefined, { functions: false });
  return shell.status;
}

const SIGNAL_NAMES: Readonly<Record<string, string>> = {
  '0': 'EXIT',
  '1': 'HUP',
  '2': 'INT',
  '3': 'QUIT',
  '15': 'TERM',
};

async function trap({ shell, argv }: BuiltinCall): Promise<number> {
  const words = argv.slice(argv[1] === '--' ? 2 : 1);
  if (words.length === 0 || words[0] === '-p') {
    for (const [name, text] of Object.entries(shell.traps)) {
      await shell.out(
        `trap -- ${shellQuote(text)} ${name === 'EXIT' || name === 'ERR' ? name : shell.bash ? `SIG${name}` : name}\n`,
      );
    }
    return 0;
  }
  const [action, ...signals] = words.length === 1 ? ['-', words[0]!] : words;
  for (const signal of signals) {
    const name = SIGNAL_NAMES[signal] ?? signal.toUpperCase().replace(/^SIG/, '');
    const { [name]: _old, ...others } = shell.traps;
    shell.traps = action === '-' ? others : { ...others, [name]: action! };
  }
  return 0;
}

const OPTION_LETTERS: Readonly<Record<string, string>> = {
  e: 'errexit',
  u: 'nounset',
  x: 'xtrace',
  f: 'noglob',
  v: 'verbose',
  n: 'noexec',
  a: 'allexport',
  C: 'noclobber',
  m: 'monitor',
  b: 'notify',
  h: 'hashall',
  E: 'errtrace',
  T: 'functrace',
  B: 'braceexpand',
};
const OPTION_NAMES = [
  'allexport',
  'braceexpand',
  'errexit',
  'errtrace',
  'hashall',
  'monitor',
  'noclobber',
  'noglob',
  'nounset',
  'pipefail',
  'posix',
  'verbose',
  'xtrace',
];

async function set({ shell, argv }: BuiltinCall): Promise<number> {
  const words = argv.slice(1);
  if (words.length === 0) {
    const lines = [...shell.variables]
      .filter(([, { value }]) => typeof value === 'string')
      .map(([name, { value }]) => `${name}=${shellQuote(value as string)}\n`);
    await shell.out(lines.sort().join(''));
    return 0;
  }
  while (words.length > 0 && /^[-+]./.test(words[0]!)) {
    const word = words.shift()!;
    if (word === '--') {
      shell.positional = words;
      return 0;
    }
    for (const letter of word.slice(1)) {
      const name = letter === 'o' ? words.shift() : OPTION_LETTERS[letter];
      if (name === undefined && letter === 'o') {
        for (const option of OPTION_NAMES)
          await shell.out(`${option.padEnd(15)}\t${shell.options.has(option) ? 'on' : 'off'}\n`);
        return 0;
      }
      if (
        name === undefined ||
        (letter === 'o' && !OPTION_NAMES.includes(name)) ||
        (name === 'pipefail' && !shell.bash)
      ) {
        await shell.complain(
          shell.bash
            ? `set: ${letter === 'o' ? `${name}: invalid option name` : `${word}: invalid option`}`
            : `set: Illegal option ${letter === 'o' ? `-o ${name}` : word}`,
        );
        if (!shell.bash) throw new ExitShell(2);
        return letter === 'o' ? 1 : 2;
      }
      if (word.startsWith('-')) shell.options.add(name);
      else shell.options.delete(name);
    }
  }
  if (words.length > 0) shell.positional = words;
  return 0;
}

async function shift({ shell, argv }: BuiltinCall): Promise<number> {
  const count = Number(argv[1] ?? 1);
  if (count > shell.positional.length) {
    if (shell.bash) return 1;
    await shell.complain("shift: can't shift that many");
    throw new ExitShell(2);
  }
  shell.positional = shell.positional.slice(count);
  return 0;
}

const SHOPTS = [
  'dotglob',
  'expand_aliases',
  'extglob',
  'failglob',
  'globstar',
  'inherit_errexit',
  'lastpipe',
  'nocaseglob',
  'nocasematch',
  'nullglob',
  'sourcepath',
  'xpg_echo',
];

async function shopt({ shell, argv }: BuiltinCall): Promise<number> {
  const names = argv.slice(1).filter((word) => !word.startsWith('-'));
  for (const name of names) {
    if (!SHOPTS.includes(name)) {
      await shell.complain(`shopt: ${name}: invalid shell option name`);
      return 1;
    }
    if (argv.includes('-s')) shell.shopt.add(name);
    else if (argv.includes('-u')) shell.shopt.delete(name);
    else if (!argv.includes('-q')) await shell.out(`${name.padEnd(15)}\t${shell.shopt.has(name) ? 'on' : 'off'}\n`);
  }
  const asks = !argv.includes('-s') && !argv.includes('-u');
  return asks && names.some((name) => !shell.shopt.has(name)) ? 1 : 0;
}

async function builtin({ shell, executor, argv }: BuiltinCall): Promise<number> {
  const found = builtins(shell.dialect)[argv[1] ?? ''];
  if (found) return found({ shell, executor, argv: argv.slice(1) });
  await shell.complain(`builtin: ${argv[1] ?? ''}: not a shell builtin`);
  return 1;
}

export const controlBuiltins: Readonly<Record<string, Builtin>> = {
  exit,
  return: returns,
  break: loopControl(false),
  continue: loopControl(true),
  eval: evaluate,
  source,
  '.': source,
  exec,
  type,
  command,
  trap,
  set,
  shift,
  shopt,
  builtin,
  logout: exit,
  hash: () => 0,
  times: async ({ shell }) => {
    await shell.out('0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n');
    return 0;
  },
};
