// ls: what is in a folder.
import { FsError } from '../disk/errors.ts';
import type { Stat } from '../disk/node.ts';
import { joinPath, resolvePath } from '../disk/path.ts';
import type { Program, ProgramContext } from '../program.ts';
import { readOptions, withUsage, type Options } from './options.ts';

const LETTERS = { file: '-', directory: 'd', link: 'l', device: 'c' } as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const HALF_YEAR_MS = 182 * 86_400_000;

/** `drwxr-xr-x` */
export function modeText({ kind, mode }: Pick<Stat, 'kind' | 'mode'>): string {
  const bits = [6, 3, 0]
    .map((shift) => ['r', 'w', 'x'].map((letter, index) => ((mode >> shift) & (4 >> index) ? letter : '-')).join(''))
    .join('');
  const sticky = mode & 0o1000 ? bits.slice(0, -1) + (bits.endsWith('x') ? 't' : 'T') : bits;
  return LETTERS[kind] + sticky;
}

/** The time as `ls -l` has it: with the hour when it is recent, with the year when it is not. */
export function timeText(at: number, now: number): string {
  const date = new Date(at);
  const day = `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)}`;
  const clock = `${String(date.getUTCHours()).padStart(2, '0')}:${String(date.getUTCMinutes()).padStart(2, '0')}`;
  return `${day} ${Math.abs(now - at) < HALF_YEAR_MS ? clock : String(date.getUTCFullYear()).padStart(5)}`;
}

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly stat: Stat;
}

const human = (bytes: number): string => {
  if (bytes < 1024) return String(bytes);
  const units = 'KMGT';
  let value = bytes / 1024;
  let unit = 0;
  for (; value >= 1024 && unit < 3; unit++) value /= 1024;
  return `${value < 10 ? (Math.ceil(value * 10) / 10).toFixed(1) : Math.ceil(value)}${units[unit]}`;
};

function show(context: ProgramContext, entries: readonly Entry[], { flags }: Options, total: boolean): string {
  const sorted = [...entries];
  if (flags.has('t')) sorted.sort((a, b) => b.stat.mtimeMs - a.stat.mtimeMs || b.stat.mtimeNs - a.stat.mtimeNs);
  else if (flags.has('S')) sorted.sort((a, b) => b.stat.size - a.stat.size);
  if (flags.has('r')) sorted.reverse();
  const suffix = ({ stat }: Entry): string =>
    flags.has('F')
      ? stat.kind === 'directory'
        ? '/'
        : stat.kind === 'link'
          ? '@'
          : stat.mode & 0o111
            ? '*'
            : ''
      : flags.has('p') && stat.kind === 'directory'
        ? '/'
        : '';
  if (!flags.has('l') && !flags.has('n')) {
    const names = sorted.map((entry) => entry.name + suffix(entry));
    const column = !context.stdout.isTerminal || flags.has('1');
    return names.length === 0 ? '' : `${names.join(column ? '\n' : '  ')}\n`;
  }
  const rows = sorted.map((entry) => {
    const { stat, name, path } = entry;
    const size = flags.has('h') ? human(stat.size) : String(stat.size);
    const link = stat.kind === 'link' ? ` -> ${context.files.readlink(path)}` : '';
    const links = stat.kind === 'directory' ? '2' : '1';
    return [
      modeText(stat),
      links,
      stat.owner,
      stat.group,
      size,
      timeText(stat.mtimeMs, context.computer.kernel.now),
      name + suffix(entry) + link,
    ];
  });
  const width = (column: number): number => Math.max(0, ...rows.map((row) => row[column]!.length));
  const lines = rows.map(
    ([mode, links, owner, group, size, time, name]) =>
      `${mode} ${links!.padStart(width(1))} ${owner!.padEnd(width(2))} ${group!.padEnd(width(3))} ${size!.padStart(width(4))} ${time} ${name}\n`,
  );
  const blocks = sorted.reduce(
    (sum, { stat }) => sum + (stat.kind === 'link' ? 0 : Math.ceil(stat.size / 4096) * 4),
    0,
  );
  return (total ? `total ${flags.has('h') ? human(blocks * 1024) : blocks}\n` : '') + lines.join('');
}

function listing(context: ProgramContext, path: string, { flags }: Options): Entry[] {
  const { files } = context;
  const names = files.readdir(path).filter((name) => flags.has('a') || flags.has('A') || !name.startsWith('.'));
  // GNU ls sorts as people do: without regard to case or leading dots.
  const key = (name: string): string => name.replace(/^\.+/, '').toLowerCase();
  names.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a < b ? -1 : 1));
  const all = flags.has('a') ? ['.', '..', ...names] : names;
  return all.map((name) => ({ name, path: joinPath(path, name), stat: files.lstat(resolvePath(path, name)) }));
}

async function run(context: ProgramContext): Promise<number> {
  const options = readOptions(context.argv, 'laAh1tSrRdFpniGgoLsc', {
    all: 'a',
    recursive: 'R',
    'human-readable': 'h',
    color: 'G',
    reverse: 'r',
  });
  const operands = options.operands.length > 0 ? options.operands : ['.'];
  const files: Entry[] = [];
  const folders: { name: string; path: string }[] = [];
  let status = 0;
  for (const name of operands) {
    const path = resolvePath(context.cwd, name);
    try {
      const stat = options.flags.has('l') ? context.files.lstat(path) : context.files.stat(path);
      if (stat.kind === 'directory' && !options.flags.has('d')) folders.push({ name, path });
      else files.push({ name, path, stat });
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await context.stderr.write(`ls: cannot access '${name}': ${error.text}\n`);
      status = 2;
    }
  }
  if (files.length > 0) await context.stdout.write(show(context, files, options, false), context.task);
  let first = files.length === 0;
  while (folders.length > 0) {
    const { name, path } = folders.shift()!;
    try {
      const entries = listing(context, path, options);
      if (operands.length > 1 || options.flags.has('R')) await context.stdout.write(`${first ? '' : '\n'}${name}:\n`);
      first = false;
      await context.stdout.write(show(context, entries, options, true), context.task);
      const inner = entries.filter(({ name: own, stat }) => stat.kind === 'directory' && own !== '.' && own !== '..');
      if (options.flags.has('R'))
        folders.unshift(...inner.map((entry) => ({ name: `${name}/${entry.name}`, path: entry.path })));
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      await context.stderr.write(`ls: cannot open directory '${name}': ${error.text}\n`);
      status = 2;
    }
  }
  return status;
}

export const ls: Program = {
  name: 'ls',
  summary: 'lists folders',
  run: (context) => withUsage(context, () => run(context)),
};
