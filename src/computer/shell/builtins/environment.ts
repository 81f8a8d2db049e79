// Where the shell is: cd, pwd, the stack of folders, umask, ulimit, aliases.
import { FsError } from '../../disk/errors.ts';
import { resolvePath } from '../../disk/path.ts';
import type { Shell } from '../runtime.ts';
import type { Builtin, BuiltinCall } from './index.ts';

/** Goes to a folder; gives what `cd` says when it cannot. */
function go(shell: Shell, target: string): string | undefined {
  const path = resolvePath(shell.cwd, target);
  try {
    if (shell.files.stat(path).kind !== 'directory') return 'Not a directory';
    if (!shell.files.may(path, 1)) return 'Permission denied';
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    return error.text;
  }
  shell.variables.set('OLDPWD', { value: shell.cwd, exported: true });
  shell.cwd = path;
  shell.variables.set('PWD', { value: path, exported: true });
  return undefined;
}

async function cd({ shell, argv }: BuiltinCall): Promise<number> {
  const words = argv.slice(1).filter((word) => !/^(-[LPe]+|--)$/.test(word));
  const [given] = words;
  if (words.length > 1 && shell.bash) {
    await shell.complain('cd: too many arguments');
    return 1;
  }
  const target = given === '-' ? shell.get('OLDPWD') : (given ?? shell.get('HOME'));
  if (target === undefined) {
    await shell.complain(given === '-' ? 'cd: OLDPWD not set' : 'cd: HOME not set');
    return 1;
  }
  if (target === '') return 0;
  const problem = go(shell, target);
  if (problem) {
    await shell.complain(shell.bash ? `cd: ${given ?? target}: ${problem}` : `cd: can't cd to ${given ?? target}`);
    return shell.bash ? 1 : 2;
  }
  if (given === '-') await shell.out(`${shell.cwd}\n`);
  return 0;
}

async function pwd({ shell, argv }: BuiltinCall): Promise<number> {
  await shell.out(`${argv.includes('-P') ? shell.files.realpath(shell.cwd) : shell.cwd}\n`);
  return 0;
}

async function pushd(call: BuiltinCall): Promise<number> {
  const { shell, argv } = call;
  const from = shell.cwd;
  const [target = shell.dirStack[0]] = argv.slice(1);
  if (target === undefined) {
    await shell.complain('pushd: no other directory');
    return 1;
  }
  const problem = go(shell, target);
  if (problem) {
    await shell.complain(`pushd: ${target}: ${problem}`);
    return 1;
  }
  shell.dirStack = [from, ...(argv.length > 1 ? shell.dirStack : shell.dirStack.slice(1))];
  return dirs(call);
}

async function popd(call: BuiltinCall): Promise<number> {
  const { shell } = call;
  const [target, ...rest] = shell.dirStack;
  if (target === undefined) {
    await shell.complain('popd: directory stack empty');
    return 1;
  }
  go(shell, target);
  shell.dirStack = rest;
  return dirs(call);
}

async function dirs({ shell }: BuiltinCall): Promise<number> {
  const home = shell.get('HOME');
  const short = (path: string): string =>
    home && (path === home || path.startsWith(`${home}/`)) ? `~${path.slice(home.length)}` : path;
  await shell.out(`${[shell.cwd, ...shell.dirStack].map(short).join(' ')}\n`);
  return 0;
}

async function umask({ shell, argv }: BuiltinCall): Promise<number> {
  const [mode] = argv.slice(1);
  if (mode === undefined) await shell.out(`${shell.umask.toString(8).padStart(4, '0')}\n`);
  else if (/^[0-7]+$/.test(mode)) shell.umask = Number.parseInt(mode, 8) & 0o777;
  else {
    await shell.complain(`umask: ${mode}: octal number out of range`);
    return 1;
  }
  return 0;
}

async function ulimit({ shell, argv }: BuiltinCall): Promise<number> {
  if (argv.length <= 2 && !/^\d+$/.test(argv[1] ?? '')) await shell.out(argv[1] === '-n' ? '1024\n' : 'unlimited\n');
  return 0;
}

async function alias({ shell, argv }: BuiltinCall): Promise<number> {
  if (argv.length === 1)
    for (const [name, value] of Object.entries(shell.aliases)) await shell.out(`alias ${name}='${value}'\n`);
  let status = 0;
  for (const word of argv.slice(1)) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(word) ?? [];
    if (name) shell.aliases = { ...shell.aliases, [name]: value! };
    else if (Object.hasOwn(shell.aliases, word)) await shell.out(`alias ${word}='${shell.aliases[word]}'\n`);
    else {
      await shell.complain(`alias: ${word}: not found`);
      status = 1;
    }
  }
  return status;
}

function unalias({ shell, argv }: BuiltinCall): number {
  if (argv[1] === '-a') shell.aliases = {};
  for (const name of argv.slice(1)) {
    const { [name]: _gone, ...rest } = shell.aliases;
    shell.aliases = rest;
  }
  return 0;
}

export const environmentBuiltins: Readonly<Record<string, Builtin>> = {
  cd,
  pwd,
  pushd,
  popd,
  dirs,
  umask,
  ulimit,
  alias,
  unalias,
};
