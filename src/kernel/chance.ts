// Chance and ids come from streams keyed by what they are for, so that a change in one place does not shift
// the rest of the world: the n-th number of a stream depends on the seed, its key and n alone.
import { hash53 } from '../lib/hash.ts';

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';

/** Alphabets that AWS's ids are made of. */
export const ALPHABETS = {
  hex: '0123456789abcdef',
  decimal: DIGITS,
  lowerAlphanumeric: LOWER + DIGITS,
  upperAlphanumeric: LOWER.toUpperCase() + DIGITS,
  /** Base 32 as in access key ids and principal ids. */
  base32: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  alphanumeric: LOWER + LOWER.toUpperCase() + DIGITS,
} as const;

/** The source of all chance in one world. */
export class Chance {
  readonly seed: number;
  #drawn: Map<string, number>;

  constructor(seed: number, drawn: Iterable<readonly [string, number]> = []) {
    this.seed = seed;
    this.#drawn = new Map(drawn);
  }

  /** A number in [0, 1) from the stream `key`. */
  number(key: string): number {
    const n = this.#drawn.get(key) ?? 0;
    this.#drawn.set(key, n + 1);
    return hash53(`${this.seed}/${key}/${n}`) / 2 ** 53;
  }

  /** An integer from `low` to `high`, both included. */
  integer(key: string, low: number, high: number): number {
    return low + Math.floor(this.number(key) * (high - low + 1));
  }

  /** `length` characters of `alphabet`. One draw serves as many characters as its 53 bits hold. */
  text(key: string, length: number, alphabet: string): string {
    const perDraw = Math.floor(50 / Math.log2(alphabet.length));
    let text = '';
    while (text.length < length) {
      let rest = Math.floor(this.number(key) * 2 ** 50);
      for (let i = 0; i < perDraw && text.length < length; i++) {
        text += alphabet[rest % alphabet.length];
        rest = Math.floor(rest / alphabet.length);
      }
    }
    return text;
  }

  /** A version 4 UUID. */
  uuid(key: string): string {
    const hex = this.text(key, 32, ALPHABETS.hex);
    const variant = '89ab'[Number.parseInt(hex[16]!, 16) % 4]!;
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      variant + hex.slice(17, 20),
      hex.slice(20),
    ].join('-');
  }

  save(): [string, number][] {
    return [...this.#drawn];
  }
}
