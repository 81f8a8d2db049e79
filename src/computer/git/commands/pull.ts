import git from 'isomorphic-git';
import {
  configValue,
  currentBranch,
  GitFailure,
  identity,
  short,
  type GitCall,
  type GitCommand,
  type WorkingCopy,
} from '../call.ts';
import { changedFiles, changeSummary } from '../compare.ts';
import { credentials, httpClient, transportFailure } from '../transport.ts';

/** Brings a remote's branches here; tells what moved as git does. */
async function fetchAll(call: GitCall, copy: WorkingCopy, remote: string): Promise<void> {
  const url = configValue(call.config, `remote.${remote}.url`);
  if (!url)
    throw new GitFailure(
      `'${remote}' does not appear to be a git repository\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.`,
    );
  const before = await remoteRefs(copy, remote);
  try {
    await git.fetch({
      ...copy,
      http: httpClient(call),
      remote,
      url,
      onAuth: credentials(call),
      onAuthFailure: () => ({ cancel: true }),
      prune: call.args.includes('--prune') || call.args.includes('-p'),
      tags: true,
    });
  } catch (error) {
    throw transportFailure(error, url);
  }
  const lines = [...(await remoteRefs(copy, remote))].flatMap(([name, oid]) => {
    const old = before.get(name);
    if (old === oid) return [];
    return [
      old
        ? `   ${short(old)}..${short(oid)}  ${name.padEnd(10)} -> ${remote}/${name}\n`
        : ` * [new branch]      ${name.padEnd(10)} -> ${remote}/${name}\n`,
    ];
  });
  if (lines.length > 0) await call.err(`From ${url}\n${lines.join('')}`);
}

async function remoteRefs(copy: WorkingCopy, remote: string): Promise<Map<string, string>> {
  const refs = new Map<string, string>();
  for (const name of await git.listBranches({ ...copy, remote })) {
    if (name !== 'HEAD') refs.set(name, await git.resolveRef({ ...copy, ref: `refs/remotes/${remote}/${name}` }));
  }
  return refs;
}

/** `git fetch [--prune] [REMOTE]` */
export const fetch: GitCommand = async (call) => {
  const remote = call.args.find((word) => !word.startsWith('-')) ?? 'origin';
  await fetchAll(call, call.copy(), remote);
  return 0;
};

/** `git pull [--ff-only] [REMOTE [BRANCH]]`: fetches, then moves forward; branches that have parted are left alone. */
export const pull: GitCommand = async (call) => {
  const copy = call.copy();
  const [remote = 'origin', given] = call.args.filter((word) => !word.startsWith('-'));
  const branch = await currentBranch(copy);
  if (!branch) throw new GitFailure('You are not currently on a branch.', 1);
  await fetchAll(call, copy, remote);
  const theirs = await git
    .resolveRef({ ...copy, ref: `refs/remotes/${remote}/${given ?? branch}` })
    .catch(() => undefined);
  if (!theirs) throw new GitFailure(`couldn't find remote ref ${given ?? branch}`, 1);
  const ours = await git.resolveRef({ ...copy, ref: 'HEAD' }).catch(() => undefined);
  return moveForward(call, copy, branch, ours, theirs);
};

/** Moves the branch to `theirs` when nothing is lost by it. */
async function moveForward(
  call: GitCall,
  copy: WorkingCopy,
  branch: string,
  ours: string | undefined,
  theirs: string,
): Promise<number> {
  const contains = async (oid: string, ancestor: string): Promise<boolean> =>
    oid === ancestor || git.isDescendent({ ...copy, oid, ancestor, depth: -1 });
  if (ours && (await contains(ours, theirs))) {
    await call.out('Already up to date.\n');
    return 0;
  }
  if (ours && !(await contains(theirs, ours))) return merge(call, copy, branch, theirs);
  await git.writeRef({ ...copy, ref: `refs/heads/${branch}`, value: theirs, force: true });
  await git.checkout({ ...copy, ref: branch, force: true });
  if (ours)
    await call.out(
      `Updating ${short(ours)}..${short(theirs)}\nFast-forward\n${changeSummary(await changedFiles(copy, ours, theirs))}`,
    );
  return 0;
}

async function merge(call: GitCall, copy: WorkingCopy, branch: string, theirs: string): Promise<number> {
  const isSaid =
    call.args.some((word) => word === '--no-rebase' || word === '--no-ff' || word === '--ff') ||
    configValue(call.config, 'pull.rebase') === 'false';
  if (call.args.includes('--ff-only') || configValue(call.config, 'pull.ff') === 'only')
    throw new GitFailure('Not possible to fast-forward, aborting.');
  if (!isSaid) {
    await call.err(
      'hint: You have divergent branches and need to specify how to reconcile them.\nhint: You can do so by running one of the following commands sometime before\nhint: your next pull:\nhint:\nhint:   git config pull.rebase false  # merge\nhint:   git config pull.rebase true   # rebase\nhint:   git config pull.ff only       # fast-forward only\nhint:\nhint: You can replace "git config" with "git config --global" to set a default\nhint: preference for all repositories. You can also pass --rebase, --no-rebase,\nhint: or --ff-only on the command line to override the configured default per\nhint: invocation.\n',
    );
    throw new GitFailure('Need to specify how to reconcile divergent branches.');
  }
  const url = configValue(call.config, 'remote.origin.url');
  try {
    await git.merge({
      ...copy,
      ours: branch,
      theirs,
      author: identity(call, 'AUTHOR'),
      committer: identity(call, 'COMMITTER'),
      message: `Merge branch '${branch}' of ${url}`,
      abortOnConflict: true,
    });
  } catch (error) {
    if (!(error instanceof git.Errors.MergeConflictError)) throw error;
    const files = (error.data as { filepaths: string[] }).filepaths;
    await call.out(
      `${files.map((file) => `Auto-merging ${file}\nCONFLICT (content): Merge conflict in ${file}\n`).join('')}Automatic merge failed: the branch was left as it was.\n`,
    );
    return 1;
  }
  await git.checkout({ ...copy, ref: branch, force: true });
  await call.out("Merge made by the 'ort' strategy.\n");
  return 0;
}
