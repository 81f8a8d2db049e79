// Pages of a long answer, put together as botocore does, and cut where --max-items says.
import jmespath from 'jmespath';
import { fromBase64, toBase64, toBytes, toText } from '../../lib/bytes.ts';
import type { Paginator } from '../models/model.ts';
import { generalFailure } from './failure.ts';

type Members = Record<string, unknown>;

/** What --max-items, --page-size and --starting-token say. */
export interface PagingOptions {
  readonly maxItems?: number;
  readonly pageSize?: number | string;
  readonly startingToken?: string;
}

const listOf = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

/** Members of the input that a caller sets to page by hand; setting one turns automatic paging off. */
export const pagingMembers = (paginator: Paginator): readonly string[] => [
  ...listOf(paginator.input_token),
  ...(paginator.limit_key ? [paginator.limit_key] : []),
];

/** All pages of one command. */
export class Pages {
  readonly #paginator: Paginator;
  readonly #options: PagingOptions;
  readonly #inputTokens: readonly string[];
  readonly #resultKeys: readonly string[];
  /** Where a later command can go on; undefined at the end. */
  resumeToken: string | undefined;
  /** Members that are the same on every page. */
  nonAggregate: Members = {};

  constructor(paginator: Paginator, options: PagingOptions) {
    this.#paginator = paginator;
    this.#options = options;
    this.#inputTokens = listOf(paginator.input_token);
    this.#resultKeys = listOf(paginator.result_key);
  }

  /** Whether --max-items asks for nothing, or less. */
  get warnsOfMaxItems(): boolean {
    return this.#options.maxItems !== undefined && this.#options.maxItems <= 0;
  }

  /** Calls until there is no more. @throws CliFailure for a bad starting token */
  async *each(input: Members, call: (input: Members) => Promise<Members>): AsyncGenerator<Members> {
    const { maxItems } = this.#options;
    const start = this.#start();
    let tokens: Members = start.tokens;
    let total = 0;
    let cut = start.cut;
    let previous = '';
    for (let first = true; ; first = false) {
      const page = await call({ ...input, ...this.#limit(), ...present(tokens) });
      if (first) this.#begin(page, cut);
      else cut = 0;
      const primary = this.#resultKeys[0]!;
      const count = sizeOf(find(page, primary));
      const over = maxItems === undefined ? 0 : total + count - maxItems;
      if (over > 0) {
        this.#truncate(page, over, cut, tokens);
        yield page;
        return;
      }
      yield page;
      total += count;
      tokens = this.#next(page);
      const text = JSON.stringify(tokens);
      if (Object.keys(present(tokens)).length === 0) return;
      if (maxItems !== undefined && total === maxItems) {
        this.resumeToken = encode(tokens);
        return;
      }
      if (text === previous)
        throw generalFailure(`Error during pagination: The same next token was received twice: ${text}`);
      previous = text;
    }
  }

  /** What of a page is printed by itself in text output. */
  part(page: Members, first: boolean): Members {
    const part: Members = first ? { ...this.nonAggregate } : {};
    for (const key of this.#resultKeys) place(part, key, find(page, key) ?? null);
    return part;
  }

  /** One answer made of all pages. */
  async whole(pages: AsyncIterable<Members>): Promise<Members> {
    const whole: Members = {};
    for await (const page of pages) {
      for (const key of this.#resultKeys) {
        const value = find(page, key);
        if (value === null || value === undefined) continue;
        place(whole, key, joined(find(whole, key), value));
      }
    }
    const result = { ...whole };
    for (const [key, value] of Object.entries(this.nonAggregate)) result[key] = value;
    if (this.resumeToken !== undefined) result.NextToken = this.resumeToken;
    return result;
  }

  #limit(): Members {
    const { limit_key: key } = this.#paginator;
    return key !== undefined && this.#options.pageSize !== undefined ? { [key]: this.#options.pageSize } : {};
  }

  #start(): { tokens: Members; cut: number } {
    const none = Object.fromEntries(this.#inputTokens.map((name) => [name, null]));
    const { startingToken } = this.#options;
    if (startingToken === undefined) return { tokens: none, cut: 0 };
    const decoded = decode(startingToken);
    if (!decoded) return { tokens: { ...none, [this.#inputTokens[0]!]: startingToken }, cut: 0 };
    const { boto_truncate_amount: cut = 0, ...tokens } = decoded;
    return { tokens: { ...none, ...tokens }, cut: Number(cut) };
  }

  /** The first page after a starting token may have been shown in part. */
  #begin(page: Members, cut: number): void {
    for (const key of this.#paginator.non_aggregate_keys ?? []) place(this.nonAggregate, key, find(page, key) ?? null);
    if (this.#options.startingToken === undefined) return;
    const [primary, ...others] = this.#resultKeys;
    const value = find(page, primary!);
    if (Array.isArray(value) || typeof value === 'string') place(page, primary!, value.slice(cut));
    for (const key of others) empty(page, key);
  }

  #truncate(page: Members, over: number, cut: number, tokens: Members): void {
    const [primary, ...others] = this.#resultKeys;
    const value = find(page, primary!);
    if (!Array.isArray(value) && typeof value !== 'string') return;
    const kept = value.length - over;
    place(page, primary!, value.slice(0, kept));
    for (const key of others) if (key !== primary) empty(page, key);
    this.resumeToken = encode({ ...tokens, boto_truncate_amount: kept + cut });
  }

  #next(page: Members): Members {
    const { more_results: more, output_token: outputs } = this.#paginator;
    const none = Object.fromEntries(this.#inputTokens.map((name) => [name, null]));
    if (more !== undefined && !find(page, more)) return none;
    return Object.fromEntries(
      listOf(outputs).map((output, index) => [this.#inputTokens[index]!, find(page, output) || null]),
    );
  }
}

const find = (value: Members, expression: string): unknown => jmespath.search(value, expression) as unknown;
const present = (tokens: Members): Members =>
  Object.fromEntries(Object.entries(tokens).filter(([, token]) => token !== null));
const sizeOf = (value: unknown): number => (Array.isArray(value) || typeof value === 'string' ? value.length : 0);

/** Sets what the dotted `path` names. */
function place(holder: Members, path: string, value: unknown): void {
  const parts = path.split('.');
  const name = parts.pop()!;
  let at = holder;
  for (const part of parts) {
    at[part] = { ...(at[part] as Members | undefined) };
    at = at[part] as Members;
  }
  at[name] = value;
}

function empty(page: Members, path: string): void {
  const value = find(page, path);
  if (Array.isArray(value)) place(page, path, []);
  else if (typeof value === 'string') place(page, path, '');
  else if (typeof value === 'number') place(page, path, 0);
  else if (typeof value === 'object') place(page, path, {});
}

function joined(before: unknown, value: unknown): unknown {
  if (before === null || before === undefined) return value;
  if (Array.isArray(before) && Array.isArray(value)) return [...(before as unknown[]), ...(value as unknown[])];
  if (typeof before === 'number' && typeof value === 'number') return before + value;
  if (typeof before === 'string' && typeof value === 'string') return before + value;
  return typeof before === 'object' && typeof value === 'object' ? { ...before, ...value } : before;
}

/** Tokens as Python's json writes them, in base64. */
const encode = (tokens: Members): string => {
  const members = Object.entries(tokens).map(([name, token]) => `${JSON.stringify(name)}: ${JSON.stringify(token)}`);
  return toBase64(toBytes(`{${members.join(', ')}}`));
};

function decode(token: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(toText(fromBase64(token)));
    return typeof value === 'object' && value !== null ? (value as Members) : undefined;
  } catch {
    return undefined;
  }
}
