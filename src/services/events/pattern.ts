// Event patterns: which events a rule is about. EventBridge user guide, "Creating Amazon EventBridge event patterns".
import { globMatches } from '../../aws/iam/match.ts';

type Json = Record<string, unknown>;

/** Why a pattern is none. */
export class InvalidPattern extends Error {
  override name = 'InvalidPattern';
}

/**
 * Reads a pattern.
 * @throws InvalidPattern with EventBridge's own reason.
 */
export function parsePattern(text: string): Json {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new InvalidPattern('Invalid JSON');
  }
  if (!isObject(json)) throw new InvalidPattern('Filter is not an object');
  checkObject(json);
  return json;
}

/** Whether `event` fits `pattern`: every field that the pattern names must fit one of its alternatives. */
export function matchesPattern(pattern: Json, event: unknown): boolean {
  return Object.entries(pattern).every(([name, wanted]) => {
    if (name === '$or' && Array.isArray(wanted)) return wanted.some((part) => matchesPattern(part as Json, event));
    const values = fieldValues(event, name);
    if (Array.isArray(wanted)) return matchesAny(wanted, values);
    // Two fields must come from the same element of an array.
    return values.some((value) => isObject(value) && matchesPattern(wanted as Json, value));
  });
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The values of a field: a list's elements each, nothing when it is absent. */
function fieldValues(holder: unknown, name: string): unknown[] {
  const [first, ...rest] = name.split('.');
  const value = isObject(holder)
    ? name in holder
      ? holder[name]
      : rest.length > 0
        ? holder[first!]
        : undefined
    : undefined;
  if (value === undefined) return [];
  const values = Array.isArray(value) ? value.flat(Infinity) : [value];
  if (isObject(holder) && name in holder) return values;
  return values.flatMap((inner) => fieldValues(inner, rest.join('.')));
}

function matchesAny(wanted: readonly unknown[], values: readonly unknown[]): boolean {
  const leaves = values.filter((value) => !isObject(value));
  return wanted.some((one) => (isObject(one) ? matchesTest(one, leaves) : leaves.some((value) => value === one)));
}

function matchesTest(test: Json, values: readonly unknown[]): boolean {
  const [kind, argument] = Object.entries(test)[0]!;
  if (kind === 'exists') return values.length > 0 === argument;
  if (kind === 'anything-but') return values.some((value) => !excluded(argument, value));
  return values.some((value) => TESTS[kind]!(argument, value));
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '\u0000');

const TESTS: Readonly<Record<string, (argument: unknown, value: unknown) => boolean>> = {
  prefix: (argument, value) =>
    isObject(argument)
      ? text(value).toLowerCase().startsWith(String(argument['equals-ignore-case']).toLowerCase())
      : text(value).startsWith(String(argument)),
  suffix: (argument, value) =>
    isObject(argument)
      ? text(value).toLowerCase().endsWith(String(argument['equals-ignore-case']).toLowerCase())
      : text(value).endsWith(String(argument)),
  'equals-ignore-case': (argument, value) => text(value).toLowerCase() === String(argument).toLowerCase(),
  wildcard: (argument, value) => globMatches(String(argument).replace(/\?/g, '\ue001'), text(value)),
  numeric: (argument, value) => typeof value === 'number' && inRange(argument as unknown[], value),
  cidr: (argument, value) => inCidr(String(argument), text(value)),
};

function excluded(argument: unknown, value: unknown): boolean {
  if (isObject(argument)) {
    const [kind, inner] = Object.entries(argument)[0]!;
    return (Array.isArray(inner) ? inner : [inner]).some((one) => TESTS[kind]!(one, value));
  }
  return (Array.isArray(argument) ? argument : [argument]).includes(value);
}

const COMPARE: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

function inRange(range: readonly unknown[], value: number): boolean {
  for (let i = 0; i < range.length; i += 2) if (!COMPARE[String(range[i])]!(value, Number(range[i + 1]))) return false;
  return true;
}

const addressOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

function inCidr(range: string, address: string): boolean {
  const [base = '', bits = '32'] = range.split('/');
  const size = 2 ** (32 - Number(bits));
  return /^[\d.]+$/.test(address) && Math.floor(addressOf(base) / size) === Math.floor(addressOf(address) / size);
}

function checkObject(pattern: Json): void {
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new InvalidPattern('Empty objects are not allowed');
  for (const [name, wanted] of entries) {
    if (name === '$or') checkOr(wanted);
    else if (isObject(wanted)) checkObject(wanted);
    else if (!Array.isArray(wanted)) throw new InvalidPattern(`"${name}" must be an object or an array`);
    else if (wanted.length === 0) throw new InvalidPattern('Empty arrays are not allowed');
    else wanted.forEach(checkAlternative);
  }
}

function checkOr(parts: unknown): void {
  if (!Array.isArray(parts) || parts.length < 2)
    throw new InvalidPattern('There must have at least 2 Objects in $or relationship.');
  for (const part of parts) {
    if (!isObject(part)) throw new InvalidPattern('Only JSON object is allowed in array of $or relationship.');
    checkObject(part);
  }
}

function checkAlternative(one: unknown): void {
  if (Array.isArray(one)) throw new InvalidPattern('Match value must be String, number, true, false, or null');
  if (!isObject(one)) return;
  const entries = Object.entries(one);
  if (entries.length !== 1) throw new InvalidPattern('Only one key allowed in match expression');
  const [kind, argument] = entries[0]!;
  if (kind === 'exists') {
    if (typeof argument !== 'boolean') throw new InvalidPattern('exists match pattern must be either true or false.');
  } else if (kind === 'numeric') checkRange(argument);
  else if (kind !== 'anything-but' && !TESTS[kind]) throw new InvalidPattern(`Unrecognized match type ${kind}`);
  else if (['wildcard', 'equals-ignore-case', 'cidr'].includes(kind) && typeof argument !== 'string') {
    throw new InvalidPattern(`${kind} match pattern must be a string`);
  }
}

function checkRange(range: unknown): void {
  if (!Array.isArray(range) || range.length === 0) throw new InvalidPattern('Value of numeric must be an array.');
  if (range.length > 4) throw new InvalidPattern('Too many terms in numeric range expression');
  for (let i = 0; i < range.length; i += 2) {
    if (!COMPARE[String(range[i])]) throw new InvalidPattern(`Bad numeric range operator: ${String(range[i])}`);
    if (typeof range[i + 1] !== 'number') throw new InvalidPattern('Value of numeric must be an array.');
  }
}
