// A folder of this computer as a repository: what git ignores is left out.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { BroughtFile } from '../world/scenario.ts';

/** The files of `folder` that git would track. @throws Error when the folder cannot be read */
export function readRepository(folder: string): BroughtFile[] {
  return listed(folder).map((name) => {
    const file = path.join(folder, name);
    const executable = (fs.statSync(file).mode & 0o100) !== 0;
    return { path: name.split(path.sep).join('/'), bytes: new Uint8Array(fs.readFileSync(file)), executable };
  });
}

function listed(folder: string): string[] {
  // Asked from inside the folder, so that it works whether or not the folder is a repository itself.
  const args = fs.existsSync(path.join(folder, '.git'))
    ? ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
    : ['ls-files', '-z', '--others', '--exclude-standard'];
  const env = fs.existsSync(path.join(folder, '.git'))
    ? process.env
    : { ...process.env, GIT_DIR: makeEmptyRepository(), GIT_WORK_TREE: folder };
  const output = execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', maxBuffer: 2 ** 28 });
  return output
    .split('\0')
    .filter((name) => name !== '' && fs.statSync(path.join(folder, name)).isFile())
    .sort();
}

function makeEmptyRepository(): string {
  const gitdir = path.join(fs.mkdtempSync(path.join(fs.realpathSync('/tmp'), 'slipway-')), '.git');
  execFileSync('git', ['init', '-q', '--bare', gitdir]);
  return gitdir;
}
