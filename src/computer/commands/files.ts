// Commands on files: cat, cp, mv, rm, mkdir, rmdir, ln, touch, chmod, tee, mktemp.
import { FsError } from '../disk/errors.ts';
import { basename, joinPath, resolvePath } from '../disk/path.ts';
import { readAll } from '../io.ts';
import type { Program, ProgramContext } from '../program.ts';
import { readOptions, UsageError, withUsage } from './options.ts';

type Run = (context: ProgramContext) => number | Promise<number>;

const program = (name: string, summary: string, run: Run): Program => ({
  name,
  summary,
  run: (context) => withUsage(context, () => run(context)),
});

/** Does `act` for each operand; what fails is told, the others go on. Gives 1 when any failed. */
async function forEach(
  context: ProgramContext,
  operands: readonly string[],
  act: (operand: string, path: string) => void | Promise<void>,
  verb = '',
): Promise<number> {
  let status = 0;
  for (const operand of operands) {
    try {
      await act(operand, resolvePath(context.cwd, operand));
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await context.stderr.write(`${context.argv[0]}: ${verb ? `${verb} '${operand}'` : operand}: ${error.text}\n`);
      status = 1;
    }
    await context.task.charge(0.02);
  }
  return status;
}

function need(context: ProgramContext, operands: readonly string[], count = 1): void {
  if (operands.length >= count) return;
  const name = basename(context.argv[0]!);
  throw new UsageError(
    operands.length === 0
      ? `${name}: missing ${name === 'cp' || name === 'mv' ? 'file ' : ''}operand`
      : `${name}: missing destination file operand after '${operands[0]}'`,
  );
}

const cat: Run = async (context) => {
  const { operands, flags } = readOptions(context.argv, 'nAbensEtTuv');
  let line = 0;
  const show = async (data: Uint8Array): Promise<void> => {
    if (!flags.has('n')) return context.stdout.write(data, context.task);
    const text = new TextDecoder().decode(data);
    await context.stdout.write(
      text.replace(/^.*\n?/gm, (all) => (all === '' ? '' : `${String(++line).padStart(6)}\t${all}`)),
      context.task,
    );
  };
  return forEach(context, operands.length > 0 ? operands : ['-'], async (operand, path) => {
    if (operand === '-') {
      for (let chunk = await context.stdin.read(context.task); chunk; chunk = await context.stdin.read(context.task))
        await show(chunk);
    } else await show(context.files.readFile(path));
  });
};

const mkdir: Run = (context) => {
  const { flags, values, operands } = readOptions(context.argv, 'pvm:', { parents: 'p', mode: 'm', verbose: 'v' });
  need(context, operands);
  const mode = values.m ? { mode: Number.parseInt(values.m, 8) } : {};
  return forEach(
    context,
    operands,
    (_operand, path) => context.files.mkdir(path, { recursive: flags.has('p'), ...mode }),
    'cannot create directory',
  );
};

const rmdir: Run = (context) => {
  const { operands } = readOptions(context.argv, 'pv');
  need(context, operands);
  return forEach(context, operands, (_operand, path) => context.files.rmdir(path), 'failed to remove');
};

const rm: Run = (context) => {
  const { flags, operands } = readOptions(context.argv, 'rRfivd', { recursive: 'r', force: 'f', verbose: 'v' });
  if (operands.length === 0 && flags.has('f')) return 0;
  need(context, operands);
  const recursive = flags.has('r') || flags.has('R');
  return forEach(
    context,
    operands,
    (_operand, path) => {
      if (!flags.has('f')) context.files.lstat(path);
      else if (!exists(context, path)) return;
      if (path === '/') throw new FsError('EPERM', path, 'rm');
      if (recursive) context.files.remove(path);
      else context.files.unlink(path);
    },
    'cannot remove',
  );
};

function exists({ files }: ProgramContext, path: string): boolean {
  try {
    files.lstat(path);
    return true;
  } catch {
    return false;
  }
}

/** Where `source` goes: into the target when that is a folder. */
const targetFor = (context: ProgramContext, target: string, source: string): string =>
  context.files.isDirectory(target) ? joinPath(target, basename(source)) : target;

