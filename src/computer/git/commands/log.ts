import git, { type ReadCommitResult } from 'isomorphic-git';
import { currentBranch, GitFailure, resolve, short, type GitCall, type GitCommand, type WorkingCopy } from '../call.ts';
import { changedFiles, totals, unifiedDiff } from '../compare.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Mon Jan 5 09:00:00 2026 +0000` */
export function gitDate(seconds: number): string {
  const date = new Date(seconds * 1000);
  const clock = date.toISOString().slice(11, 19);
  return `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()} ${clock} ${date.getUTCFullYear()} +0000`;
}

/** The names that point at each commit: ` (HEAD -> main, origin/main)`. */
async function decorations(copy: WorkingCopy): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>();
  const put = (oid: string, name: string): void => void names.set(oid, [...(names.get(oid) ?? []), name]);
  const branch = await currentBranch(copy);
  const head = await git.resolveRef({ ...copy, ref: 'HEAD' }).catch(() => undefined);
  if (head) put(head, branch ? `HEAD -> ${branch}` : 'HEAD');
  for (const tag of await git.listTags({ ...copy }))
    put((await resolve(copy, tag).catch(() => '')) || '', `tag: ${tag}`);
  for (const remote of await git.listRemotes({ ...copy })) {
    for (const name of await git.listBranches({ ...copy, remote: remote.remote })) {
      if (name === 'HEAD') continue;
      put(await git.resolveRef({ ...copy, ref: `refs/remotes/${remote.remote}/${name}` }), `${remote.remote}/${name}`);
    }
  }
  for (const name of await git.listBranches({ ...copy }))
    if (name !== branch) put(await git.resolveRef({ ...copy, ref: `refs/heads/${name}` }), name);
  return names;
}

interface Wanted {
  oneline: boolean;
  decorate: boolean;
  patch: boolean;
  stat: boolean;
  graph: boolean;
  all: boolean;
  count: number;
  format?: string;
  revisions: string[];
  paths: string[];
}

function readArguments(call: GitCall): Wanted {
  const wanted: Wanted = {
    oneline: false,
    decorate: call.context.stdout.isTerminal,
    patch: false,
    stat: false,
    graph: false,
    all: false,
    count: Infinity,
    revisions: [],
    paths: [],
  };
  const words = [...call.args];
  while (words.length > 0) {
    const word = words.shift()!;
    if (word === '--') wanted.paths = words.splice(0);
    else if (word === '--oneline') wanted.oneline = true;
    else if (word === '--decorate') wanted.decorate = true;
    else if (word === '--no-decorate') wanted.decorate = false;
    else if (word === '--graph') wanted.graph = true;
    else if (word === '--all') wanted.all = true;
    else if (word === '-p' || word === '--patch') wanted.patch = true;
    else if (word === '--stat') wanted.stat = true;
    else if (word === '-n') wanted.count = Number(words.shift());
    else if (/^-n?\d+$/.test(word)) wanted.count = Number(word.replace(/^-n?/, ''));
    else if (word.startsWith('--max-count=')) wanted.count = Number(word.slice(12));
    else if (/^--(format|pretty)=/.test(word)) wanted.format = word.replace(/^--(format|pretty)=(t?format:)?/, '');
    else if (word.startsWith('-')) throw new GitFailure(`unrecognized argument: ${word}`);
    else wanted.revisions.push(word);
  }
  if (wanted.format === 'oneline') wanted.oneline = true;
  return wanted;
}

/** Commits that can be reached, newest first, parents after children. */
async function walk(
  copy: WorkingCopy,
  starts: readonly string[],
  without: ReadonlySet<string>,
): Promise<ReadCommitResult[]> {
  const found = new Map<string, ReadCommitResult>();
  const open = [...starts];
  while (open.length > 0) {
    const oid = open.pop()!;
    if (found.has(oid) || without.has(oid)) continue;
    const commit = await git.readCommit({ ...copy, oid });
    found.set(oid, commit);
    open.push(...commit.commit.parent);
  }
  return order([...found.values()]);
}

function order(commits: readonly ReadCommitResult[]): ReadCommitResult[] {
  const children = new Map<string, number>();
  for (const { commit } of commits)
    for (const parent of commit.parent) children.set(parent, (children.get(parent) ?? 0) + 1);
  const byId = new Map(commits.map((commit) => [commit.oid, commit]));
  const ready = commits.filter(({ oid }) => !children.get(oid));
  const sorted: ReadCommitResult[] = [];
  while (ready.length > 0) {
    ready.sort((a, b) => b.commit.committer.timestamp - a.commit.committer.timestamp);
    const next = ready.shift()!;
    sorted.push(next);
    for (const parent of next.commit.parent) {
      children.set(parent, children.get(parent)! - 1);
      if (children.get(parent) === 0 && byId.has(parent)) ready.push(byId.get(parent)!);
    }
  }
  return sorted;
}

