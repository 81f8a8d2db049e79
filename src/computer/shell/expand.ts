// Word expansion: tilde, parameters, commands, arithmetic, braces; then field splitting and pathnames.
import { Capture, readAll, type Input } from '../io.ts';
import { evaluateArithmetic, readNumber, type ArithmeticHost } from './arithmetic.ts';
import type {
  BraceItem,
  ParameterExpansion,
  ParameterOperation,
  ScriptNode,
  SimpleCommandNode,
  WordNode,
  WordPart,
} from './ast.ts';
import { ExpansionError } from './control.ts';
import { expandGlob } from './glob.ts';
import { parseShell } from './parse.ts';
import { isPattern, patternRegExp, patternSource, quotePattern } from './pattern.ts';
import type { Shell } from './runtime.ts';

/** A piece of a word: what was quoted is neither split nor a pattern. `breaks`: a field ends before it (`"$@"`). */
interface Piece {
  readonly text: string;
  readonly quoted: boolean;
  readonly breaks?: true;
}

/** What the expander needs of the evaluator. */
export interface Evaluator {
  /** Runs a tree in a subshell whose output is collected; gives the status. */
  substitute(shell: Shell, body: ScriptNode, output: Capture): Promise<number>;
  /** Runs a tree for a process substitution; gives the name to open. */
  processSubstitution(shell: Shell, body: ScriptNode, direction: 'input' | 'output'): Promise<string>;
}

/** Expands the words of one shell. */
export class Expander implements ArithmeticHost {
  readonly shell: Shell;
  readonly #evaluator: Evaluator;

  constructor(shell: Shell, evaluator: Evaluator) {
    this.shell = shell;
    this.#evaluator = evaluator;
  }

