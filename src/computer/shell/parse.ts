// From source text to a tree. The parser is just-bash's; what a syntax error says is bash's or dash's.
import { Bash } from 'just-bash/browser';
import type { ScriptNode } from './ast.ts';

/** Why a script cannot be read: where, and what the shell says of it. */
export class ShellSyntaxError extends Error {
  override name = 'ShellSyntaxError';
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

let parser: Bash | undefined;

// A fleet runs the same few scripts over and over; trees are never changed.
const trees = new Map<string, ScriptNode>();
const TREES_MAX = 500;

/**
 * The tree of `source`.
 * @throws ShellSyntaxError
 */
export function parseShell(source: string): ScriptNode {
  const known = trees.get(source);
  if (known) return known;
  parser ??= new Bash({ files: {} });
  let tree: ScriptNode;
  try {
    tree = parser.transform(source).ast;
  } catch (error) {
    throw asSyntaxError(error as Error, source);
  }
  if (trees.size >= TREES_MAX) trees.clear();
  trees.set(source, tree);
  return tree;
}

function asSyntaxError({ message }: Error, source: string): ShellSyntaxError {
  const [, line, text] = /^(?:Parse error at )?(?:line )?(\d+)(?::\d+)?: (.*)$/s.exec(message) ?? [];
  const last = source.replace(/\n+$/, '').split('\n').length;
  if (!line || !text) return new ShellSyntaxError(last, `syntax error: ${message}`);
  const atEnd = /unexpected (?:end of (?:file|input)|token `(?:EOF)?'$)|Expected|near unexpected token `newline'/i.test(
    text,
  );
  if (atEnd && !/near unexpected token `newline'/.test(text))
    return new ShellSyntaxError(last + 1, 'syntax error: unexpected end of file');
  return new ShellSyntaxError(Number(line), text);
}

/** Whether `source` is the beginning of something: an open quote, a here-document, an `if` without `fi`. */
export function needsMore(source: string): boolean {
  if (/(^|[^\\])(\\\\)*\\$/.test(source)) return true;
  try {
    const { statements } = parseShell(source);
    return JSON.stringify(statements).includes('"terminated":false');
  } catch (error) {
    return error instanceof ShellSyntaxError && /unexpected end of file|unexpected EOF/.test(error.message);
  }
}
