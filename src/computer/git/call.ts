// One call of git: where it stands, what holds there, and how it complains.
import git from 'isomorphic-git';
import type { Files } from '../disk/disk.ts';
import { resolvePath } from '../disk/path.ts';
import type { ProgramContext } from '../program.ts';
import { readConfig, type GitConfig } from './config.ts';
import { gitFileSystem, type GitFileSystem } from './fileSystem.ts';
import type { Signature } from './repository.ts';

/** Ends a command as git's `die` does. */
export class GitFailure extends Error {
  readonly status: number;

  constructor(message: string, status = 128) {
    super(message);
    this.status = status;
  }
}

/** A working copy. */
export interface WorkingCopy {
  readonly fs: GitFileSystem;
  readonly dir: string;
  readonly gitdir: string;
  readonly cache: object;
}

/** What a subcommand is given. */
export interface GitCall {
  readonly context: ProgramContext;
  readonly files: Files;
  readonly cwd: string;
  /** Words after the subcommand. */
  readonly args: readonly string[];
  readonly config: GitConfig;
  /** The working copy that `cwd` is in. @throws GitFailure when there is none */
  copy(): WorkingCopy;
  out(text: string): void | Promise<void>;
  err(text: string): void | Promise<void>;
}

export type GitCommand = (call: GitCall) => number | Promise<number>;

/** A call for `context` with `args`, as seen from `cwd`; `given` are values of `-c`. */
export function gitCall(
  context: ProgramContext,
  cwd: string,
  args: readonly string[],
  given: ReadonlyMap<string, string>,
): GitCall {
  const { files } = context;
  const dir = findRoot(files, cwd);
  const gitdir = dir === undefined ? undefined : `${dir === '/' ? '' : dir}/.git`;
  const config = new Map(readConfig(files, context.env.HOME ?? '/', gitdir));
  for (const [key, value] of given) config.set(key, [...(config.get(key) ?? []), value]);
  const cache = {};
  return {
    context,
    files,
    cwd,
    args,
    config,
    copy: () => {
      if (dir === undefined) throw new GitFailure('not a git repository (or any of the parent directories): .git');
      return { fs: gitFileSystem(files), dir, gitdir: gitdir!, cache };
    },
    out: (text) => context.stdout.write(text, context.task),
    err: (text) => context.stderr.write(text, context.task),
  };
}

function findRoot(files: Files, cwd: string): string | undefined {
  for (let folder = cwd; ; folder = resolvePath(folder, '..')) {
    if (files.isFile(`${folder === '/' ? '' : folder}/.git/HEAD`)) return folder;
    if (folder === '/') return undefined;
  }
}

/** The last value of a key. */
export const configValue = (config: GitConfig, key: string): string | undefined => config.get(key)?.at(-1);

/** Who commits now. @throws GitFailure when git was not told */
export function identity({ context, config }: GitCall, role: 'AUTHOR' | 'COMMITTER'): Signature {
  const name = context.env[`GIT_${role}_NAME`] ?? configValue(config, 'user.name');
  const email = context.env[`GIT_${role}_EMAIL`] ?? configValue(config, 'user.email');
  if (!name || !email) {
    throw new GitFailure(`empty ident name (for <${context.user}@${context.computer.record.hostname}>) not allowed`);
  }
  const given = /^@?(\d+)(?: ([+-]\d{4}))?$/.exec(context.env[`GIT_${role}_DATE`] ?? '')?.[1];
  const timestamp = given ? Number(given) : Math.floor(context.computer.kernel.now / 1000);
  return { name, email, timestamp, timezoneOffset: 0 };
}

/** The branch that is checked out; undefined when HEAD is detached. */
export async function currentBranch(copy: WorkingCopy): Promise<string | undefined> {
  return (await git.currentBranch({ ...copy, test: false })) || undefined;
}

/** The id that `ref` stands for: a branch, a tag, a remote branch, HEAD~2, a short id. @throws GitFailure */
export async function resolve(copy: WorkingCopy, ref: string): Promise<string> {
  const [, base = '', steps = ''] = /^(.*?)((?:[~^]\d*)*)$/.exec(ref) ?? [];
  let oid = await findObject(copy, base === '@' ? 'HEAD' : base);
  if (oid === undefined)
    throw new GitFailure(
      `ambiguous argument '${ref}': unknown revision or path not in the working tree.\nUse '--' to separate paths from revisions, like this:\n'git <command> [<revision>...] -- [<file>...]'`,
    );
  for (const [, kind, digits] of steps.matchAll(/([~^])(\d*)/g)) {
    const count = digits === '' ? 1 : Number(digits);
    for (let n = 0; n < (kind === '~' ? count : 1); n++) {
      const { commit } = await git.readCommit({ ...copy, oid });
      const parent: string | undefined = commit.parent[kind === '~' ? 0 : count - 1];
      if (parent === undefined)
        throw new GitFailure(
          `ambiguous argument '${ref}': unknown revision or path not in the working tree.\nUse '--' to separate paths from revisions, like this:\n'git <command> [<revision>...] -- [<file>...]'`,
        );
      oid = parent;
    }
  }
  return oid;
}

async function findObject(copy: WorkingCopy, base: string): Promise<string | undefined> {
  const oid = await git.resolveRef({ ...copy, ref: base }).catch(() => undefined);
  if (oid) return (await git.readCommit({ ...copy, oid }).catch(() => undefined))?.oid ?? oid;
  return /^[0-9a-f]{4,40}$/.test(base) ? git.expandOid({ ...copy, oid: base }).catch(() => undefined) : undefined;
}

/** The first seven digits. */
export const short = (oid: string): string => oid.slice(0, 7);
