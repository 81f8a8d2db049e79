import git from 'isomorphic-git';
import { currentBranch, type GitCommand, type WorkingCopy } from '../call.ts';

/** What differs between HEAD, the index and the disk, by path. */
export interface Changes {
  readonly staged: readonly { readonly path: string; readonly kind: 'A' | 'M' | 'D' }[];
  readonly unstaged: readonly { readonly path: string; readonly kind: 'M' | 'D' }[];
  readonly untracked: readonly string[];
}

type Row = readonly [path: string, head: number, work: number, stage: number];

/** What isomorphic-git's numbers say: 0 absent, 1 as in HEAD, 2 as on the disk, 3 neither. */
const stagedKind = ([, head, , stage]: Row): 'A' | 'M' | 'D' | undefined =>
  head === 0 ? (stage === 0 ? undefined : 'A') : stage === 0 ? 'D' : stage > 1 ? 'M' : undefined;

const unstagedKind = ([, , work, stage]: Row): 'M' | 'D' | undefined =>
  stage === 0 ? undefined : work === 0 ? 'D' : work === stage ? undefined : 'M';

/** Compares HEAD, the index and the disk. */
export async function changesOf(copy: WorkingCopy): Promise<Changes> {
  const staged: { path: string; kind: 'A' | 'M' | 'D' }[] = [];
  const unstaged: { path: string; kind: 'M' | 'D' }[] = [];
  const untracked: string[] = [];
  for (const row of (await git.statusMatrix({ ...copy })) as Row[]) {
    const [path, head, work, stage] = row;
    const [inIndex, onDisk] = [stagedKind(row), unstagedKind(row)];
    if (inIndex) staged.push({ path, kind: inIndex });
    if (onDisk) unstaged.push({ path, kind: onDisk });
    if (stage === 0 && work !== 0 && head === 0) untracked.push(path);
  }
  return { staged, unstaged, untracked };
}

/** Folders without any tracked file are told as one. */
function untrackedNames(untracked: readonly string[], tracked: readonly string[]): string[] {
  const names = untracked.map((path) => {
    const parts = path.split('/');
    for (let n = 1; n < parts.length; n++) {
      const folder = `${parts.slice(0, n).join('/')}/`;
      if (!tracked.some((other) => other.startsWith(folder))) return folder;
    }
    return path;
  });
  return [...new Set(names)].sort();
}

const WORDS = { A: 'new file', M: 'modified', D: 'deleted' } as const;

/** `git status [-s|--short|--porcelain] [-b]` */
export const status: GitCommand = async (call) => {
  const copy = call.copy();
  const changes = await changesOf(copy);
  const tracked = await git.listFiles({ ...copy });
  const untracked = untrackedNames(changes.untracked, tracked);
  const branch = await currentBranch(copy);
  if (call.args.some((word) => ['-s', '--short', '--porcelain', '-sb'].includes(word))) {
    if (call.args.some((word) => word === '-b' || word === '-sb'))
      await call.out(`## ${branch ?? 'HEAD (no branch)'}\n`);
    await call.out(shortForm(changes, untracked));
    return 0;
  }
  const hasCommits = (await git.resolveRef({ ...copy, ref: 'HEAD' }).catch(() => undefined)) !== undefined;
  await call.out(
    `${branch ? `On branch ${branch}` : 'HEAD detached'}\n${await tracking(copy, branch)}${hasCommits ? '' : '\nNo commits yet\n'}${longForm(changes, untracked, hasCommits)}`,
  );
  return 0;
};

async function tracking(copy: WorkingCopy, branch: string | undefined): Promise<string> {
  const remote =
    branch && (await git.resolveRef({ ...copy, ref: `refs/remotes/origin/${branch}` }).catch(() => undefined));
  const local = await git.resolveRef({ ...copy, ref: 'HEAD' }).catch(() => undefined);
  if (!remote || !local) return '';
  const name = `'origin/${branch}'`;
  if (remote === local) return `Your branch is up to date with ${name}.\n`;
  const count = async (from: string, to: string): Promise<number> => {
    const known = new Set((await git.log({ ...copy, ref: to }).catch(() => [])).map(({ oid }) => oid));
    return (await git.log({ ...copy, ref: from })).filter(({ oid }) => !known.has(oid)).length;
  };
  const [ahead, behind] = [await count(local, remote), await count(remote, local)];
  const commits = (n: number): string => `${n} commit${n === 1 ? '' : 's'}`;
  if (behind === 0)
    return `Your branch is ahead of ${name} by ${commits(ahead)}.\n  (use "git push" to publish your local commits)\n`;
  if (ahead === 0)
    return `Your branch is behind ${name} by ${commits(behind)}, and can be fast-forwarded.\n  (use "git pull" to update your local branch)\n`;
  return `Your branch and ${name} have diverged,\nand have ${ahead} and ${behind} different commits each, respectively.\n  (use "git pull" if you want to integrate the remote branch with yours)\n`;
}

function shortForm({ staged, unstaged }: Changes, untracked: readonly string[]): string {
  const rows = new Map<string, [string, string]>();
  for (const { path, kind } of staged) rows.set(path, [kind, ' ']);
  for (const { path, kind } of unstaged) rows.set(path, [rows.get(path)?.[0] ?? ' ', kind]);
  const lines = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, [x, y]]) => `${x}${y} ${path}\n`);
  return [...lines, ...untracked.map((path) => `?? ${path}\n`)].join('');
}

function longForm({ staged, unstaged }: Changes, untracked: readonly string[], hasCommits: boolean): string {
  const list = (rows: readonly { path: string; kind: keyof typeof WORDS }[]): string =>
    rows.map(({ path, kind }) => `\t${`${WORDS[kind]}:`.padEnd(12)}${path}\n`).join('');
  const parts: string[] = [];
  if (staged.length > 0)
    parts.push(
      `\nChanges to be committed:\n  (use "${hasCommits ? 'git restore --staged' : 'git rm --cached'} <file>..." to unstage)\n${list(staged)}`,
    );
  if (unstaged.length > 0) {
    const add = unstaged.some(({ kind }) => kind === 'D') ? 'add/rm' : 'add';
    parts.push(
      `\nChanges not staged for commit:\n  (use "git ${add} <file>..." to update what will be committed)\n  (use "git restore <file>..." to discard changes in working directory)\n${list(unstaged)}`,
    );
  }
  if (untracked.length > 0)
    parts.push(
      `\nUntracked files:\n  (use "git add <file>..." to include in what will be committed)\n${untracked.map((path) => `\t${path}\n`).join('')}`,
    );
  const body = parts.join('').replace(/^\n/, hasCommits ? '\n' : '\n');
  if (staged.length > 0) return `${body.replace(/^\n/, '')}${parts.length > 0 ? '\n' : ''}`.replace(/^/, '');
  if (unstaged.length > 0)
    return `${body.replace(/^\n/, '')}\nno changes added to commit (use "git add" and/or "git commit -a")\n`;
  if (untracked.length > 0)
    return `${body.replace(/^\n/, '')}\nnothing added to commit but untracked files present (use "git add" to track)\n`;
  return hasCommits
    ? 'nothing to commit, working tree clean\n'
    : '\nnothing to commit (create/copy files and use "git add" to track)\n';
}
