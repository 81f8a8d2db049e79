// Text tools from just-bash, one at a time, on a machine's disk. Its interpreter takes no part.
import type { Bash as Engine, IFileSystem } from 'just-bash/browser';
import { toBytes, toText } from '../../lib/bytes.ts';
import type { Files } from '../disk/disk.ts';
import type { Stat } from '../disk/node.ts';
import { joinPath, resolvePath } from '../disk/path.ts';
import { readAll } from '../io.ts';
import type { Program, ProgramContext } from '../program.ts';

const latin1 = (bytes: Uint8Array): string => {
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return text;
};
const fromLatin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** A disk as just-bash wants to see it; which disk, changes from command to command. */
class SwitchedDisk {
  files!: Files;

  resolvePath = resolvePath;
  getAllPaths = (): string[] => [];

  async readFile(path: string): Promise<string> {
    return toText(this.files.readFile(path));
  }
  async readFileBytes(path: string): Promise<string> {
    return latin1(this.files.readFile(path));
  }
  async readFileBuffer(path: string): Promise<Uint8Array> {
    return this.files.readFile(path);
  }
  async writeFile(path: string, content: string | Uint8Array): Promise<void> {
    this.files.writeFile(path, toBytes(content));
  }
  async appendFile(path: string, content: string | Uint8Array): Promise<void> {
    this.files.appendFile(path, toBytes(content));
  }
  async exists(path: string): Promise<boolean> {
    return this.files.exists(path);
  }
  async stat(path: string): Promise<object> {
    return describe(this.files.stat(path));
  }
  async lstat(path: string): Promise<object> {
    return describe(this.files.lstat(path));
  }
  async mkdir(path: string, options?: { recursive?: boolean }): Promise<void> {
    this.files.mkdir(path, { recursive: options?.recursive ?? false });
  }
  async readdir(path: string): Promise<string[]> {
    return this.files.readdir(path);
  }
  async readdirWithFileTypes(path: string): Promise<object[]> {
    return this.files.readdir(path).map((name) => ({ name, ...describe(this.files.lstat(joinPath(path, name))) }));
  }
  async rm(path: string, options?: { recursive?: boolean; force?: boolean }): Promise<void> {
    if (options?.recursive) this.files.remove(path);
    else if (!options?.force || this.files.exists(path)) this.files.unlink(path);
  }
  async cp(from: string, to: string): Promise<void> {
    this.files.writeFile(to, this.files.readFile(from));
  }
  async mv(from: string, to: string): Promise<void> {
    this.files.rename(from, to);
  }
  async chmod(path: string, mode: number): Promise<void> {
    this.files.chmod(path, mode);
  }
  async symlink(target: string, path: string): Promise<void> {
    this.files.symlink(target, path);
  }
  async link(from: string, to: string): Promise<void> {
    this.files.writeFile(to, this.files.readFile(from));
  }
  async readlink(path: string): Promise<string> {
    return this.files.readlink(path);
  }
  async realpath(path: string): Promise<string> {
    return this.files.realpath(path);
  }
  async utimes(path: string, _atime: Date, mtime: Date): Promise<void> {
    this.files.utimes(path, mtime.getTime());
  }
}

function describe({ kind, mode, size, mtimeMs }: Stat): object {
  const isLink = kind === 'link';
  return {
    isFile: kind === 'file' || kind === 'device',
    isDirectory: kind === 'directory',
    isSymbolicLink: isLink,
    mode,
    size,
    mtime: new Date(mtimeMs),
  };
}

let engine: Promise<{ bash: Engine; disk: SwitchedDisk }> | undefined;

/** One standing engine serves every machine: a command runs to its end before the next begins. */
function start(): Promise<{ bash: Engine; disk: SwitchedDisk }> {
  engine ??= import('just-bash/browser').then(({ Bash }) => {
    const disk = new SwitchedDisk();
    return { disk, bash: new Bash({ fs: disk as unknown as IFileSystem, cwd: '/', defenseInDepth: false }) };
  });
  return engine;
}

/** Commands that read their input only when no file is named. */
const needsInput = ({ argv }: ProgramContext): boolean =>
  argv[0] !== 'seq' && argv[0] !== 'basename' && argv[0] !== 'dirname';

async function run(context: ProgramContext): Promise<number> {
  const { argv, env, cwd, files, stdin, stdout, stderr, task } = context;
  const input = needsInput(context) && !stdin.isTerminal ? await readAll(stdin, task) : new Uint8Array(0);
  const { bash, disk } = await start();
  disk.files = files;
  const name = argv[0]!.split('/').at(-1)!;
  const result = (await bash.exec(name, {
    args: argv.slice(1),
    stdin: latin1(input),
    stdinKind: 'bytes',
    cwd,
    env: { ...env },
    replaceEnv: true,
  })) as { stdout: string; stderr: string; exitCode: number; stdoutKind?: string; stdoutEncoding?: string };
  const binary = result.stdoutKind === 'bytes' || result.stdoutEncoding === 'binary';
  await stdout.write(binary ? fromLatin1(result.stdout) : result.stdout, task);
  await stderr.write(result.stderr.replace(/^bash: line \d+: /gm, ''));
  return result.exitCode;
}

const NAMES = [
  'awk',
  'base64',
  'basename',
  'column',
  'comm',
  'cut',
  'diff',
  'dirname',
  'du',
  'egrep',
  'expand',
  'expr',
  'fgrep',
  'file',
  'find',
  'fold',
  'grep',
  'head',
  'join',
  'jq',
  'md5sum',
  'nl',
  'od',
  'paste',
  'readlink',
  'realpath',
  'rev',
  'sed',
  'seq',
  'sha1sum',
  'sha256sum',
  'sort',
  'split',
  'stat',
  'strings',
  'tac',
  'tail',
  'tr',
  'tree',
  'unexpand',
  'uniq',
  'wc',
] as const;

export const textPrograms: readonly Program[] = NAMES.map((name) => ({ name, summary: `${name}, by just-bash`, run }));