function copy(context: ProgramContext, from: string, to: string, keep: boolean): void {
  const { files } = context;
  const stat = files.lstat(from);
  if (stat.kind === 'directory') {
    if (!files.isDirectory(to)) files.mkdir(to, { mode: stat.mode });
    for (const name of files.readdir(from)) copy(context, joinPath(from, name), joinPath(to, name), keep);
  } else if (stat.kind === 'link' && keep) {
    if (exists(context, to)) files.unlink(to);
    files.symlink(files.readlink(from), to);
  } else {
    files.writeFile(to, files.readFile(from), { mode: files.stat(from).mode });
    if (keep) files.utimes(to, stat.mtimeMs);
  }
}

const cp: Run = async (context) => {
  const { flags, operands } = readOptions(context.argv, 'rRafpvnudTL', {
    recursive: 'r',
    archive: 'a',
    force: 'f',
    verbose: 'v',
  });
  need(context, operands, 2);
  const target = operands.at(-1)!;
  const sources = operands.slice(0, -1);
  const targetPath = resolvePath(context.cwd, target);
  if (sources.length > 1 && !context.files.isDirectory(targetPath)) {
    await context.stderr.write(
      `cp: target '${target}'${context.files.exists(targetPath) ? ' is not a directory' : ': No such file or directory'}\n`,
    );
    return 1;
  }
  const recursive = ['r', 'R', 'a'].some((flag) => flags.has(flag));
  let status = 0;
  for (const source of sources) {
    const from = resolvePath(context.cwd, source);
    const problem = !exists(context, from)
      ? `cannot stat '${source}': No such file or directory`
      : context.files.isDirectory(from) && !recursive
        ? `-r not specified; omitting directory '${source}'`
        : undefined;
    if (problem) {
      await context.stderr.write(`cp: ${problem}\n`);
      status = 1;
      continue;
    }
    // `cp -r folder/. target` copies what is in the folder.
    const into = /(^|\/)\.$/.test(source) ? targetPath : targetFor(context, targetPath, source);
    if (flags.has('n') && exists(context, into)) continue;
    status = Math.max(
      status,
      await forEach(
        context,
        [into],
        () => copy(context, from, into, flags.has('a') || flags.has('p')),
        'cannot create',
      ),
    );
  }
  return status;
};

const mv: Run = async (context) => {
  const { operands } = readOptions(context.argv, 'fnvuT', { force: 'f', verbose: 'v' });
  need(context, operands, 2);
  const target = operands.at(-1)!;
  const targetPath = resolvePath(context.cwd, target);
  let status = 0;
  for (const source of operands.slice(0, -1)) {
    const from = resolvePath(context.cwd, source);
    const into = targetFor(context, targetPath, source);
    try {
      context.files.rename(from, into);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      const missing = !exists(context, from);
      await context.stderr.write(
        missing
          ? `mv: cannot stat '${source}': No such file or directory\n`
          : `mv: cannot move '${source}' to '${target}': ${error.text}\n`,
      );
      status = 1;
    }
  }
  return status;
};

const ln: Run = async (context) => {
  const { flags, operands } = readOptions(context.argv, 'sfnvr', { symbolic: 's', force: 'f', 'no-dereference': 'n' });
  need(context, operands);
  const [source, name = basename(operands[0]!)] = operands;
  const given = resolvePath(context.cwd, name);
  const isFolder = context.files.isDirectory(given) && !(flags.has('n') && context.files.lstat(given).kind === 'link');
  const path = isFolder ? joinPath(given, basename(source!)) : given;
  return forEach(
    context,
    [name],
    () => {
      if (flags.has('f') && exists(context, path)) context.files.unlink(path);
      if (flags.has('s')) context.files.symlink(source!, path);
      else if (exists(context, path)) throw new FsError('EEXIST', path, 'link');
      else
        context.files.writeFile(path, context.files.readFile(resolvePath(context.cwd, source!)), {
          mode: context.files.stat(resolvePath(context.cwd, source!)).mode,
        });
    },
    `failed to create ${flags.has('s') ? 'symbolic' : 'hard'} link`,
  );
};

const touch: Run = (context) => {
  const { flags, operands } = readOptions(context.argv, 'acmd:t:r:', { 'no-create': 'c' });
  need(context, operands);
  return forEach(
    context,
    operands,
    (_operand, path) => {
      if (context.files.exists(path)) context.files.utimes(path, context.computer.kernel.now);
      else if (!flags.has('c')) context.files.writeFile(path, '');
    },
    'cannot touch',
  );
};