/** `git log [--oneline] [--graph] [-n N] [-p] [--stat] [--format=…] [REVISION|A..B] [-- PATH…]` */
export const log: GitCommand = async (call) => {
  const copy = call.copy();
  const wanted = readArguments(call);
  const branch = await currentBranch(copy);
  const head = await git.resolveRef({ ...copy, ref: 'HEAD' }).catch(() => undefined);
  if (!head && wanted.revisions.length === 0)
    throw new GitFailure(`your current branch '${branch ?? 'HEAD'}' does not have any commits yet`);
  const { starts, without } = await rangeOf(copy, wanted, head);
  const names = await decorations(copy);
  let left = wanted.count;
  let first = true;
  for (const commit of await walk(copy, starts, without)) {
    if (left <= 0) break;
    const changes =
      wanted.patch || wanted.stat || wanted.paths.length > 0
        ? await changedFiles(copy, commit.commit.parent[0], commit.oid)
        : [];
    if (
      wanted.paths.length > 0 &&
      !changes.some(({ path }) => wanted.paths.some((one) => path === one || path.startsWith(`${one}/`)))
    )
      continue;
    left--;
    const marks = wanted.decorate && names.get(commit.oid) ? ` (${names.get(commit.oid)!.join(', ')})` : '';
    await call.out((wanted.graph ? '* ' : '') + show(commit, wanted, marks, first));
    first = false;
    if (wanted.patch) await call.out(`\n${changes.map(unifiedDiff).join('')}`);
    else if (wanted.stat)
      await call.out(
        `\n${changes.map(({ path, added, removed }) => ` ${path} | ${added + removed} ${'+'.repeat(Math.min(added, 40))}${'-'.repeat(Math.min(removed, 40))}\n`).join('')}${totals(changes)}`,
      );
  }
  return 0;
};

async function rangeOf(
  copy: WorkingCopy,
  wanted: Wanted,
  head: string | undefined,
): Promise<{ starts: string[]; without: Set<string> }> {
  const starts: string[] = [];
  const without = new Set<string>();
  const exclude = async (ref: string): Promise<void> => {
    for (const { oid } of await walk(copy, [await resolve(copy, ref)], new Set())) without.add(oid);
  };
  for (const revision of wanted.revisions) {
    const [, from, to] = /^(.*?)\.\.(.*)$/.exec(revision) ?? [];
    if (from === undefined) starts.push(await resolve(copy, revision));
    else {
      await exclude(from || 'HEAD');
      starts.push(await resolve(copy, to || 'HEAD'));
    }
  }
  if (wanted.all) for (const name of await git.listBranches({ ...copy })) starts.push(await resolve(copy, name));
  if (starts.length === 0 && head) starts.push(head);
  return { starts, without };
}

function show({ oid, commit }: ReadCommitResult, wanted: Wanted, marks: string, first: boolean): string {
  const subject = commit.message.split('\n')[0]!;
  if (wanted.oneline) return `${short(oid)}${marks} ${subject}\n`;
  if (wanted.format !== undefined) return `${formatted(oid, commit, wanted.format)}\n`;
  const merge = commit.parent.length > 1 ? `Merge: ${commit.parent.map(short).join(' ')}\n` : '';
  const body = commit.message
    .trimEnd()
    .split('\n')
    .map((line) => (line ? `    ${line}` : '    ').trimEnd())
    .join('\n');
  return `${first ? '' : '\n'}commit ${oid}${marks}\n${merge}Author: ${commit.author.name} <${commit.author.email}>\nDate:   ${gitDate(commit.author.timestamp)}\n\n${body}\n`;
}

function formatted(oid: string, commit: ReadCommitResult['commit'], format: string): string {
  const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, '+00:00');
  const values: Readonly<Record<string, string>> = {
    H: oid,
    h: short(oid),
    T: commit.tree,
    P: commit.parent.join(' '),
    p: commit.parent.map(short).join(' '),
    s: commit.message.split('\n')[0]!,
    b: commit.message.split('\n').slice(2).join('\n'),
    B: commit.message.trimEnd(),
    an: commit.author.name,
    ae: commit.author.email,
    ad: gitDate(commit.author.timestamp),
    at: String(commit.author.timestamp),
    aI: iso(commit.author.timestamp),
    cn: commit.committer.name,
    ce: commit.committer.email,
    cd: gitDate(commit.committer.timestamp),
    ct: String(commit.committer.timestamp),
    cI: iso(commit.committer.timestamp),
    n: '\n',
    '%': '%',
  };
  return format.replace(/%(a[neditI]|c[neditI]|[HhTPpsbBn%])/g, (all, key: string) => values[key] ?? all);
}
