import git from 'isomorphic-git';
import {
  currentBranch,
  GitFailure,
  identity,
  resolve,
  short,
  type GitCall,
  type GitCommand,
  type WorkingCopy,
} from '../call.ts';
import { changedFiles } from '../compare.ts';
import { listFiles } from '../repository.ts';
import { inside } from './add.ts';

/** `git rm [-r] [--cached] PATH…` */
export const rm: GitCommand = async (call) => {
  const copy = call.copy();
  const tracked = await git.listFiles({ ...copy });
  for (const word of call.args.filter((one) => !one.startsWith('-'))) {
    const path = inside(call, copy, word);
    const found = tracked.filter((other) => other === path || other.startsWith(`${path}/`));
    if (found.length === 0) throw new GitFailure(`pathspec '${word}' did not match any files`);
    if (!tracked.includes(path) && !call.args.includes('-r'))
      throw new GitFailure(`not removing '${word}' recursively without -r`);
    for (const filepath of found) {
      await git.remove({ ...copy, filepath });
      if (!call.args.includes('--cached')) call.files.remove(`${copy.dir}/${filepath}`);
      await call.out(`rm '${filepath}'\n`);
    }
  }
  return 0;
};

/** `git mv FROM TO` */
export const mv: GitCommand = async (call) => {
  const copy = call.copy();
  const [from = '', to = ''] = call.args.filter((word) => !word.startsWith('-'));
  const source = inside(call, copy, from);
  let target = inside(call, copy, to);
  if (call.files.isDirectory(`${copy.dir}/${target}`)) target = `${target}/${source.split('/').at(-1)}`;
  if (!(await git.listFiles({ ...copy })).includes(source))
    throw new GitFailure(`bad source, source=${from}, destination=${to}`);
  call.files.rename(`${copy.dir}/${source}`, `${copy.dir}/${target}`);
  await git.remove({ ...copy, filepath: source });
  await git.add({ ...copy, filepath: target });
  return 0;
};

/** `git restore [--staged] PATH…` */
export const restore: GitCommand = async (call) => {
  const copy = call.copy();
  const words = call.args.filter((word) => !word.startsWith('-'));
  if (words.length === 0) throw new GitFailure('you must specify path(s) to restore');
  const tracked = await git.listFiles({ ...copy });
  for (const word of words) {
    const path = inside(call, copy, word);
    const found = tracked.filter((other) => path === '' || other === path || other.startsWith(`${path}/`));
    if (found.length === 0) {
      await call.err(`error: pathspec '${word}' did not match any file(s) known to git\n`);
      return 1;
    }
    for (const filepath of found) {
      if (call.args.includes('--staged') || call.args.includes('-S')) await git.resetIndex({ ...copy, filepath });
      else
        await git.checkout({
          ...copy,
          filepaths: [filepath],
          force: true,
          noUpdateHead: true,
          ref: (await currentBranch(copy)) ?? 'HEAD',
        });
    }
  }
  return 0;
};

/** `git reset [--soft|--mixed|--hard] [REVISION]` and `git reset PATH…` */
export const reset: GitCommand = async (call) => {
  const copy = call.copy();
  const words = call.args.filter((word) => !word.startsWith('-'));
  const oid = await resolve(copy, words[0] ?? 'HEAD').catch(() => undefined);
  if (!oid) return restore({ ...call, args: ['--staged', ...words] });
  const before = await listFiles(copy, await resolve(copy, 'HEAD'));
  const branch = await currentBranch(copy);
  await git.writeRef({ ...copy, ref: branch ? `refs/heads/${branch}` : 'HEAD', value: oid, force: true });
  if (call.args.includes('--soft')) return 0;
  if (call.args.includes('--hard')) {
    const after = new Set((await listFiles(copy, oid)).map(({ path }) => path));
    for (const { path } of before) if (!after.has(path)) call.files.remove(`${copy.dir}/${path}`);
    await git.checkout({ ...copy, ref: branch ?? oid, force: true });
    await call.out(
      `HEAD is now at ${short(oid)} ${(await git.readCommit({ ...copy, oid })).commit.message.split('\n')[0]}\n`,
    );
    return 0;
  }
  for (const filepath of await git.listFiles({ ...copy })) await git.resetIndex({ ...copy, filepath, ref: oid });
  return 0;
};

/** `git revert [--no-edit] REVISION`: a commit that undoes another, where the files are as it left them. */
export const revert: GitCommand = async (call) => {
  const copy = call.copy();
  const revision = call.args.find((word) => !word.startsWith('-'));
  if (!revision) throw new GitFailure('usage: git revert [<options>] <commit>', 129);
  const oid = await resolve(copy, revision);
  const { commit } = await git.readCommit({ ...copy, oid });
  const changes = await changedFiles(copy, commit.parent[0], oid);
  const now = new Map((await listFiles(copy, await resolve(copy, 'HEAD'))).map((file) => [file.path, file.oid]));
  const conflict = changes.find(({ path, after }) => now.get(path) !== after?.oid);
  if (conflict) {
    await call.err(
      `error: could not revert ${short(oid)}... ${commit.message.split('\n')[0]}\nerror: ${conflict.path} was changed since\n`,
    );
    return 1;
  }
  for (const { path, before } of changes) await undo(call, copy, path, before?.text);
  const subject = `Revert "${commit.message.split('\n')[0]}"`;
  const made = await git.commit({
    ...copy,
    message: `${subject}\n\nThis reverts commit ${oid}.\n`,
    author: identity(call, 'AUTHOR'),
    committer: identity(call, 'COMMITTER'),
  });
  await call.out(`[${(await currentBranch(copy)) ?? 'HEAD'} ${short(made)}] ${subject}\n`);
  return 0;
};

async function undo(call: GitCall, copy: WorkingCopy, filepath: string, text: string | undefined): Promise<void> {
  if (text === undefined) {
    call.files.remove(`${copy.dir}/${filepath}`);
    await git.remove({ ...copy, filepath });
  } else {
    call.files.writeFile(`${copy.dir}/${filepath}`, text);
    await git.add({ ...copy, filepath });
  }
}
