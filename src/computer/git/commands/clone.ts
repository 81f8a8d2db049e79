import git from 'isomorphic-git';
import { basename, resolvePath } from '../../disk/path.ts';
import { configValue, GitFailure, type GitCommand } from '../call.ts';
import { gitFileSystem } from '../fileSystem.ts';
import { credentials, httpClient, transportFailure } from '../transport.ts';

/** `git clone [-q] [-b BRANCH] [--depth N] URL [DIRECTORY]` */
export const clone: GitCommand = async (call) => {
  const words = [...call.args];
  const take = (...names: string[]): string | undefined => {
    const at = words.findIndex((word) => names.includes(word));
    return at >= 0 ? words.splice(at, 2)[1] : undefined;
  };
  const ref = take('-b', '--branch');
  const depth = take('--depth');
  const [url, given] = words.filter((word) => !word.startsWith('-'));
  if (!url) throw new GitFailure('You must specify a repository to clone.', 129);
  const name = given ?? basename(url).replace(/\.git$/, '');
  const dir = resolvePath(call.cwd, name);
  if (call.files.isDirectory(dir) && call.files.readdir(dir).length > 0) {
    throw new GitFailure(`destination path '${name}' already exists and is not an empty directory.`);
  }
  if (!words.includes('-q')) await call.err(`Cloning into '${name}'...\n`);
  call.files.mkdir(dir, { recursive: true });
  try {
    await git.clone({
      fs: gitFileSystem(call.files),
      http: httpClient(call),
      dir,
      url,
      onAuth: credentials(call),
      onAuthFailure: () => ({ cancel: true }),
      ...(ref ? { ref, singleBranch: false } : {}),
      ...(depth ? { depth: Number(depth), singleBranch: true } : {}),
    });
  } catch (error) {
    if (isEmpty(error)) {
      const branch = configValue(call.config, 'init.defaultbranch') ?? 'master';
      await git.init({ fs: gitFileSystem(call.files), dir, defaultBranch: branch });
      await git.addRemote({ fs: gitFileSystem(call.files), dir, remote: 'origin', url, force: true });
      await call.err('warning: You appear to have cloned an empty repository.\n');
      return 0;
    }
    if (!given || call.files.exists(dir)) call.files.remove(dir);
    throw transportFailure(error, url);
  }
  return 0;
};

/** A repository without refs has no HEAD to check out. */
const isEmpty = (error: unknown): boolean =>
  error instanceof Error &&
  /Could not find (?:HEAD|refs)|empty|NotFoundError/i.test(`${error.name} ${error.message}`) &&
  !/HttpError/.test(error.name);
