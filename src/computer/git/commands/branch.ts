import git from 'isomorphic-git';
import { currentBranch, GitFailure, resolve, short, type GitCall, type GitCommand, type WorkingCopy } from '../call.ts';
import { changesOf } from './status.ts';

/** `git branch [-a|-r|-v|--show-current|-d NAME|-m NEW] [NAME [START]]` */
export const branch: GitCommand = async (call) => {
  const copy = call.copy();
  const current = await currentBranch(copy);
  const words = call.args.filter((word) => !word.startsWith('-'));
  const has = (...names: string[]): boolean => call.args.some((word) => names.includes(word));
  if (has('--show-current')) {
    await call.out(current ? `${current}\n` : '');
    return 0;
  }
  if (has('-d', '-D', '--delete')) return remove(call, copy, words, current, has('-D'));
  if (has('-m', '-M')) {
    const [from, to] = words.length > 1 ? words : [current!, words[0]!];
    await git.renameBranch({ ...copy, oldref: from!, ref: to!, checkout: from === current });
    return 0;
  }
  if (words.length > 0) {
    await create(copy, words[0]!, words[1]);
    return 0;
  }
  for (const name of has('-r') ? [] : (await git.listBranches({ ...copy })).sort()) {
    const oid = has('-v', '-vv') ? await resolve(copy, name) : undefined;
    const more = oid ? ` ${short(oid)} ${(await git.readCommit({ ...copy, oid })).commit.message.split('\n')[0]}` : '';
    await call.out(`${name === current ? '*' : ' '} ${name}${more}\n`);
  }
  if (has('-a', '-r', '--all')) {
    for (const name of (await git.listBranches({ ...copy, remote: 'origin' })).sort())
      if (name !== 'HEAD') await call.out(`  ${has('-r') ? '' : 'remotes/'}origin/${name}\n`);
  }
  return 0;
};

async function create(copy: WorkingCopy, name: string, start = 'HEAD'): Promise<void> {
  if ((await git.listBranches({ ...copy })).includes(name))
    throw new GitFailure(`a branch named '${name}' already exists`);
  const oid = await resolve(copy, start).catch(() => {
    throw new GitFailure(`not a valid object name: '${start}'`);
  });
  await git.writeRef({ ...copy, ref: `refs/heads/${name}`, value: oid });
}

async function remove(
  call: GitCall,
  copy: WorkingCopy,
  names: readonly string[],
  current: string | undefined,
  force: boolean,
): Promise<number> {
  for (const name of names) {
    const oid = await git.resolveRef({ ...copy, ref: `refs/heads/${name}` }).catch(() => undefined);
    const head = await git.resolveRef({ ...copy, ref: 'HEAD' });
    if (!oid) return complain(call, `branch '${name}' not found`);
    if (name === current) return complain(call, `cannot delete branch '${name}' used by worktree at '${copy.dir}'`);
    if (!force && oid !== head && !(await git.isDescendent({ ...copy, oid: head, ancestor: oid, depth: -1 }))) {
      return complain(
        call,
        `the branch '${name}' is not fully merged.\nIf you are sure you want to delete it, run 'git branch -D ${name}'`,
      );
    }
    await git.deleteBranch({ ...copy, ref: name });
    await call.out(`Deleted branch ${name} (was ${short(oid)}).\n`);
  }
  return 0;
}

async function complain(call: GitCall, text: string): Promise<number> {
  await call.err(`error: ${text}\n`);
  return 1;
}

/** `git switch [-c] NAME` and `git checkout [-b] NAME | -- PATH…` */
export const checkout: GitCommand = async (call) => {
  const copy = call.copy();
  const words = [...call.args];
  const dashes = words.indexOf('--');
  if (dashes >= 0) {
    await git.checkout({
      ...copy,
      filepaths: words.slice(dashes + 1),
      force: true,
      noUpdateHead: true,
      ref: (await currentBranch(copy)) ?? 'HEAD',
    });
    return 0;
  }
  const at = words.findIndex((word) => ['-b', '-c', '-B', '-C', '--create'].includes(word));
  const name = at >= 0 ? words[at + 1] : words.find((word) => !word.startsWith('-'));
  if (!name) throw new GitFailure('missing branch or commit argument');
  if (at >= 0) {
    await create(copy, name, words[at + 2]);
    await git.writeRef({ ...copy, ref: 'HEAD', value: `refs/heads/${name}`, symbolic: true, force: true });
    await call.err(`Switched to a new branch '${name}'\n`);
    return 0;
  }
  return goTo(call, copy, name);
};

async function goTo(call: GitCall, copy: WorkingCopy, name: string): Promise<number> {
  const current = await currentBranch(copy);
  if (name === current) {
    await call.err(`Already on '${name}'\n`);
    return 0;
  }
  const isBranch = (await git.listBranches({ ...copy })).includes(name);
  const isRemote = !isBranch && (await git.listBranches({ ...copy, remote: 'origin' })).includes(name);
  if (!isBranch && !isRemote && !(await resolve(copy, name).catch(() => undefined))) {
    await call.err(
      call.context.argv.includes('switch')
        ? `fatal: invalid reference: ${name}\n`
        : `error: pathspec '${name}' did not match any file(s) known to git\n`,
    );
    return call.context.argv.includes('switch') ? 128 : 1;
  }
  const { staged, unstaged } = await changesOf(copy);
  try {
    await git.checkout({
      ...copy,
      ref: isBranch || isRemote ? name : await resolve(copy, name),
      ...(isRemote ? { track: true, remote: 'origin' } : {}),
    });
  } catch (error) {
    if (!(error instanceof git.Errors.CheckoutConflictError)) throw error;
    const paths = [...staged, ...unstaged].map(({ path }) => `\t${path}\n`).join('');
    await call.err(
      `error: Your local changes to the following files would be overwritten by checkout:\n${paths}Please commit your changes or stash them before you switch branches.\nAborting\n`,
    );
    return 1;
  }
  if (isRemote) await call.out(`branch '${name}' set up to track 'origin/${name}'.\n`);
  await call.err(
    isRemote
      ? `Switched to a new branch '${name}'\n`
      : isBranch
        ? `Switched to branch '${name}'\n`
        : `HEAD is now at ${short(await resolve(copy, 'HEAD'))}\n`,
  );
  return 0;
}
