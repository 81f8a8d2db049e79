// JSON as Python reads it: the same documents, and the same words for what is wrong with the others.

/** Says where and why a text is no JSON, e.g. `Expecting ':' delimiter: line 1 column 8 (char 7)`. */
export class JsonProblem extends Error {
  override name = 'JsonProblem';
}

/** The value that `text` stands for. @throws JsonProblem */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return new Reader(text).document();
  }
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): unknown {
    this.#space();
    const value = this.#value();
    this.#space();
    if (this.#at < this.#text.length) this.#fail('Extra data');
    return value;
  }

  #fail(message: string, at = this.#at): never {
    const before = this.#text.slice(0, at);
    const line = before.split('\n').length;
    throw new JsonProblem(`${message}: line ${line} column ${at - before.lastIndexOf('\n')} (char ${at})`);
  }

  #space(): void {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? 'x')) this.#at++;
  }

  #value(): unknown {
    const char = this.#text[this.#at];
    if (char === '{') return this.#object();
    if (char === '[') return this.#array();
    if (char === '"') return this.#string();
    const word = /^(?:null|true|false|NaN|-?Infinity|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)/.exec(
      this.#text.slice(this.#at),
    )?.[0];
    if (!word) this.#fail('Expecting value');
    this.#at += word.length;
    return /^(?:NaN|-?Infinity)$/.test(word) ? Number(word) : JSON.parse(word);
  }

  #object(): unknown {
    const members: [string, unknown][] = [];
    this.#at++;
    this.#space();
    if (this.#eats('}')) return {};
    for (;;) {
      if (this.#text[this.#at] !== '"') this.#fail('Expecting property name enclosed in double quotes');
      const name = this.#string();
      this.#space();
      if (!this.#eats(':')) this.#fail("Expecting ':' delimiter");
      this.#space();
      members.push([name, this.#value()]);
      this.#space();
      if (this.#eats('}')) return Object.fromEntries(members);
      const comma = this.#at;
      if (!this.#eats(',')) this.#fail("Expecting ',' delimiter");
      this.#space();
      if (this.#text[this.#at] === '}') this.#fail('Illegal trailing comma before end of object', comma);
    }
  }

  #array(): unknown {
    const items: unknown[] = [];
    this.#at++;
    this.#space();
    if (this.#eats(']')) return items;
    for (;;) {
      items.push(this.#value());
      this.#space();
      if (this.#eats(']')) return items;
      const comma = this.#at;
      if (!this.#eats(',')) this.#fail("Expecting ',' delimiter");
      this.#space();
      if (this.#text[this.#at] === ']') this.#fail('Illegal trailing comma before end of array', comma);
    }
  }

  #eats(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #string(): string {
    const start = this.#at;
    let end = start + 1;
    while (this.#text[end] !== '"') {
      const char = this.#text[end];
      if (char === undefined) this.#fail('Unterminated string starting at', start);
      if (char < ' ') this.#fail('Invalid control character at', end);
      if (char === '\\' && !/^\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/.test(this.#text.slice(end, end + 6))) {
        const unicode = this.#text[end + 1] === 'u';
        this.#fail(unicode ? 'Invalid \\uXXXX escape' : 'Invalid \\escape', unicode ? end + 1 : end);
      }
      end += char === '\\' ? 2 : 1;
    }
    this.#at = end + 1;
    return JSON.parse(this.#text.slice(start, end + 1)) as string;
  }
}
