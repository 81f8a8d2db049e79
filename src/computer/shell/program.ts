// bash and sh as programs: scripts, -c, standard input.
import { toText } from '../../lib/bytes.ts';
import { FsError } from '../disk/errors.ts';
import { resolvePath } from '../disk/path.ts';
import { readAll } from '../io.ts';
import type { Program, ProgramContext } from '../program.ts';
import { newShell, runShell } from './shell.ts';

interface Invocation {
  readonly options: readonly string[];
  readonly command?: string;
  readonly script?: string;
  readonly args: readonly string[];
}

const LETTERS: Readonly<Record<string, string>> = {
  e: 'errexit',
  u: 'nounset',
  x: 'xtrace',
  f: 'noglob',
  C: 'noclobber',
  a: 'allexport',
  v: 'verbose',
};

function readArguments(argv: readonly string[]): Invocation {
  const words = argv.slice(1);
  const options: string[] = [];
  let command = false;
  let standardInput = false;
  while (/^[-+]./.test(words[0] ?? '')) {
    const word = words.shift()!;
    if (word === '--') break;
    if (word.startsWith('--')) continue;
    for (const letter of word.slice(1)) {
      if (letter === 'c') command = true;
      else if (letter === 's') standardInput = true;
      else if (letter === 'o' || letter === 'O') options.push(words.shift() ?? '');
      else if (LETTERS[letter]) options.push(LETTERS[letter]);
    }
  }
  if (command) {
    const [text = '', name, ...args] = words;
    return { options, command: text, args, ...(name === undefined ? {} : { script: name }) };
  }
  if (standardInput || words.length === 0) return { options, args: words };
  return { options, script: words[0]!, args: words.slice(1) };
}

function shellProgram(name: string, dialect: 'bash' | 'sh'): Program {
  return {
    name,
    summary: dialect === 'bash' ? 'the GNU Bourne-Again shell' : 'the POSIX shell',
    async run(context) {
      if (context.argv.includes('--version') && dialect === 'bash') {
        await context.stdout.write('GNU bash, version 5.2.15(1)-release (x86_64-amazon-linux-gnu)\n');
        return 0;
      }
      const invocation = readArguments(context.argv);
      const source = await readSource(context, invocation);
      if (typeof source === 'number') return source;
      const shellName = invocation.script ?? context.argv[0]!;
      const state = newShell({ dialect, env: context.env, cwd: context.cwd, name: shellName, args: invocation.args });
      const { computer, pid, user, task, stdin, stdout, stderr } = context;
      const host = { computer, pid, user, task, stdin, stdout, stderr };
      const start = { ...state, options: [...state.options, ...invocation.options] };
      return (await runShell(host, start, source, { script: shellName, last: true })).status;
    },
  };
}

async function readSource(context: ProgramContext, { command, script }: Invocation): Promise<string | number> {
  if (command !== undefined) return command;
  if (script === undefined) return toText(await readAll(context.stdin, context.task));
  try {
    return context.files.readText(resolvePath(context.cwd, script));
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    const shell = context.argv[0]!.split('/').at(-1)!;
    const dash = shell !== 'bash';
    await context.stderr.write(
      dash ? `${shell}: 0: cannot open ${script}: No such file\n` : `${shell}: ${script}: ${error.text}\n`,
    );
    return error.code === 'ENOENT' ? (dash ? 2 : 127) : 126;
  }
}

/** On Amazon Linux `sh` is bash, on Ubuntu it is dash: the image says which program file /bin/sh is. */
export const shellPrograms: Readonly<Record<string, Program>> = {
  bash: shellProgram('bash', 'bash'),
  dash: shellProgram('dash', 'sh'),
};
