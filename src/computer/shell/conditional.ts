// Conditions: `[ … ]` and `test` over words, `[[ … ]]` over a tree, with the same tests on files and texts.
import { FsError } from '../disk/errors.ts';
import { resolvePath } from '../disk/path.ts';
import type { ConditionalNode } from './ast.ts';
import { ExpansionError } from './control.ts';
import type { Expander } from './expand.ts';
import { patternRegExp } from './pattern.ts';
import type { Shell } from './runtime.ts';

/** Says what is wrong with the words of a test. */
export class TestError extends Error {}

const UNARY = new Set([
  '-a',
  '-b',
  '-c',
  '-d',
  '-e',
  '-f',
  '-g',
  '-h',
  '-k',
  '-p',
  '-r',
  '-s',
  '-t',
  '-u',
  '-w',
  '-x',
  '-G',
  '-L',
  '-N',
  '-O',
  '-S',
  '-z',
  '-n',
  '-o',
  '-v',
  '-R',
]);
const BINARY = new Set(['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef']);

/** Whether the words of `test` hold. @throws TestError */
export function testWords(shell: Shell, words: readonly string[]): boolean {
  return new WordTest(shell, words).run();
}

class WordTest {
  readonly #shell: Shell;
  readonly #words: readonly string[];
  #at = 0;

  constructor(shell: Shell, words: readonly string[]) {
    this.#shell = shell;
    this.#words = words;
  }

