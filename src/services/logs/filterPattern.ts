// Filter patterns of CloudWatch Logs: terms, phrases, ?or, -exclude, regular expressions in %…%, and simple JSON.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
import { errors } from './errors.ts';

/** Says whether a message fits. */
export type LineFilter = (message: string) => boolean;

/** Reads a pattern. @throws AwsError InvalidParameterException */
export function parseFilterPattern(pattern: string): LineFilter {
  const text = pattern.trim();
  if (text === '' || text === '" "' || text === '""') return () => true;
  if (text.startsWith('{')) return parseJsonPattern(text);
  const terms = text.match(/[?-]?"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
  const parsed = terms.map(parseTerm);
  const any = parsed.filter(({ kind }) => kind === '?');
  const not = parsed.filter(({ kind }) => kind === '-');
  const all = parsed.filter(({ kind }) => kind === '');
  return (message) =>
    all.every(({ fits }) => fits(message)) &&
    !not.some(({ fits }) => fits(message)) &&
    (any.length === 0 || all.length > 0 || any.some(({ fits }) => fits(message)));
}

function parseTerm(term: string): { kind: string; fits: LineFilter } {
  const kind = term.startsWith('?') || term.startsWith('-') ? term[0]! : '';
  const rest = term.slice(kind.length);
  const pattern = /^%(.+)%$/.exec(rest)?.[1];
  if (pattern !== undefined) {
    const expression = compile(pattern);
    return { kind, fits: (message) => expression.test(message) };
  }
  const word = rest.startsWith('"') ? rest.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1') : rest;
  if (word === '' || (!rest.startsWith('"') && /["{}[\]]/.test(word)))
    throw errors['InvalidParameterException/pattern']();
  return { kind, fits: (message) => message.includes(word) };
}

function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch {
    throw errors['InvalidParameterException/pattern']();
  }
}

function parseJsonPattern(text: string): LineFilter {
  if (!text.endsWith('}')) throw errors['InvalidParameterException/pattern']();
  const alternatives = text
    .slice(1, -1)
    .split('||')
    .map((part) => part.split('&&').map(parseCondition));
  return (message) => {
    const value = parseJson(message);
    return value !== undefined && alternatives.some((conditions) => conditions.every((holds) => holds(value)));
  };
}

function parseJson(message: string): object | undefined {
  try {
    const value: unknown = JSON.parse(message);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const CONDITION =
  /^\s*\(?\s*\$\.([\w.[\]-]+)\s*(?:(=|!=|<=|>=|<|>)\s*("(?:[^"\\]|\\.)*"|[^\s"]+)|(IS NULL|NOT EXISTS|IS TRUE|IS FALSE))\s*\)?\s*$/;

function parseCondition(text: string): (value: object) => boolean {
  const found = CONDITION.exec(text);
  if (!found) throw errors['InvalidParameterException/pattern']();
  const [, path, operator, operand, word] = found;
  return (value) => {
    const member = lookUp(value, path!);
    if (word) return checkWord(member, word);
    return compare(member, operator!, operand!);
  };
}

function lookUp(value: object, path: string): unknown {
  const names = path.replace(/\[(\d+)\]/g, '.$1').split('.');
  return names.reduce<unknown>(
    (at, name) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined),
    value,
  );
}

function checkWord(member: unknown, word: string): boolean {
  if (word === 'NOT EXISTS') return member === undefined;
  if (word === 'IS NULL') return member === null;
  return member === (word === 'IS TRUE');
}

function compare(member: unknown, operator: string, operand: string): boolean {
  if (member === undefined) return false;
  const text = operand.replace(/^"|"$/g, '');
  if (operator === '=' || operator === '!=') {
    const expression = new RegExp(
      `^${text
        .split('*')
        .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*')}$`,
    );
    return expression.test(String(member)) === (operator === '=');
  }
  const [left, right] = [Number(member), Number(text)];
  if (operator === '<') return left < right;
  if (operator === '>') return left > right;
  return operator === '<=' ? left <= right : left >= right;
}
