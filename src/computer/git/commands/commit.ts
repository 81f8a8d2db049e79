import git from 'isomorphic-git';
import { toText } from '../../../lib/bytes.ts';
import { resolvePath } from '../../disk/path.ts';
import {
  currentBranch,
  GitFailure,
  identity,
  short,
  type GitCall,
  type GitCommand,
  type WorkingCopy,
} from '../call.ts';
import { changedFiles, changeSummary } from '../compare.ts';
import { stage } from './add.ts';
import { changesOf, status } from './status.ts';

interface Wanted {
  readonly messages: string[];
  readonly all: boolean;
  readonly amend: boolean;
  readonly allowEmpty: boolean;
  readonly quiet: boolean;
}

function readArguments(call: GitCall): Wanted {
  const words = [...call.args];
  const messages: string[] = [];
  let [all, amend, allowEmpty, quiet, noEdit] = [false, false, false, false, false];
  while (words.length > 0) {
    const word = words.shift()!;
    if (word === '--amend') amend = true;
    else if (word === '--no-edit') noEdit = true;
    else if (word === '--allow-empty') allowEmpty = true;
    else if (word === '--message') messages.push(words.shift() ?? '');
    else if (word.startsWith('--message=')) messages.push(word.slice(10));
    else if (word === '-F') messages.push(toText(call.files.readFile(resolvePath(call.cwd, words.shift() ?? ''))));
    else if (/^-[aqm]+$/.test(word)) {
      if (word.includes('a')) all = true;
      if (word.includes('q')) quiet = true;
      if (word.includes('m')) messages.push(words.shift() ?? '');
    } else if (word === '--all') all = true;
    else if (word === '--quiet') quiet = true;
    else throw new GitFailure(`unknown option \`${word.replace(/^-+/, '')}'`, 129);
  }
  if (messages.length === 0 && !(amend && noEdit))
    throw new GitFailure('there is no editor here: give the message with -m', 1);
  return { messages, all, amend, allowEmpty, quiet };
}

/** `git commit [-a] [-m MESSAGE]… [--amend [--no-edit]] [--allow-empty] [-F FILE]` */
export const commit: GitCommand = async (call) => {
  const copy = call.copy();
  const wanted = readArguments(call);
  if (wanted.all) await stage(copy, [''], true);
  const { staged } = await changesOf(copy);
  if (staged.length === 0 && !wanted.amend && !wanted.allowEmpty) {
    await status({ ...call, args: [] });
    return 1;
  }
  const before = await git.resolveRef({ ...copy, ref: 'HEAD' }).catch(() => undefined);
  const old = wanted.amend && before ? (await git.readCommit({ ...copy, oid: before })).commit : undefined;
  const message = wanted.messages.length > 0 ? wanted.messages.join('\n\n') : old!.message.trimEnd();
  if (message.trim() === '') {
    await call.err('Aborting commit due to empty commit message.\n');
    return 1;
  }
  const merging = mergeHead(call, copy);
  const parents = old ? old.parent : [...(before ? [before] : []), ...(merging ? [merging] : [])];
  const author = old ? old.author : identity(call, 'AUTHOR');
  const oid = await git.commit({
    ...copy,
    message: `${message.trimEnd()}\n`,
    author,
    committer: identity(call, 'COMMITTER'),
    parent: parents,
  });
  if (merging) for (const name of ['MERGE_HEAD', 'MERGE_MSG']) call.files.remove(`${copy.gitdir}/${name}`);
  if (wanted.quiet) return 0;
  const branch = (await currentBranch(copy)) ?? 'detached HEAD';
  const root = parents.length === 0 ? ' (root-commit)' : '';
  await call.out(`[${branch}${root} ${short(oid)}] ${message.split('\n')[0]}\n`);
  if (merging) return 0;
  await call.out(changeSummary(await changedFiles(copy, parents[0], oid)));
  return 0;
};

function mergeHead(call: GitCall, copy: WorkingCopy): string | undefined {
  const path = `${copy.gitdir}/MERGE_HEAD`;
  return call.files.isFile(path) ? call.files.readText(path).trim() : undefined;
}
