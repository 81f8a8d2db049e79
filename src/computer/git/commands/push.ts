import git from 'isomorphic-git';
import {
  configValue,
  currentBranch,
  GitFailure,
  short,
  type GitCall,
  type GitCommand,
  type WorkingCopy,
} from '../call.ts';
import { credentials, httpClient, transportFailure } from '../transport.ts';

interface Wanted {
  readonly remote: string;
  readonly refspecs: string[];
  readonly force: boolean;
  readonly upstream: boolean;
  readonly remove: boolean;
  readonly tags: boolean;
  readonly quiet: boolean;
}

function readArguments(args: readonly string[]): Wanted {
  const words = args.filter((word) => !word.startsWith('-'));
  const has = (...names: string[]): boolean => args.some((word) => names.includes(word));
  const [remote = 'origin', ...refspecs] = words;
  return {
    remote,
    refspecs,
    force: has('-f', '--force', '--force-with-lease'),
    upstream: has('-u', '--set-upstream'),
    remove: has('-d', '--delete'),
    tags: has('--tags', '--follow-tags'),
    quiet: has('-q', '--quiet'),
  };
}

/** `git push [-u] [-f] [--tags] [--delete] [REMOTE [REFSPEC…]]` */
export const push: GitCommand = async (call) => {
  const copy = call.copy();
  const wanted = readArguments(call.args);
  const url =
    configValue(call.config, `remote.${wanted.remote}.url`) ??
    (/^https?:/.test(wanted.remote) ? wanted.remote : undefined);
  if (!url) throw new GitFailure(noRemote(call, wanted.remote));
  const branch = await currentBranch(copy);
  const tags = wanted.tags ? (await git.listTags({ ...copy })).map((tag) => `refs/tags/${tag}`) : [];
  const refspecs = wanted.refspecs.length > 0 ? wanted.refspecs : tags.length > 0 ? [] : [branch ?? 'HEAD'];
  if (
    wanted.refspecs.length === 0 &&
    tags.length === 0 &&
    branch &&
    !wanted.upstream &&
    !configValue(call.config, `branch.${branch}.merge`)
  ) {
    throw new GitFailure(
      `The current branch ${branch} has no upstream branch.\nTo push the current branch and set the remote as upstream, use\n\n    git push --set-upstream ${wanted.remote} ${branch}\n\nTo have this happen automatically for branches without a tracking\nupstream, see 'push.autoSetupRemote' in 'git help config'.\n`,
    );
  }
  const lines: PushLine[] = [];
  for (const spec of [...refspecs, ...tags]) lines.push(await pushOne(call, copy, wanted, url, spec));
  const told = lines.filter(({ text, problem }) => text !== '' && (problem || !wanted.quiet));
  if (told.some(({ text }) => text.startsWith(' '))) await call.err(`To ${url}\n`);
  for (const { text } of told) await call.err(text);
  const failed = lines.find(({ problem }) => problem !== undefined);
  if (failed) await call.err(`error: failed to push some refs to '${url}'\n${hint(failed.problem!)}`);
  else if (lines.every(({ text }) => text === '') && !wanted.quiet) await call.err('Everything up-to-date\n');
  return failed ? 1 : 0;
};

interface PushLine {
  readonly text: string;
  readonly problem?: 'fetch first' | 'non-fast-forward' | 'other';
}

const noRemote = (call: GitCall, remote: string): string =>
  remote === 'origin' && call.args.length === 0
    ? 'No configured push destination.\nEither specify the URL from the command-line or configure a remote repository using\n\n    git remote add <name> <url>\n\nand then push using the remote name\n\n    git push <name>\n'
    : `'${remote}' does not appear to be a git repository\nfatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\nand the repository exists.`;

const full = (name: string, isTag: boolean): string =>
  name.startsWith('refs/') ? name : isTag ? `refs/tags/${name}` : `refs/heads/${name}`;

