// Shorthand: `Key=value,List=a,b,Map={x=1},Quoted='a, b',Text@=file://notes.txt`. A recursive descent over the grammar
// that the AWS CLI's user guide gives; what the words mean is settled afterwards by the shape (see shorthandTypes.ts).

/** Says where a shorthand stopped making sense. */
export class ShorthandProblem extends Error {
  override name = 'ShorthandProblem';
}

export type ShorthandValue =
  string | Uint8Array | readonly ShorthandValue[] | { readonly [key: string]: ShorthandValue };

/** Loads a value after `@=`: gives undefined when it names no file. */
export type Loader = (value: string) => string | Uint8Array | undefined;

const WORD_START = String.raw`\\,|[!#-&(-+\--<>-Z\\-z|-\uffff]`;
const FIRST = new RegExp(String.raw`^(?:${WORD_START})(?:\\,|[\s!#-&(-+\--\\^-|~-\uffff])*`);
const SECOND = new RegExp(String.raw`^(?:${WORD_START})(?:\\,|[\s!#-&(-+\--<>-\uffff])*`);
const QUOTED = { "'": /^'(?:\\'|[^'])*'/, '"': /^"(?:\\"|[^"])*"/ } as const;
const QUOTED_NAMES = { "'": 'singled quoted', '"': 'double quoted' } as const;

/** Reads one shorthand. @throws ShorthandProblem */
export function parseShorthand(text: string, load: Loader = () => undefined): Record<string, ShorthandValue> {
  return new Parser(text, load).parameter();
}

class Parser {
  readonly #text: string;
  readonly #load: Loader;
  #at = 0;
  #loads = false;

  constructor(text: string, load: Loader) {
    this.#text = text;
    this.#load = load;
  }

  parameter(): Record<string, ShorthandValue> {
    const members: [string, ShorthandValue][] = [this.#keyValue()];
    let last = this.#at;
    while (this.#at < this.#text.length) {
      this.#expect(',', true);
      const [key, value] = this.#keyValue();
      if (members.some(([name]) => name === key)) throw this.#duplicate(key, last + 1);
      members.push([key, value]);
      last = this.#at;
    }
    return Object.fromEntries(members);
  }

  get #current(): string {
    return this.#text[this.#at] ?? '';
  }

  #keyValue(): [string, ShorthandValue] {
    const key = this.#key();
    this.#equals();
    return [key, this.#values()];
  }

  #key(): string {
    const key = /^[\w\-.#/:]*/.exec(this.#text.slice(this.#at))![0];
    this.#at += key.length;
    return key;
  }

  /** `=`, or `@=` for a value that may name a file. */
  #equals(): void {
    this.#space();
    this.#loads = this.#current === '@';
    if (this.#loads) this.#at++;
    this.#expect('=', true);
  }

  #values(): ShorthandValue {
    if (this.#current === '') return '';
    if (this.#current === '[') return this.#list();
    if (this.#current === '{') return this.#map();
    return this.#commaSeparated();
  }

  /** `a` is a word, `a,b` a list; in `a,b,c=d` the list ends before the key. */
  #commaSeparated(): ShorthandValue {
    const first = this.#firstValue();
    this.#space();
    if (this.#current !== ',') return first;
    const items = [first];
    while (this.#current === ',') {
      this.#expect(',', true);
      const item = this.#nextItem();
      if (item === undefined) break;
      items.push(item);
    }
    return items.length === 1 ? first : items;
  }

  /** One more item of a list; undefined, and back at the comma, when a key follows. */
  #nextItem(): ShorthandValue | undefined {
    try {
      const item = this.#secondValue();
      this.#space();
      if (this.#current !== '' && this.#current !== ',') throw this.#unexpected(',');
      return item;
    } catch (error) {
      if (!(error instanceof ShorthandProblem) || this.#at >= this.#text.length) throw error;
      this.#at = this.#text.lastIndexOf(',', this.#at);
      return undefined;
    }
  }

  #list(): ShorthandValue {
    this.#expect('[', true);
    const items: ShorthandValue[] = [];
    while (this.#current !== ']') {
      items.push(this.#explicit());
      this.#separator(']');
    }
    this.#expect(']');
    return items;
  }

  #map(): ShorthandValue {
    this.#expect('{', true);
    const members: [string, ShorthandValue][] = [];
    while (this.#current !== '}') {
      const key = this.#key();
      this.#equals();
      members.push([key, this.#explicit()]);
      this.#separator('}');
    }
    this.#expect('}');
    return Object.fromEntries(members);
  }

  #separator(end: string): void {
    this.#space();
    if (this.#current === end) return;
    this.#expect(',');
    this.#space();
  }

  #explicit(): ShorthandValue {
    if (this.#current === '[') return this.#list();
    if (this.#current === '{') return this.#map();
    return this.#firstValue();
  }

  #firstValue(): ShorthandValue {
    if (this.#current === "'" || this.#current === '"') return this.#quoted(this.#current);
    const word = FIRST.exec(this.#text.slice(this.#at))?.[0];
    return word === undefined ? '' : this.#word(word);
  }

  #secondValue(): ShorthandValue {
    if (this.#current === "'" || this.#current === '"') return this.#quoted(this.#current);
    const word = SECOND.exec(this.#text.slice(this.#at))?.[0];
    if (word === undefined) throw this.#unexpected('<second>', '<none>');
    return this.#word(word);
  }

  #word(word: string): ShorthandValue {
    this.#at += word.length;
    return this.#loaded(word.replaceAll('\\,', ',').trimEnd());
  }

  #quoted(quote: keyof typeof QUOTED): ShorthandValue {
    const all = QUOTED[quote].exec(this.#text.slice(this.#at))?.[0];
    if (all === undefined) throw this.#unexpected(`<${QUOTED_NAMES[quote]}>`, '<none>');
    this.#at += all.length;
    return this.#loaded(all.slice(1, -1).replaceAll(`\\${quote}`, quote).replaceAll('\\\\', '\\'));
  }

  #loaded(value: string): ShorthandValue {
    return (this.#loads ? this.#load(value) : undefined) ?? value;
  }

  #expect(char: string, space = false): void {
    if (space) this.#space();
    if (this.#current !== char) throw this.#unexpected(char);
    this.#at++;
    if (space) this.#space();
  }

  #space(): void {
    while (/^[ \t\n\r\v\f]$/.test(this.#current)) this.#at++;
  }

  #unexpected(expected: string, received = this.#current || 'EOF'): ShorthandProblem {
    return new ShorthandProblem(
      `Expected: '${expected}', received: '${received}' for input:\n ${this.#pointAt(this.#at)}`,
    );
  }

  #duplicate(key: string, at: number): ShorthandProblem {
    return new ShorthandProblem(
      `Second instance of key "${key}" encountered for input:\n${this.#pointAt(at)}\nThis is often because there is a preceding "," instead of a space.`,
    );
  }

  /** The text with a caret under the place. */
  #pointAt(at: number): string {
    const lineEnd = this.#text.indexOf('\n', at);
    const until = lineEnd < 0 ? this.#text.length : lineEnd;
    const spaces = at - (this.#text.lastIndexOf('\n', at - 1) + 1);
    return `${this.#text.slice(0, until)}\n${' '.repeat(spaces)}^${this.#text.slice(until)}`;
  }
}
