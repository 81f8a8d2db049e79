import git from 'isomorphic-git';
import { resolvePath } from '../../disk/path.ts';
import { GitFailure, type GitCall, type GitCommand, type WorkingCopy } from '../call.ts';
import { changesOf } from './status.ts';

/** A path as the working copy names it. @throws GitFailure when it is outside */
export function inside(call: GitCall, copy: WorkingCopy, word: string): string {
  const path = resolvePath(call.cwd, word);
  if (path === copy.dir) return '';
  if (!path.startsWith(`${copy.dir}/`))
    throw new GitFailure(`${word}: '${word}' is outside repository at '${copy.dir}'`);
  return path.slice(copy.dir.length + 1);
}

/** Puts what the disk holds at `paths` (folders with all below; `''` is everything) into the index. */
export async function stage(
  copy: WorkingCopy,
  paths: readonly string[],
  onlyTracked = false,
): Promise<string | undefined> {
  const { unstaged, untracked } = await changesOf(copy);
  const tracked = await git.listFiles({ ...copy });
  for (const path of paths) {
    const fits = (other: string): boolean => path === '' || other === path || other.startsWith(`${path}/`);
    for (const { path: changed, kind } of unstaged.filter((change) => fits(change.path))) {
      await (kind === 'D' ? git.remove({ ...copy, filepath: changed }) : git.add({ ...copy, filepath: changed }));
    }
    if (!onlyTracked) for (const filepath of untracked.filter(fits)) await git.add({ ...copy, filepath });
    if (path !== '' && !tracked.some(fits) && !untracked.some(fits)) return path;
  }
  return undefined;
}

/** `git add [-A|-u|.] [PATH…]` */
export const add: GitCommand = async (call) => {
  const copy = call.copy();
  const words = call.args.filter((word) => !word.startsWith('-'));
  const all = call.args.some((word) => ['-A', '--all', '-u', '--update'].includes(word));
  if (words.length === 0 && !all) {
    await call.err(
      'Nothing specified, nothing added.\nhint: Maybe you wanted to say \'git add .\'?\nhint: Turn this message off by running\nhint: "git config advice.addEmptyPathspec false"\n',
    );
    return 0;
  }
  const paths = words.length > 0 ? words.map((word) => inside(call, copy, word)) : [''];
  const missing = await stage(copy, paths, call.args.includes('-u') || call.args.includes('--update'));
  if (missing !== undefined) {
    const word = words[paths.indexOf(missing)] ?? missing;
    if (call.files.exists(resolvePath(call.cwd, word))) return 0;
    throw new GitFailure(`pathspec '${word}' did not match any files`);
  }
  return 0;
};
