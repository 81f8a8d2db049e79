// Condition operators of policies. IAM user guide, "IAM JSON policy elements: Condition operators".
import { fillVariables, globMatches, type RequestContext } from './match.ts';
import type { Statement } from './policy.ts';

/** How one operator, key and value list compared. */
export interface ConditionResult {
  readonly operator: string;
  readonly key: string;
  readonly wanted: readonly string[];
  readonly found: string | readonly string[] | undefined;
  readonly matched: boolean;
}

type Compare = (wanted: string, found: string) => boolean;

const number =
  (compare: (found: number, wanted: number) => boolean): Compare =>
  (wanted, found) => {
    const [a, b] = [Number(found), Number(wanted)];
    return Number.isFinite(a) && Number.isFinite(b) && compare(a, b);
  };

const timeOf = (text: string): number => (/^-?\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));

const date =
  (compare: (found: number, wanted: number) => boolean): Compare =>
  (wanted, found) => {
    const [a, b] = [timeOf(found), timeOf(wanted)];
    return Number.isFinite(a) && Number.isFinite(b) && compare(a, b);
  };

function arnLike(wanted: string, found: string): boolean {
  const [a, b] = [wanted.split(':'), found.split(':')];
  if (a.length < 6 || b.length < 6) return false;
  for (let i = 0; i < 5; i++) if (!globMatches(a[i]!, b[i]!)) return false;
  return globMatches(a.slice(5).join(':'), b.slice(5).join(':'));
}

const addressNumber = (address: string): number | undefined => {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
};

function inRange(wanted: string, found: string): boolean {
  const [base = '', bits = '32'] = wanted.split('/');
  const [a, b] = [addressNumber(base), addressNumber(found)];
  if (a === undefined || b === undefined) return base.toLowerCase() === found.toLowerCase();
  const size = 2 ** (32 - Number(bits));
  return Math.floor(a / size) === Math.floor(b / size);
}

/** Positive operators; the negated ones are made of them. */
const POSITIVE: Readonly<Record<string, Compare>> = {
  stringequals: (wanted, found) => globLiteral(wanted) === found,
  stringequalsignorecase: (wanted, found) => globLiteral(wanted).toLowerCase() === found.toLowerCase(),
  stringlike: globMatches,
  numericequals: number((a, b) => a === b),
  numericlessthan: number((a, b) => a < b),
  numericlessthanequals: number((a, b) => a <= b),
  numericgreaterthan: number((a, b) => a > b),
  numericgreaterthanequals: number((a, b) => a >= b),
  dateequals: date((a, b) => a === b),
  datelessthan: date((a, b) => a < b),
  datelessthanequals: date((a, b) => a <= b),
  dategreaterthan: date((a, b) => a > b),
  dategreaterthanequals: date((a, b) => a >= b),
  bool: (wanted, found) => wanted.toLowerCase() === found.toLowerCase(),
  binaryequals: (wanted, found) => wanted === found,
  ipaddress: inRange,
  arnequals: arnLike,
  arnlike: arnLike,
};

const globLiteral = (text: string): string => text.replace(/[\ue000-\ue002]/g, (c) => '*?$'[c.charCodeAt(0) - 0xe000]!);

/** Every condition of `statement` against a request; the statement applies when all matched. */
export function evaluateConditions(statement: Statement, context: RequestContext, version: string): ConditionResult[] {
  return Object.entries(statement.conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => {
      const found = context.get(key.toLowerCase());
      return { operator, key, wanted, found, matched: conditionHolds(operator, wanted, found, context, version) };
    }),
  );
}

function conditionHolds(
  operator: string,
  wanted: readonly string[],
  found: string | readonly string[] | undefined,
  context: RequestContext,
  version: string,
): boolean {
  const [, set = '', name = '', ifExists = ''] =
    /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i.exec(operator) ?? [];
  const low = name.toLowerCase();
  if (low === 'null') return wanted.some((value) => (value.toLowerCase() === 'true') === (found === undefined));
  const negated = low.includes('not');
  const compare = POSITIVE[low.replace('not', '')];
  if (found === undefined) {
    if (set.toLowerCase() === 'foranyvalue') return false;
    return set !== '' || ifExists !== '' || (negated && compare !== undefined);
  }
  if (!compare) return false;
  const filled = wanted.map((value) => fillVariables(value, context, version)).filter((value) => value !== undefined);
  if (negated && filled.length < wanted.length) return false;
  const holds = (value: string): boolean => negated !== filled.some((want) => compare(want, value));
  if (set === '') return typeof found === 'string' && holds(found);
  const values = typeof found === 'string' ? [found] : found;
  return set.toLowerCase() === 'forallvalues' ? values.every(holds) : values.some(holds);
}
