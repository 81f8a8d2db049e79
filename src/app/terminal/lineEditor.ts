// The line that is being typed: cursor, history, keys. A pure model; the terminal only paints it.

export interface LineState {
  readonly text: string;
  readonly cursor: number;
  /** Place in the history from its end; 0 is the line that is typed. */
  readonly back: number;
  /** What was typed before the history was looked at. */
  readonly draft: string;
}

export type LineEffect =
  | { readonly kind: 'none' }
  | { readonly kind: 'enter'; readonly line: string }
  | { readonly kind: 'interrupt' }
  | { readonly kind: 'end' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'clear' };

export const emptyLine: LineState = { text: '', cursor: 0, back: 0, draft: '' };
const NONE: LineEffect = { kind: 'none' };

const insert = ({ text, cursor, ...rest }: LineState, more: string): LineState => ({
  ...rest,
  text: text.slice(0, cursor) + more + text.slice(cursor),
  cursor: cursor + more.length,
});

const cut = (line: LineState, from: number, to: number): LineState => ({
  ...line,
  text: line.text.slice(0, from) + line.text.slice(to),
  cursor: from,
});

const move = (line: LineState, to: number): LineState => ({
  ...line,
  cursor: Math.max(0, Math.min(line.text.length, to)),
});

function recall(line: LineState, history: readonly string[], step: number): LineState {
  const back = Math.max(0, Math.min(history.length, line.back + step));
  const draft = line.back === 0 ? line.text : line.draft;
  const text = back === 0 ? draft : history[history.length - back]!;
  return { text, cursor: text.length, back, draft };
}

const wordStart = ({ text, cursor }: LineState): number => text.slice(0, cursor).replace(/\S*\s*$/, '').length;

/** What keys do to a line; sequences are those that terminals send. */
const KEYS: Readonly<Record<string, (line: LineState, history: readonly string[]) => LineState>> = {
  '\x7f': (line) => (line.cursor > 0 ? cut(line, line.cursor - 1, line.cursor) : line),
  '\b': (line) => (line.cursor > 0 ? cut(line, line.cursor - 1, line.cursor) : line),
  '\x1b[3~': (line) => cut(line, line.cursor, line.cursor + 1),
  '\x1b[D': (line) => move(line, line.cursor - 1),
  '\x1b[C': (line) => move(line, line.cursor + 1),
  '\x1b[H': (line) => move(line, 0),
  '\x1b[F': (line) => move(line, line.text.length),
  '\x01': (line) => move(line, 0),
  '\x05': (line) => move(line, line.text.length),
  '\x15': (line) => cut(line, 0, line.cursor),
  '\x0b': (line) => cut(line, line.cursor, line.text.length),
  '\x17': (line) => cut(line, wordStart(line), line.cursor),
  '\x1b[A': (line, history) => recall(line, history, 1),
  '\x10': (line, history) => recall(line, history, 1),
  '\x1b[B': (line, history) => recall(line, history, -1),
  '\x0e': (line, history) => recall(line, history, -1),
};

/** The line after one key or one piece of pasted text without line breaks, and what it asks for. */
export function press(line: LineState, key: string, history: readonly string[]): [LineState, LineEffect] {
  if (key === '\r' || key === '\n') return [emptyLine, { kind: 'enter', line: line.text }];
  if (key === '\x03') return [emptyLine, { kind: 'interrupt' }];
  if (key === '\x04') return line.text === '' ? [line, { kind: 'end' }] : [KEYS['\x1b[3~']!(line, history), NONE];
  if (key === '\t') return [line, { kind: 'complete' }];
  if (key === '\x0c') return [line, { kind: 'clear' }];
  const known = KEYS[key];
  if (known) return [known(line, history), NONE];
  // What is left of control sequences means nothing to a line.

  return /^[\x00-\x1f]/.test(key) ? [line, NONE] : [insert(line, key), NONE];
}

/** Pasted text and keys, one by one. */
export const keysOf = (data: string): readonly string[] =>
  data.startsWith('\x1b') ? [data] : (data.replace(/\r\n/g, '\r').match(/[\x00-\x1f\x7f]|[^\x00-\x1f\x7f]+/g) ?? []);

/** The line after a completion: the word before the cursor replaced by what all candidates begin with. */
export function complete(line: LineState, from: number, candidates: readonly string[]): LineState {
  const [first, ...others] = candidates;
  if (first === undefined) return line;
  let shared = first;
  for (const other of others) while (!other.startsWith(shared)) shared = shared.slice(0, -1);
  if (others.length === 0 && !shared.endsWith('/')) shared += ' ';
  if (shared.length < line.cursor - from) return line;
  return insert(cut(line, from, line.cursor), shared);
}
