// Splits words into options and positionals as Python's argparse does, which the AWS CLI is built on: options stand
// anywhere, may be shortened as long as they stay unambiguous, and what nobody knows is left over for the next parser.
import { closeMatches } from './closeMatches.ts';
import { wrongUsage } from './failure.ts';

/** How many words follow: none, one, a number, at most one, any, or at least one. */
export type Count = number | '?' | '*' | '+';

/** One option (`--name`) or positional (`name`). */
export interface Argument {
  readonly name: string;
  /** Where its value goes; several flags may share a place. */
  readonly dest: string;
  readonly count: Count;
  /** The value of a flag, or of an option of count `?` without its word. */
  readonly constant?: unknown;
  readonly required?: boolean;
  readonly choices?: readonly string[];
  readonly type?: 'int' | 'float';
}

export interface Parsed {
  readonly values: ReadonlyMap<string, unknown>;
  /** Words that no argument took, in their order. */
  readonly rest: readonly string[];
}

type Kind = 'option' | 'word';
interface Classified {
  readonly text: string;
  readonly kind: Kind;
  readonly argument?: Argument;
  readonly explicit?: string;
}

/**
 * Parses `words`.
 * @throws CliFailure when a value is missing, too many, of the wrong type or no choice.
 */
export function parseKnown(known: readonly Argument[], words: readonly string[]): Parsed {
  const items = classify(known, words);
  const values = new Map<string, unknown>();
  const rest: string[] = [];
  let positionals = known.filter(({ name }) => !name.startsWith('-'));
  const take = (argument: Argument, given: readonly string[]): void => {
    values.set(argument.dest, valueOf(argument, given));
  };
  for (let at = 0; at < items.length;) {
    const item = items[at]!;
    if (item.kind === 'option') {
      at++;
      if (!item.argument) rest.push(item.text);
      else at += takeOption(item, items, at, take);
      continue;
    }
    const run = runOfWords(items, at);
    const filled = fillPositionals(positionals, run);
    for (const { argument, given } of filled) take(argument, given);
    positionals = positionals.slice(filled.length);
    const used = filled.reduce((sum, { given }) => sum + given.length, 0);
    rest.push(...run.slice(used));
    at += run.length;
  }
  const missing = known.filter(({ required, dest }) => required && !values.has(dest)).map(({ name }) => name);
  if (missing.length > 0) throw wrongUsage(`the following arguments are required: ${missing.join(', ')}`);
  return { values, rest };
}

function classify(known: readonly Argument[], words: readonly string[]): Classified[] {
  const items: Classified[] = [];
  for (let i = 0; i < words.length; i++) {
    if (words[i] === '--') return [...items, ...words.slice(i + 1).map((text) => ({ text, kind: 'word' as const }))];
    items.push(classifyWord(known, words[i]!));
  }
  return items;
}

function classifyWord(known: readonly Argument[], text: string): Classified {
  if (!text.startsWith('-') || text === '-') return { text, kind: 'word' };
  const exact = known.find(({ name }) => name === text);
  if (exact) return { text, kind: 'option', argument: exact };
  const cut = text.indexOf('=');
  const [name, explicit] = cut < 0 ? [text, undefined] : [text.slice(0, cut), text.slice(cut + 1)];
  const named = known.filter((argument) => argument.name === name);
  const matches = named.length > 0 || !name.startsWith('--') ? named : known.filter((a) => a.name.startsWith(name));
  if (matches.length > 1) {
    throw wrongUsage(`ambiguous option: ${text} could match ${matches.map((match) => match.name).join(', ')}`);
  }
  if (matches[0])
    return { text, kind: 'option', argument: matches[0], ...(explicit === undefined ? {} : { explicit }) };
  // A negative number, or a sentence that begins with a dash, is a value.
  return { text, kind: /^-\d+$|^-\d*\.\d+$/.test(text) || text.includes(' ') ? 'word' : 'option' };
}

function runOfWords(items: readonly Classified[], from: number): string[] {
  let to = from;
  while (items[to]?.kind === 'word') to++;
  return items.slice(from, to).map(({ text }) => text);
}

const EXPECTED = { '?': 'expected at most one argument', '+': 'expected at least one argument' } as const;

/** Gives how many words the option took. */
function takeOption(
  { argument, explicit }: Classified,
  items: readonly Classified[],
  at: number,
  take: (argument: Argument, given: readonly string[]) => void,
): number {
  const { count, name } = argument!;
  if (explicit !== undefined) {
    if (count === 0) throw wrongUsage(`argument ${name}: ignored explicit argument '${explicit}'`);
    take(argument!, [explicit]);
    return 0;
  }
  const run = runOfWords(items, at);
  const { least, most } = limits(count);
  if (run.length < least) {
    const words =
      count === 1 ? 'expected one argument' : typeof count === 'number' ? `expected ${count} arguments` : EXPECTED['+'];
    throw wrongUsage(`argument ${name}: ${words}`);
  }
  const given = run.slice(0, most);
  take(argument!, given);
  return given.length;
}

function limits(count: Count): { least: number; most: number } {
  if (typeof count === 'number') return { least: count, most: count };
  return { least: count === '+' ? 1 : 0, most: count === '?' ? 1 : Infinity };
}

/** As many positionals as can be filled from a run of words; what takes many leaves enough for those after it. */
function fillPositionals(
  positionals: readonly Argument[],
  run: readonly string[],
): { argument: Argument; given: readonly string[] }[] {
  for (let size = positionals.length; size > 0; size--) {
    const some = positionals.slice(0, size);
    const needed = some.reduce((sum, { count }) => sum + limits(count).least, 0);
    if (needed > run.length) continue;
    let spare = run.length - needed;
    let at = 0;
    return some.map((argument) => {
      const { least, most } = limits(argument.count);
      const length = Math.min(most, least + spare);
      spare -= length - least;
      at += length;
      return { argument, given: run.slice(at - length, at) };
    });
  }
  return [];
}

function valueOf(argument: Argument, given: readonly string[]): unknown {
  const { count, constant } = argument;
  if (count === 0) return constant;
  if (count === '?' && given.length === 0) return constant;
  const values = given.map((text) => typed(argument, text));
  return count === 1 || count === '?' ? values[0] : values;
}

function typed({ name, type, choices }: Argument, text: string): unknown {
  if (type === 'int' && !/^\s*[+-]?\d+\s*$/.test(text))
    throw wrongUsage(`argument ${name}: invalid int value: '${text}'`);
  if (type === 'float' && (text.trim() === '' || Number.isNaN(Number(text)))) {
    throw wrongUsage(`argument ${name}: invalid float value: '${text}'`);
  }
  if (choices && !choices.includes(text)) throw wrongUsage(`argument ${name}: ${invalidChoice(text, choices)}`);
  return type ? Number(text) : text;
}

function invalidChoice(text: string, choices: readonly string[]): string {
  const close = closeMatches(text, choices);
  const meant = close.length > 0 ? ['Maybe you meant:\n', ...close.map((name) => `  * ${name}`)] : [];
  return [`Found invalid choice '${text}'\n`, ...meant].join('\n');
}