/** The mode that a symbolic or octal `spec` makes of `mode`; undefined when it is none. */
export function changedMode(spec: string, mode: number, isFolder: boolean): number | undefined {
  if (/^[0-7]{1,4}$/.test(spec)) return Number.parseInt(spec, 8);
  for (const clause of spec.split(',')) {
    const [, who = '', operator, letters] = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause) ?? [];
    if (!operator) return undefined;
    const classes = who === '' || who.includes('a') ? 'ugo' : who;
    let bits = 0;
    for (const letter of letters!) {
      const bit =
        letter === 'r'
          ? 4
          : letter === 'w'
            ? 2
            : letter === 'x' || (letter === 'X' && (isFolder || mode & 0o111))
              ? 1
              : 0;
      for (const one of classes) bits |= bit << (one === 'u' ? 6 : one === 'g' ? 3 : 0);
      if (letter === 't') bits |= 0o1000;
      if (letter === 's') bits |= (classes.includes('u') ? 0o4000 : 0) | (classes.includes('g') ? 0o2000 : 0);
    }
    const mask = [...classes].reduce((all, one) => all | (7 << (one === 'u' ? 6 : one === 'g' ? 3 : 0)), 0);
    mode = operator === '+' ? mode | bits : operator === '-' ? mode & ~bits : (mode & ~mask) | bits;
  }
  return mode;
}

const chmod: Run = async (context) => {
  const recursive = context.argv.slice(1).some((word) => /^-[a-zA-Z]*R/.test(word) || word === '--recursive');
  const [spec, ...operands] = context.argv.slice(1).filter((word) => !/^(-[Rvcf]+|--recursive)$/.test(word));
  if (spec === undefined) throw new UsageError('chmod: missing operand');
  if (operands.length === 0) throw new UsageError(`chmod: missing operand after '${spec}'`);
  if (changedMode(spec, 0, false) === undefined) throw new UsageError(`chmod: invalid mode: '${spec}'`);
  const { files } = context;
  const change = (path: string): void => {
    const { mode, kind } = files.stat(path);
    files.chmod(path, changedMode(spec, mode, kind === 'directory')!);
    if (recursive && kind === 'directory')
      for (const name of files.readdir(path))
        if (files.lstat(joinPath(path, name)).kind !== 'link') change(joinPath(path, name));
  };
  let status = 0;
  for (const operand of operands) {
    try {
      change(resolvePath(context.cwd, operand));
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await context.stderr.write(
        error.code === 'ENOENT'
          ? `chmod: cannot access '${operand}': ${error.text}\n`
          : `chmod: changing permissions of '${operand}': ${error.text}\n`,
      );
      status = 1;
    }
  }
  return status;
};

const tee: Run = async (context) => {
  const { flags, operands } = readOptions(context.argv, 'ai', { append: 'a' });
  const data = await readAll(context.stdin, context.task);
  const status = await forEach(context, operands, (_operand, path) =>
    flags.has('a') ? context.files.appendFile(path, data) : context.files.writeFile(path, data),
  );
  await context.stdout.write(data, context.task);
  return status;
};

const mktemp: Run = async (context) => {
  const { flags, values, operands } = readOptions(context.argv, 'dqtup:', { directory: 'd', tmpdir: 'p' });
  const template = operands[0] ?? 'tmp.XXXXXXXXXX';
  const { chance } = context.computer.kernel;
  const name = template.replace(/X{3,}(?=[^X]*$)/, (xs) =>
    chance.text(
      `mktemp/${context.computer.id}`,
      xs.length,
      'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
    ),
  );
  const folder = operands.length === 0 || flags.has('t') || values.p ? (values.p ?? context.env.TMPDIR ?? '/tmp') : '.';
  const path = resolvePath(context.cwd, name.startsWith('/') ? name : `${folder}/${name}`);
  const status = await forEach(
    context,
    [path],
    () =>
      flags.has('d') ? context.files.mkdir(path, { mode: 0o700 }) : context.files.writeFile(path, '', { mode: 0o600 }),
    'failed to create file via template',
  );
  if (status === 0) await context.stdout.write(`${folder === '.' && !name.startsWith('/') ? name : path}\n`);
  return status;
};

export const filePrograms: readonly Program[] = [
  program('cat', 'shows files', cat),
  program('mkdir', 'makes folders', mkdir),
  program('rmdir', 'removes empty folders', rmdir),
  program('rm', 'removes files and folders', rm),
  program('cp', 'copies files and folders', cp),
  program('mv', 'moves and renames', mv),
  program('ln', 'makes links', ln),
  program('touch', 'makes a file or renews its time', touch),
  program('chmod', 'changes permission bits', chmod),
  program('tee', 'copies its input to files', tee),
  program('mktemp', 'makes a temporary file', mktemp),
];