async function pushOne(call: GitCall, copy: WorkingCopy, wanted: Wanted, url: string, spec: string): Promise<PushLine> {
  const force = wanted.force || spec.startsWith('+');
  const [from = '', to] = spec.replace(/^\+/, '').split(':');
  const source = from === 'HEAD' ? ((await currentBranch(copy)) ?? 'HEAD') : from;
  const target = to ?? source.replace(/^refs\/(heads|tags)\//, '');
  const remove = wanted.remove || (from === '' && to !== undefined);
  const isTag = source.startsWith('refs/tags/') || (await git.listTags({ ...copy })).includes(source);
  const local = remove ? undefined : await git.resolveRef({ ...copy, ref: source }).catch(() => undefined);
  if (!remove && !local) return { text: `error: src refspec ${source} does not match any\n`, problem: 'other' };
  const remoteRef = full(target, isTag);
  const before = await remoteOid(call, url, remoteRef);
  const shown = source.replace(/^refs\/(heads|tags)\//, '');
  if (remove && !before)
    return { text: `error: unable to delete '${target}': remote ref does not exist\n`, problem: 'other' };
  if (local === before) return { text: '' };
  const problem = !remove && before && !force ? await behind(copy, local!, before) : undefined;
  if (problem) return { text: ` ! [rejected]        ${shown} -> ${target} (${problem})\n`, problem };
  const refused = await send(call, copy, url, {
    source: isTag ? `refs/tags/${shown}` : source,
    remoteRef,
    force,
    remove,
  });
  if (refused) return { text: ` ! [remote rejected] ${shown} -> ${target} (${refused})\n`, problem: 'other' };
  await track(call, copy, wanted, shown, target, remove ? undefined : local!, isTag);
  if (remove) return { text: ` - [deleted]         ${target}\n` };
  if (!before)
    return { text: ` * [new ${isTag ? 'tag' : 'branch'}]      ${isTag ? '   ' : ''}${shown} -> ${target}\n` };
  const forced = force && (await behind(copy, local!, before)) !== undefined;
  const range = `${short(before)}${forced ? '...' : '..'}${short(local!)}`;
  return { text: ` ${forced ? '+' : ' '} ${range}  ${shown} -> ${target}${forced ? ' (forced update)' : ''}\n` };
}

async function remoteOid(call: GitCall, url: string, ref: string): Promise<string | undefined> {
  try {
    const refs = await git.listServerRefs({
      http: httpClient(call),
      url,
      protocolVersion: 1,
      forPush: true,
      onAuth: credentials(call),
      onAuthFailure: () => ({ cancel: true }),
    });
    return refs.find((one) => one.ref === ref)?.oid;
  } catch (error) {
    throw transportFailure(error, url);
  }
}

/** Why the branch cannot be moved forward to `local`. */
async function behind(
  copy: WorkingCopy,
  local: string,
  before: string,
): Promise<'fetch first' | 'non-fast-forward' | undefined> {
  const known = await git.readCommit({ ...copy, oid: before }).catch(() => undefined);
  if (!known) return 'fetch first';
  return (await git.isDescendent({ ...copy, oid: local, ancestor: before, depth: -1 }))
    ? undefined
    : 'non-fast-forward';
}

async function send(
  call: GitCall,
  copy: WorkingCopy,
  url: string,
  what: { source: string; remoteRef: string; force: boolean; remove: boolean },
): Promise<string | undefined> {
  try {
    const result = await git.push({
      ...copy,
      http: httpClient(call),
      url,
      ref: what.remove ? what.remoteRef : what.source,
      remoteRef: what.remoteRef,
      force: true,
      delete: what.remove,
      onAuth: credentials(call),
      onAuthFailure: () => ({ cancel: true }),
      onMessage: (message) =>
        void (
          call.args.some((word) => word === '-q' || word === '--quiet') || call.err(`remote: ${message.trimEnd()}\n`)
        ),
    });
    return Object.values(result.refs).find(({ error }) => error)?.error;
  } catch (error) {
    const refused = /: (?:ng )?(?:\S+ )?(.*)$/s.exec((error as Error).message)?.[1];
    if (error instanceof git.Errors.GitPushError) {
      return (
        Object.values((error.data as { result: { refs: Record<string, { error: string }> } }).result.refs).find(
          (ref) => ref.error,
        )?.error ?? refused
      );
    }
    throw transportFailure(error, url);
  }
}

async function track(
  call: GitCall,
  copy: WorkingCopy,
  wanted: Wanted,
  source: string,
  target: string,
  oid: string | undefined,
  isTag: boolean,
): Promise<void> {
  if (isTag || /^https?:/.test(wanted.remote)) return;
  const ref = `refs/remotes/${wanted.remote}/${target}`;
  if (oid) await git.writeRef({ ...copy, ref, value: oid, force: true });
  else await git.deleteRef({ ...copy, ref }).catch(() => undefined);
  if (!wanted.upstream || !oid) return;
  await git.setConfig({ ...copy, path: `branch.${source}.remote`, value: wanted.remote });
  await git.setConfig({ ...copy, path: `branch.${source}.merge`, value: `refs/heads/${target}` });
  await call.out(`branch '${source}' set up to track '${wanted.remote}/${target}'.\n`);
}

const HINTS = {
  'fetch first':
    "hint: Updates were rejected because the remote contains work that you do not\nhint: have locally. This is usually caused by another repository pushing to\nhint: the same ref. If you want to integrate the remote changes, use\nhint: 'git pull' before pushing again.\nhint: See the 'Note about fast-forwards' in 'git push --help' for details.\n",
  'non-fast-forward':
    "hint: Updates were rejected because the tip of your current branch is behind\nhint: its remote counterpart. If you want to integrate the remote changes,\nhint: use 'git pull' before pushing again.\nhint: See the 'Note about fast-forwards' in 'git push --help' for details.\n",
  other: '',
} as const;

const hint = (problem: keyof typeof HINTS): string => HINTS[problem];