  /** All fields of `words`. */
  async fields(words: readonly WordNode[]): Promise<string[]> {
    const fields: string[] = [];
    for (const word of words) {
      const simple = plainText(word);
      if (simple !== undefined) fields.push(simple);
      else for (const one of this.#braces(word)) fields.push(...(await this.#fieldsOf(one)));
    }
    return fields;
  }

  /** `word` as one text, without splitting or pathnames: assignments, redirections, case. */
  async text(word: WordNode): Promise<string> {
    return (
      plainText(word) ??
      (await this.#pieces(word.parts, false)).map(({ text }) => text).join(word.parts.length ? '' : '')
    );
  }

  /** `word` as a pattern: what was quoted in it is plain. */
  async pattern(word: WordNode): Promise<string> {
    const pieces = await this.#pieces(word.parts, false);
    return pieces.map(({ text, quoted }) => (quoted ? quotePattern(text) : text)).join('');
  }

  /** `word` as a regular expression for `=~`: what was quoted in it is plain. */
  async regExpSource(word: WordNode): Promise<string> {
    let source = '';
    for (const part of word.parts) {
      // What stands unquoted is the expression itself.
      if (part.type === 'Literal') source += part.value;
      else if (part.type === 'Glob') source += part.pattern;
      else
        for (const { text, quoted } of await this.#part(part, false))
          source += quoted ? text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : text;
    }
    return source;
  }

  async expandText(text: string): Promise<string> {
    return this.text(wordOf(`"${text.replace(/(["])/g, '\\$1')}"`));
  }

  async evaluateText(text: string): Promise<bigint> {
    const trimmed = text.trim();
    if (trimmed === '') return 0n;
    const known = readNumber(trimmed);
    if (known !== undefined) return known;
    if (/^[+-]?0\d*[89]/.test(trimmed))
      throw new ExpansionError(`${trimmed}: value too great for base (error token is "${trimmed}")`);
    const word = wordOf(`$((${trimmed}))`);
    const part = word.parts[0];
    if (part?.type !== 'ArithmeticExpansion') throw new ExpansionError(`${trimmed}: syntax error in expression`);
    if (part.expression.expression.type === 'ArithVariable' && part.expression.expression.name === trimmed) {
      const value = this.shell.get(trimmed);
      if (value === trimmed)
        throw new ExpansionError(`${trimmed}: expression recursion level exceeded (error token is "${trimmed}")`);
    }
    return this.arithmetic(part.expression);
  }

  async arithmetic(expression: Extract<WordPart, { type: 'ArithmeticExpansion' }>['expression']): Promise<bigint> {
    try {
      return await evaluateArithmetic(this, expression.expression);
    } catch (error) {
      if (error instanceof ExpansionError && /^division by 0$/.test(error.message)) {
        throw new ExpansionError(
          `${expression.originalText?.trim() ?? ''}: division by 0 (error token is "${(expression.originalText ?? '').split(/[/%]/).pop()?.trim() ?? ''}")`,
          1,
          false,
        );
      }
      throw error;
    }
  }

  /** The value of `name[subscript]`'s subscript. */
  async subscript(name: string, text: string): Promise<string> {
    if (this.shell.variables.get(name)?.array === 'assoc')
      return this.expandText(text.replace(/^(['"])(.*)\1$/s, '$2'));
    const index = await this.evaluateText(await this.expandText(text));
    if (index >= 0n) return String(index);
    const last = Number(this.shell.subscripts(name).at(-1) ?? -1);
    return String(last + 1 + Number(index));
  }

  async #fieldsOf(word: WordNode): Promise<string[]> {
    const pieces = await this.#pieces(word.parts, true);
    const split = splitFields(pieces, this.shell.get('IFS') ?? ' \t\n');
    if (this.shell.options.has('noglob')) return split.map(plain);
    return split.flatMap((field) => this.#pathnames(field));
  }

  #pathnames(field: readonly Piece[]): string[] {
    const extglob = this.shell.shopt.has('extglob');
    const pattern = field.map(({ text, quoted }) => (quoted ? quotePattern(text) : text)).join('');
    if (!field.some(({ text, quoted }) => !quoted && isPattern(text, extglob))) return [plain(field)];
    const options = { dotglob: this.shell.shopt.has('dotglob'), globstar: this.shell.shopt.has('globstar'), extglob };
    const found = expandGlob(this.shell.files, this.shell.cwd, pattern, options);
    if (found.length > 0) return found;
    if (this.shell.shopt.has('failglob')) throw new ExpansionError(`no match: ${plain(field)}`, 1, false);
    return this.shell.shopt.has('nullglob') ? [] : [plain(field)];
  }

  async #pieces(parts: readonly WordPart[], split: boolean): Promise<Piece[]> {
    const pieces: Piece[] = [];
    for (const part of parts) pieces.push(...(await this.#part(part, split)));
    return pieces;
  }

  async #part(part: WordPart, split: boolean): Promise<Piece[]> {
    switch (part.type) {
      case 'Literal':
        return [{ text: part.value, quoted: true }];
      case 'Glob':
        return [{ text: part.pattern, quoted: false }];
      case 'SingleQuoted':
      case 'Escaped':
        return [{ text: part.value, quoted: true }];
      case 'DoubleQuoted':
        return this.#quoted(part.parts);
      case 'ParameterExpansion':
        return this.#parameter(part, false, split);
      case 'CommandSubstitution':
        return [{ text: await this.#command(part.body), quoted: false }];
      case 'ArithmeticExpansion':
        return [{ text: String(await this.arithmetic(part.expression)), quoted: false }];
      case 'TildeExpansion':
        return [{ text: this.#home(part.user), quoted: true }];
      case 'ProcessSubstitution':
        return [
          { text: await this.#evaluator.processSubstitution(this.shell, part.body, part.direction), quoted: true },
        ];
      case 'BraceExpansion':
        return [{ text: braceText(part.items), quoted: true }];
    }
  }

  async #quoted(parts: readonly WordPart[]): Promise<Piece[]> {
    const pieces: Piece[] = [];
    for (const part of parts) {
      const inner =
        part.type === 'ParameterExpansion' ? await this.#parameter(part, true, true) : await this.#part(part, false);
      pieces.push(...inner.map((piece) => ({ ...piece, quoted: true })));
    }
    const onlyList =
      parts.length === 1 && parts[0]!.type === 'ParameterExpansion' && isList(parts[0].parameter, parts[0].operation);
    // "" is a field; "$@" without parameters is none.
    return pieces.length > 0 || onlyList ? pieces : [{ text: '', quoted: true }];
  }

  async #command(body: ScriptNode): Promise<string> {
    const capture = new Capture();
    this.shell.status = await this.#evaluator.substitute(this.shell, body, capture);
    return capture.text.replace(/\n+$/, '').replaceAll('\0', '');
  }

  #home(user: string | null): string {
    if (user === null)
      return this.shell.get('HOME') ?? this.shell.host.computer.account(this.shell.host.user)?.home ?? '/';
    if (user === '+') return this.shell.cwd;
    if (user === '-') return this.shell.get('OLDPWD') ?? '~-';
    return this.shell.host.computer.account(user)?.home ?? `~${user}`;
  }

  /** `$name` and `${name…}`. */
  async #parameter(part: ParameterExpansion, quoted: boolean, split: boolean): Promise<Piece[]> {
    const { parameter, operation } = part;
    if (operation?.type === 'BadSubstitution') throw new ExpansionError(`${operation.text}: bad substitution`);
    if (isList(parameter, operation)) return this.#list(parameter, operation, quoted, split);
    const value = await this.#value(parameter);
    if (operation) return this.#operate(parameter, value, operation, quoted, split);
    return [{ text: this.#bound(parameter, value), quoted: false }];
  }

  #bound(name: string, value: string | undefined): string {
    if (value === undefined && this.shell.options.has('nounset'))
      throw new ExpansionError(
        `${name}: ${this.shell.bash ? 'unbound variable' : 'parameter not set'}`,
        this.shell.bash ? 1 : 2,
      );
    return value ?? '';
  }

  async #value(name: string): Promise<string | undefined> {
    const { shell } = this;
    if (/^\d+$/.test(name)) return name === '0' ? shell.name : shell.positional[Number(name) - 1];
    switch (name) {
      case '?':
        return String(shell.status);
      case '#':
        return String(shell.positional.length);
      case '$':
        return String(shell.host.pid);
      case '!':
        return shell.lastBackgroundPid ? String(shell.lastBackgroundPid) : undefined;
      case '-':
        return `${shell.options.has('errexit') ? 'e' : ''}h${shell.interactive ? 'i' : ''}${shell.options.has('nounset') ? 'u' : ''}${shell.options.has('xtrace') ? 'x' : ''}B`;
      case '_':
        return shell.get('_') ?? '';
      case 'PIPESTATUS':
        return String(shell.pipeStatus[0] ?? 0);
      case 'FUNCNAME':
        return shell.get('FUNCNAME');
    }
    const [, array, subscript] = /^([A-Za-z_]\w*)\[(.*)\]$/s.exec(name) ?? [];
    if (!array) return shell.get(name);
    if (array === 'PIPESTATUS') return shell.pipeStatus[Number(subscript)]?.toString();
    return shell.element(array, await this.subscript(array, subscript!));
  }

  /** `$@`, `$*`, `${a[@]}`, `${!a[@]}`: more than one field. */
  async #list(
    parameter: string,
    operation: ParameterOperation | null,
    quoted: boolean,
    split: boolean,
  ): Promise<Piece[]> {
    let values = this.#listValues(parameter, operation);
    const star =
      parameter === '*' ||
      parameter.endsWith('[*]') ||
      (operation?.type === 'ArrayKeys' && operation.star) ||
      (operation?.type === 'VarNamePrefix' && operation.star);
    if (operation?.type === 'Length') return [{ text: String(values.length), quoted: false }];
    if (operation && operation.type !== 'ArrayKeys' && operation.type !== 'VarNamePrefix') {
      if (operation.type === 'Substring') values = await this.#slice(parameter, values, operation);
      else if (['DefaultValue', 'UseAlternative', 'AssignDefault', 'ErrorIfUnset'].includes(operation.type)) {
        const whole = values.length > 0 ? values.join(' ') : undefined;
        const keep = operation.type === 'DefaultValue' && values.length > 0;
        if (!keep) return this.#operate(parameter, whole, operation, quoted, split);
      } else {
        const changed: string[] = [];
        for (const value of values)
          changed.push(
            (await this.#operate(parameter, value, operation, quoted, split)).map(({ text }) => text).join(''),
          );
        values = changed;
      }
    }
    if (star && quoted) {
      const separator = (this.shell.get('IFS') ?? ' ')[0] ?? '';
      return [{ text: values.join(separator), quoted: true }];
    }
    if (!split) return [{ text: values.join(' '), quoted }];
    return values.map((text, index) => ({ text, quoted, ...(index > 0 ? { breaks: true as const } : {}) }));
  }

  #listValues(parameter: string, operation: ParameterOperation | null): string[] {
    const { shell } = this;
    if (operation?.type === 'ArrayKeys') return shell.subscripts(operation.array);
    if (operation?.type === 'VarNamePrefix')
      return [...shell.variables.keys()].filter((name) => name.startsWith(operation.prefix)).sort();
    if (parameter === '@' || parameter === '*') return shell.positional;
    const array = parameter.slice(0, -3);
    if (array === 'PIPESTATUS') return shell.pipeStatus.map(String);
    return shell.subscripts(array).map((key) => shell.element(array, key)!);
  }

  async #slice(
    parameter: string,
    values: string[],
    operation: Extract<ParameterOperation, { type: 'Substring' }>,
  ): Promise<string[]> {
    const offset = Number(await this.arithmetic(operation.offset));
    const length = operation.length ? Number(await this.arithmetic(operation.length)) : undefined;
    const list = parameter === '@' || parameter === '*' ? [this.shell.name, ...values] : values;
    const from = offset < 0 ? Math.max(0, list.length + offset) : offset;
    const start = (parameter === '@' || parameter === '*') && offset === 0 ? 0 : from;
    return list.slice(start, length === undefined ? undefined : start + length);
  }

  async #operate(
    name: string,
    value: string | undefined,
    operation: ParameterOperation,
    quoted: boolean,
    split: boolean,
  ): Promise<Piece[]> {
    switch (operation.type) {
      case 'DefaultValue':
        return absent(value, operation.checkEmpty)
          ? this.#pieces(operation.word.parts, split && !quoted)
          : [{ text: value!, quoted: false }];
      case 'UseAlternative':
        return absent(value, operation.checkEmpty) ? [] : this.#pieces(operation.word.parts, split && !quoted);
      case 'AssignDefault': {
        if (!absent(value, operation.checkEmpty)) return [{ text: value!, quoted: false }];
        const text = await this.text(operation.word);
        await this.assign(name, text);
        return [{ text, quoted: false }];
      }
      case 'ErrorIfUnset': {
        if (!absent(value, operation.checkEmpty)) return [{ text: value!, quoted: false }];
        const text = operation.word ? await this.text(operation.word) : '';
        const why =
          text ||
          (operation.checkEmpty
            ? 'parameter null or not set'
            : this.shell.bash
              ? 'parameter not set'
              : 'parameter not set');
        throw new ExpansionError(`${name}: ${why}`, this.shell.bash ? 127 : 2);
      }
      default:
        if (operation.type === 'Transform' && value === undefined) return [];
        return [{ text: await this.#transform(name, this.#bound(name, value), operation), quoted: false }];
    }
  }

  /** Assigns to `name` or `name[subscript]`. */
  async assign(name: string, value: string): Promise<void> {
    const [, array, subscript] = /^([A-Za-z_]\w*)\[(.*)\]$/s.exec(name) ?? [];
    if (array) this.shell.setElement(array, await this.subscript(array, subscript!), value);
    else this.shell.set(name, value);
  }

  async #transform(name: string, value: string, operation: ParameterOperation): Promise<string> {
    switch (operation.type) {
      case 'Length':
        return String([...value].length);
      case 'Substring':
        return this.#substring(value, operation);
      case 'PatternRemoval':
        return removePattern(
          value,
          await this.pattern(operation.pattern),
          operation.side,
          operation.greedy,
          this.shell.shopt.has('extglob'),
        );
      case 'PatternReplacement': {
        const replacement = operation.replacement ? await this.text(operation.replacement) : '';
        return replacePattern(
          value,
          await this.pattern(operation.pattern),
          replacement,
          operation.all,
          operation.anchor,
          this.shell.shopt.has('extglob'),
        );
      }
      case 'CaseModification':
        return changeCase(
          value,
          operation.direction,
          operation.all,
          operation.pattern ? await this.pattern(operation.pattern) : '?',
        );
      case 'Indirection': {
        const target = value;
        const inner = await this.#value(target);
        if (operation.innerOp)
          return (await this.#operate(target, inner, operation.innerOp, false, false)).map(({ text }) => text).join('');
        return this.#bound(target, inner);
      }
      case 'Transform':
        return transformed(name, value, operation.operator, this.shell);
      case 'LengthSliceError':
        throw new ExpansionError(`\${#${name}: bad substitution`);
      default:
        return value;
    }
  }

  async #substring(
    value: string,
    { offset, length }: Extract<ParameterOperation, { type: 'Substring' }>,
  ): Promise<string> {
    const characters = [...value];
    const at = Number(await this.arithmetic(offset));
    const from = at < 0 ? characters.length + at : at;
    if (from < 0 || from > characters.length) return '';
    if (!length) return characters.slice(from).join('');
    const count = Number(await this.arithmetic(length));
    const end = count < 0 ? characters.length + count : from + count;
    if (end < from) throw new ExpansionError(`${count}: substring expression < 0`);
    return characters.slice(from, end).join('');
  }

  /** Braces make several words of one, before anything else. */
  #braces(word: WordNode): WordNode[] {
    const at = word.parts.findIndex((part) => part.type === 'BraceExpansion');
    if (at < 0) return [word];
    const part = word.parts[at] as Extract<WordPart, { type: 'BraceExpansion' }>;
    if (!this.shell.bash || !this.shell.options.has('braceexpand')) {
      const literal: WordPart = { type: 'Literal', value: braceText(part.items) };
      return this.#braces({ ...word, parts: [...word.parts.slice(0, at), literal, ...word.parts.slice(at + 1)] });
    }
    return part.items.flatMap((item) =>
      braceParts(item).flatMap((parts) =>
        this.#braces({ ...word, parts: [...word.parts.slice(0, at), ...parts, ...word.parts.slice(at + 1)] }),
      ),
    );
  }
}

/** The fields of an input for `read` and `mapfile`. */
export const inputText = async (shell: Shell, input: Input): Promise<string> =>
  new TextDecoder().decode(await readAll(input, shell.task));

/** A word's text when nothing in it is to be expanded: most words. */
function plainText(word: WordNode): string | undefined {
  let text = '';
  for (const part of word.parts) {
    if (part.type === 'Literal' && !isPattern(part.value)) text += part.value;
    else if (part.type === 'SingleQuoted' || part.type === 'Escaped') text += part.value;
    else return undefined;
  }
  return text;
}

const plain = (field: readonly Piece[]): string => field.map(({ text }) => text).join('');

const absent = (value: string | undefined, checkEmpty: boolean): boolean =>
  value === undefined || (checkEmpty && value === '');

const isList = (parameter: string, operation: ParameterOperation | null): boolean =>
  operation?.type === 'ArrayKeys' ||
  operation?.type === 'VarNamePrefix' ||
  ((parameter === '@' || parameter === '*' || /\[[@*]\]$/.test(parameter)) && operation?.type !== 'Indirection');

const wordOf = (source: string): WordNode =>
  (parseShell(`: ${source}`).statements[0]!.pipelines[0]!.commands[0] as SimpleCommandNode).args[0]!;

/** Splits what was not quoted at the characters of IFS. */
function splitFields(pieces: readonly Piece[], ifs: string): Piece[][] {
  const fields: Piece[][] = [];
  let field: Piece[] | undefined;
  const white = [...ifs].filter((character) => ' \t\n'.includes(character));
  const end = (): void => {
    if (field) fields.push(field);
    field = undefined;
  };
  for (const piece of pieces) {
    if (piece.breaks) end();
    if (piece.quoted || ifs === '') {
      (field ??= []).push(piece);
      continue;
    }
    let text = '';
    const flush = (): void => {
      if (text) (field ??= []).push({ text, quoted: false });
      text = '';
    };
    let afterDelimiter = false;
    for (const character of piece.text) {
      if (!ifs.includes(character)) {
        text += character;
        afterDelimiter = false;
      } else if (white.includes(character)) {
        flush();
        end();
      } else {
        flush();
        // Two delimiters in a row have an empty field between them.
        if (!field && (afterDelimiter || fields.length === 0 || afterDelimiter)) field = [{ text: '', quoted: true }];
        end();
        afterDelimiter = true;
      }
    }
    flush();
  }
  end();
  return fields;
}

const braceText = (items: readonly BraceItem[]): string => {
  const texts = items.map((item) =>
    item.type === 'Word' ? (plainText(item.word) ?? '') : `${item.startStr ?? item.start}..${item.endStr ?? item.end}`,
  );
  return `{${texts.join(',')}}`;
};

function braceParts(item: BraceItem): WordPart[][] {
  if (item.type === 'Word') return [item.word.parts];
  return rangeTexts(item).map((value) => [{ type: 'Literal', value }]);
}

function rangeTexts({ start, end, step, startStr, endStr }: Extract<BraceItem, { type: 'Range' }>): string[] {
  const isNumber = typeof start === 'number' && typeof end === 'number';
  const [from, to] = isNumber ? [start, end] : [String(start).charCodeAt(0), String(end).charCodeAt(0)];
  const stride = Math.abs(step ?? 1) || 1;
  const width = [startStr, endStr].some((text) => /^-?0\d/.test(text ?? ''))
    ? Math.max(startStr?.length ?? 0, endStr?.length ?? 0)
    : 0;
  const texts: string[] = [];
  for (let n = from; from <= to ? n <= to : n >= to; n += from <= to ? stride : -stride) {
    const digits = String(Math.abs(n)).padStart(width - (n < 0 ? 1 : 0), '0');
    texts.push(isNumber ? `${n < 0 ? '-' : ''}${digits}` : String.fromCharCode(n));
    if (texts.length > 100_000) throw new ExpansionError('brace expansion: more than 100,000 words');
  }
  return texts;
}

function removePattern(
  value: string,
  pattern: string,
  side: 'prefix' | 'suffix',
  greedy: boolean,
  extglob: boolean,
): string {
  const fits = patternRegExp(pattern, { extglob });
  const lengths = Array.from({ length: value.length + 1 }, (_, n) => n);
  if (greedy) lengths.reverse();
  for (const length of lengths) {
    const part = side === 'prefix' ? value.slice(0, length) : value.slice(value.length - length);
    if (fits.test(part)) return side === 'prefix' ? value.slice(length) : value.slice(0, value.length - length);
  }
  return value;
}

function replacePattern(
  value: string,
  pattern: string,
  replacement: string,
  all: boolean,
  anchor: 'start' | 'end' | null,
  extglob: boolean,
): string {
  if (pattern === '') return value;
  const source = patternSource(pattern, extglob);
  const regExp = new RegExp(
    anchor === 'start' ? `^(?:${source})` : anchor === 'end' ? `(?:${source})$` : source,
    all ? 'gsu' : 'su',
  );
  return value.replace(regExp, () => replacement);
}

function changeCase(value: string, direction: 'upper' | 'lower', all: boolean, pattern: string): string {
  const fits = patternRegExp(pattern);
  const change = (c: string): string =>
    fits.test(c) ? (direction === 'upper' ? c.toUpperCase() : c.toLowerCase()) : c;
  const [first = '', ...rest] = [...value];
  return all ? [first, ...rest].map(change).join('') : change(first) + rest.join('');
}

/** `value` in single quotes, so that a shell reads it as it is. */
export const shellQuote = (value: string): string =>
  /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;

function transformed(name: string, value: string, operator: string, shell: Shell): string {
  switch (operator) {
    case 'Q':
      return `'${value.replaceAll("'", `'\\''`)}'`;
    case 'U':
      return value.toUpperCase();
    case 'L':
      return value.toLowerCase();
    case 'u':
      return value.charAt(0).toUpperCase() + value.slice(1);
    case 'a': {
      const variable = shell.variables.get(name);
      return `${variable?.array === 'indexed' ? 'a' : variable?.array === 'assoc' ? 'A' : ''}${variable?.integer ? 'i' : ''}${variable?.readonly ? 'r' : ''}${variable?.exported ? 'x' : ''}`;
    }
    case 'A':
      return `${name}='${value.replaceAll("'", `'\\''`)}'`;
    default:
      return value;
  }
}
