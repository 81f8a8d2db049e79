// git, as a program of laptops and build images.
import git from 'isomorphic-git';
import { resolvePath } from '../disk/path.ts';
import type { Program } from '../program.ts';
import { gitCall, GitFailure } from './call.ts';
import { subcommands } from './commands/index.ts';

const VERSION = 'git version 2.47.1\n';

/** Subcommands of git that Slipway knows of and does not simulate. */
const KNOWN = [
  'am',
  'archive',
  'bisect',
  'blame',
  'bundle',
  'cherry-pick',
  'clean',
  'describe',
  'format-patch',
  'gc',
  'grep',
  'merge',
  'notes',
  'rebase',
  'reflog',
  'shortlog',
  'stash',
  'submodule',
  'worktree',
];

const gitProgram: Program = {
  name: 'git',
  summary: 'the stupid content tracker',
  startMs: 2,
  async run(context) {
    const words = context.argv.slice(1);
    let { cwd } = context;
    const given = new Map<string, string>();
    while (words[0]?.startsWith('-')) {
      const word = words.shift()!;
      if (word === '--version') {
        await context.stdout.write(VERSION);
        return 0;
      }
      if (word === '-C') cwd = resolvePath(cwd, words.shift() ?? '.');
      else if (word === '-c') {
        const [key, value = 'true'] = (words.shift() ?? '').split(/=(.*)/s);
        given.set(key!, value);
      } else if (word !== '--no-pager') {
        await context.stderr.write(`unknown option: ${word}\n`);
        return 129;
      }
    }
    const [name, ...args] = words;
    if (name === 'version') {
      await context.stdout.write(VERSION);
      return 0;
    }
    if (name === undefined || name === 'help') {
      await context.stdout.write(
        `usage: git <command> [<args>]\n\nThese Git commands are simulated: ${Object.keys(subcommands).sort().join(', ')}\n`,
      );
      return name === undefined ? 1 : 0;
    }
    const command = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
    if (!command) {
      await context.stderr.write(
        KNOWN.includes(name)
          ? `git: Slipway does not simulate 'git ${name}'.\n`
          : `git: '${name}' is not a git command. See 'git --help'.\n${similar(name)}`,
      );
      return 1;
    }
    try {
      return await command(gitCall(context, cwd, args, given));
    } catch (error) {
      return fail(error, (text) => context.stderr.write(text));
    }
  },
};

async function fail(error: unknown, say: (text: string) => void | Promise<void>): Promise<number> {
  if (error instanceof GitFailure) {
    await say(`${error.status === 129 ? 'error' : 'fatal'}: ${error.message}\n`);
    return error.status;
  }
  if (error instanceof git.Errors.NotFoundError) {
    await say(`fatal: ${error.message}\n`);
    return 128;
  }
  throw error;
}

function similar(name: string): string {
  const close = Object.keys(subcommands).filter((other) => distance(name, other) <= 2);
  if (close.length === 0) return '';
  return `\nThe most similar command${close.length > 1 ? 's are' : ' is'}\n${close.map((other) => `\t${other}\n`).join('')}`;
}

/** How many letters have to change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}

export const gitPrograms: Readonly<Record<string, Program>> = { git: gitProgram };