  run(): boolean {
    const { length } = this.#words;
    if (length === 0) return false;
    if (length === 1) return this.#words[0] !== '';
    if (length === 2) return this.#two();
    if (length === 3 && BINARY.has(this.#words[1]!))
      return binaryTest(this.#shell, this.#words[1]!, this.#words[0]!, this.#words[2]!);
    const value = this.#or();
    if (this.#at < length)
      throw new TestError(length > 4 ? 'too many arguments' : `${this.#words[1]}: binary operator expected`);
    return value;
  }

  #two(): boolean {
    const [first, second] = this.#words;
    if (first === '!') return second === '';
    if (!UNARY.has(first!)) throw new TestError(`${first}: unary operator expected`);
    return unaryTest(this.#shell, first!, second!);
  }

  #or(): boolean {
    let value = this.#and();
    while (this.#words[this.#at] === '-o') {
      this.#at++;
      const right = this.#and();
      value ||= right;
    }
    return value;
  }

  #and(): boolean {
    let value = this.#not();
    while (this.#words[this.#at] === '-a') {
      this.#at++;
      const right = this.#not();
      value &&= right;
    }
    return value;
  }

  #not(): boolean {
    if (this.#words[this.#at] === '!') {
      this.#at++;
      return !this.#not();
    }
    return this.#primary();
  }

  #primary(): boolean {
    const [first, second, third] = this.#words.slice(this.#at, this.#at + 3);
    if (first === undefined) throw new TestError('argument expected');
    if (first === '(') {
      this.#at++;
      const value = this.#or();
      if (this.#words[this.#at++] !== ')') throw new TestError("`)' expected");
      return value;
    }
    if (second !== undefined && BINARY.has(second) && third !== undefined) {
      this.#at += 3;
      return binaryTest(this.#shell, second, first, third);
    }
    if (UNARY.has(first) && second !== undefined) {
      this.#at += 2;
      return unaryTest(this.#shell, first, second);
    }
    this.#at++;
    return first !== '';
  }
}

function unaryTest(shell: Shell, operator: string, operand: string): boolean {
  if (operator === '-z') return operand === '';
  if (operator === '-n') return operand !== '';
  if (operator === '-v')
    return (
      shell.get(operand) !== undefined ||
      (/^(\w+)\[(.+)\]$/.test(operand) &&
        shell.element(...(/^(\w+)\[(.+)\]$/.exec(operand)!.slice(1) as [string, string])) !== undefined)
    );
  if (operator === '-o') return shell.options.has(operand);
  if (operator === '-t')
    return (
      shell.descriptors.get(Number(operand))?.output?.isTerminal ??
      shell.descriptors.get(Number(operand))?.input?.isTerminal ??
      false
    );
  return operand !== '' && fileTest(shell, operator, resolvePath(shell.cwd, operand));
}

function fileTest(shell: Shell, operator: string, path: string): boolean {
  const { files } = shell;
  try {
    if (operator === '-h' || operator === '-L') return files.lstat(path).kind === 'link';
    const stat = files.stat(path);
    switch (operator) {
      case '-a':
      case '-e':
        return true;
      case '-f':
        return stat.kind === 'file';
      case '-d':
        return stat.kind === 'directory';
      case '-s':
        return stat.size > 0;
      case '-c':
        return stat.kind === 'device';
      case '-r':
        return files.may(path, 4);
      case '-w':
        return files.may(path, 2);
      case '-x':
        return files.may(path, 1);
      case '-u':
        return (stat.mode & 0o4000) !== 0;
      case '-g':
        return (stat.mode & 0o2000) !== 0;
      case '-k':
        return (stat.mode & 0o1000) !== 0;
      case '-O':
        return stat.owner === shell.host.user;
      case '-G':
        return files.who.groups.includes(stat.group);
      default:
        return false;
    }
  } catch (error) {
    if (error instanceof FsError) return false;
    throw error;
  }
}

function binaryTest(shell: Shell, operator: string, left: string, right: string): boolean {
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-nt':
    case '-ot':
    case '-ef':
      return compareFiles(shell, operator, left, right);
    default:
      return compareNumbers(operator, integer(left), integer(right));
  }
}

function integer(text: string): bigint {
  const value = /^\s*[+-]?\d+\s*$/.test(text) ? BigInt(text.trim().replace(/^\+/, '')) : undefined;
  if (value === undefined) throw new TestError(`${text}: integer expression expected`);
  return value;
}

function compareNumbers(operator: string, a: bigint, b: bigint): boolean {
  switch (operator) {
    case '-eq':
      return a === b;
    case '-ne':
      return a !== b;
    case '-lt':
      return a < b;
    case '-le':
      return a <= b;
    case '-gt':
      return a > b;
    default:
      return a >= b;
  }
}

function compareFiles(shell: Shell, operator: string, left: string, right: string): boolean {
  const node = (path: string) => shell.files.node(resolvePath(shell.cwd, path));
  const [a, b] = [node(left), node(right)];
  if (operator === '-ef') return a !== undefined && a === b;
  if (!a || !b) return operator === '-nt' ? a !== undefined && !b : b !== undefined && !a;
  const age = a.mtimeMs - b.mtimeMs || a.mtimeNs - b.mtimeNs;
  return operator === '-nt' ? age > 0 : age < 0;
}

/** Whether a `[[ … ]]` holds. @throws ExpansionError */
export async function evaluateConditional(shell: Shell, expander: Expander, node: ConditionalNode): Promise<boolean> {
  const inner = (part: ConditionalNode): Promise<boolean> => evaluateConditional(shell, expander, part);
  switch (node.type) {
    case 'CondNot':
      return !(await inner(node.operand));
    case 'CondAnd':
      return (await inner(node.left)) && (await inner(node.right));
    case 'CondOr':
      return (await inner(node.left)) || (await inner(node.right));
    case 'CondGroup':
      return inner(node.expression);
    case 'CondWord':
      return (await expander.text(node.word)) !== '';
    case 'CondUnary':
      return unaryTest(shell, node.operator, await expander.text(node.operand));
    case 'CondBinary':
      return conditionalBinary(shell, expander, node);
  }
}

async function conditionalBinary(
  shell: Shell,
  expander: Expander,
  node: Extract<ConditionalNode, { type: 'CondBinary' }>,
): Promise<boolean> {
  const left = await expander.text(node.left);
  const ignoreCase = shell.shopt.has('nocasematch');
  if (node.operator === '=~') return matchRegExp(shell, left, await expander.regExpSource(node.right), ignoreCase);
  if (['=', '==', '!='].includes(node.operator)) {
    const fits = patternRegExp(await expander.pattern(node.right), { extglob: true, ignoreCase }).test(left);
    return node.operator === '!=' ? !fits : fits;
  }
  const right = await expander.text(node.right);
  if (!/^-(eq|ne|lt|le|gt|ge)$/.test(node.operator)) return binaryTest(shell, node.operator, left, right);
  return compareNumbers(node.operator, await expander.evaluateText(left), await expander.evaluateText(right));
}

const POSIX_CLASSES: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9a-fA-F',
};

function matchRegExp(shell: Shell, text: string, source: string, ignoreCase: boolean): boolean {
  let match: RegExpExecArray | null;
  try {
    match = new RegExp(
      source.replace(/\[:(\w+):\]/g, (all, name: string) => POSIX_CLASSES[name] ?? all),
      ignoreCase ? 'i' : '',
    ).exec(text);
  } catch {
    throw new ExpansionError(`invalid regular expression \`${source}'`, 2, false);
  }
  const groups = Object.fromEntries([...(match ?? [])].map((group, index) => [index, group ?? '']));
  shell.variables.set('BASH_REMATCH', { value: groups, array: 'indexed' });
  return match !== null;
}
