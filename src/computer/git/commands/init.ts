import git from 'isomorphic-git';
import { resolvePath } from '../../disk/path.ts';
import { configValue, type GitCommand } from '../call.ts';
import { gitFileSystem } from '../fileSystem.ts';

/** `git init [-q] [-b BRANCH] [DIRECTORY]` */
export const init: GitCommand = async ({ args, cwd, files, config, out }) => {
  const words = [...args];
  const at = words.findIndex((word) => word === '-b');
  const branch =
    at >= 0
      ? words.splice(at, 2)[1]!
      : (words.find((word) => word.startsWith('--initial-branch='))?.slice(17) ??
        configValue(config, 'init.defaultbranch') ??
        'master');
  const dir = resolvePath(cwd, words.find((word) => !word.startsWith('-')) ?? '.');
  const again = files.exists(`${dir}/.git/HEAD`);
  files.mkdir(dir, { recursive: true });
  if (!again) await git.init({ fs: gitFileSystem(files), dir, defaultBranch: branch });
  if (!words.includes('-q'))
    await out(`${again ? 'Reinitialized existing' : 'Initialized empty'} Git repository in ${dir}/.git/\n`);
  return 0;
};
