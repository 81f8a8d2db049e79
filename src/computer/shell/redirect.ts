// Redirections: what a command's descriptors lead to while it runs.
import { toBytes } from '../../lib/bytes.ts';
import { FsError } from '../disk/errors.ts';
import { resolvePath } from '../disk/path.ts';
import { inputOf, nullInput, nullOutput, type Input, type Output } from '../io.ts';
import type { RedirectionNode } from './ast.ts';
import { ExpansionError } from './control.ts';
import type { Expander } from './expand.ts';
import type { Descriptor, Shell } from './runtime.ts';

/** Writes to a file of the disk, at its end. */
class FileOutput implements Output {
  readonly target: Output['target'];
  readonly isTerminal = false;
  readonly #shell: Shell;
  readonly #path: string;

  constructor(shell: Shell, path: string) {
    this.#shell = shell;
    this.#path = path;
    this.target = { kind: 'file', path, owner: shell.host.user };
  }

  write(data: string | Uint8Array): void {
    this.#shell.files.appendFile(this.#path, data);
  }
}

/** Reads a file of the disk as it was when it was opened. */
const fileInput = (shell: Shell, path: string): Input => inputOf(shell.files.readFile(path));

/**
 * The descriptors after `redirections`.
 * @throws ExpansionError with what the shell says when a file cannot be opened.
 */
export async function redirect(
  shell: Shell,
  expander: Expander,
  redirections: readonly RedirectionNode[],
): Promise<Map<number, Descriptor>> {
  const before = shell.descriptors;
  const descriptors = new Map(before);
  // `2>&1 >file`: each one sees what those before it did.
  shell.descriptors = descriptors;
  try {
    for (const redirection of redirections) await apply(shell, expander, redirection, descriptors);
  } finally {
    shell.descriptors = before;
  }
  return descriptors;
}

async function apply(
  shell: Shell,
  expander: Expander,
  node: RedirectionNode,
  descriptors: Map<number, Descriptor>,
): Promise<void> {
  const { operator, target } = node;
  const fd = node.fd ?? (operator.startsWith('<') ? 0 : 1);
  if (target.type === 'HereDoc') {
    const text = await expander.text(target.content);
    const content = target.stripTabs ? text.replace(/^\t+/gm, '') : text;
    descriptors.set(fd, { input: inputOf(content) });
    return;
  }
  if (operator === '<<<') {
    descriptors.set(fd, { input: inputOf(`${await expander.text(target)}\n`) });
    return;
  }
  const [word = '', ...more] = await expander.fields([target]);
  if (more.length > 0 || (word === '' && operator !== '>&' && operator !== '<&')) {
    throw new ExpansionError(word === '' ? ': No such file or directory' : `${word}: ambiguous redirect`, 1, false);
  }
  if (operator === '>&' || operator === '<&') return duplicate(shell, word, operator, fd, node.fd, descriptors);
  try {
    open(shell, operator, word, fd, descriptors);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new ExpansionError(openError(shell, operator, word, error), shell.bash ? 1 : 2, false);
  }
}

/** bash names the file and the reason; dash says first what it could not do. */
function openError(shell: Shell, operator: string, word: string, { text, code }: FsError): string {
  if (shell.bash) return `${word}: ${text}`;
  const what = operator === '<' ? 'open' : 'create';
  const why = code === 'ENOENT' ? (operator === '<' ? 'No such file' : 'Directory nonexistent') : text;
  return `cannot ${what} ${word}: ${why}`;
}

function open(shell: Shell, operator: string, word: string, fd: number, descriptors: Map<number, Descriptor>): void {
  const path = resolvePath(shell.cwd, word);
  const special = specialFile(path, descriptors);
  if (operator === '<') {
    descriptors.set(fd, { input: special?.input ?? (special ? nullInput : fileInput(shell, path)) });
    return;
  }
  const output = special ? (special.output ?? nullOutput) : openOutput(shell, path, operator);
  descriptors.set(
    fd,
    operator === '<>' ? { input: shell.files.exists(path) ? fileInput(shell, path) : nullInput, output } : { output },
  );
  if (operator === '&>' || operator === '&>>') {
    descriptors.set(1, { output });
    descriptors.set(2, { output });
  }
}

function openOutput(shell: Shell, path: string, operator: string): Output {
  const { files } = shell;
  const stat = files.exists(path) ? files.stat(path) : undefined;
  if (stat?.kind === 'directory') throw new FsError('EISDIR', path, 'open');
  if (stat?.kind === 'device') return path === '/dev/full' ? new FileOutput(shell, path) : nullOutput;
  if (operator === '>' && stat && shell.options.has('noclobber')) {
    throw new ExpansionError(`${path}: cannot overwrite existing file`, 1, false);
  }
  const mode = 0o666 & ~shell.umask;
  if (!stat) files.writeFile(path, toBytes(''), { mode });
  else if (operator === '>>' || operator === '&>>' || operator === '<>') files.appendFile(path, '');
  else files.writeFile(path, toBytes(''));
  return new FileOutput(shell, path);
}

/** /dev/stdin and its like are what the descriptors lead to. */
function specialFile(path: string, descriptors: ReadonlyMap<number, Descriptor>): Descriptor | undefined {
  if (path === '/dev/null') return { input: nullInput, output: nullOutput };
  const names: Readonly<Record<string, number>> = {
    '/dev/stdin': 0,
    '/dev/stdout': 1,
    '/dev/stderr': 2,
    '/dev/tty': 1,
  };
  const number = names[path] ?? /^\/(?:dev\/fd|proc\/self\/fd)\/(\d+)$/.exec(path)?.[1];
  return number === undefined ? undefined : descriptors.get(Number(number));
}

function duplicate(
  shell: Shell,
  word: string,
  operator: string,
  fd: number,
  given: number | null,
  descriptors: Map<number, Descriptor>,
): void {
  if (word === '-') {
    descriptors.delete(fd);
    descriptors.set(fd, { input: nullInput, output: nullOutput });
    return;
  }
  if (!/^\d+-?$/.test(word)) {
    // `>&file` is `&>file`.
    if (operator === '>&' && given === null) return open(shell, '&>', word, 1, descriptors);
    throw new ExpansionError(`${word}: ambiguous redirect`, 1, false);
  }
  const from = descriptors.get(Number.parseInt(word, 10));
  if (!from)
    throw new ExpansionError(
      `${word}: ${shell.bash ? 'Bad file descriptor' : 'Bad file descriptor'}`,
      shell.bash ? 1 : 2,
      false,
    );
  descriptors.set(fd, from);
}
