// Shell patterns as regular expressions: `*`, `?`, `[…]`, and bash's extended globs.

const compiled = new Map<string, RegExp>();

/** A regular expression that matches what `pattern` matches whole. A backslash makes the next character plain. */
export function patternRegExp(pattern: string, options: { extglob?: boolean; ignoreCase?: boolean } = {}): RegExp {
  const key = `${options.extglob ? 'x' : ''}${options.ignoreCase ? 'i' : ''}/${pattern}`;
  let regExp = compiled.get(key);
  if (!regExp) {
    if (compiled.size > 2_000) compiled.clear();
    regExp = new RegExp(`^(?:${patternSource(pattern, options.extglob ?? false)})$`, options.ignoreCase ? 'isu' : 'su');
    compiled.set(key, regExp);
  }
  return regExp;
}

const literal = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** The source of a regular expression for `pattern`, without anchors. */
export function patternSource(pattern: string, extglob = false): string {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i]!;
    if (extglob && '?*+@!'.includes(character) && pattern[i + 1] === '(') {
      const end = closing(pattern, i + 1);
      if (end > 0) {
        source += extended(character, pattern.slice(i + 2, end), extglob);
        i = end;
        continue;
      }
    }
    if (character === '*') source += '[\\s\\S]*';
    else if (character === '?') source += '[\\s\\S]';
    else if (character === '\\' && i + 1 < pattern.length) source += literal(pattern[++i]!);
    else if (character === '[') {
      const bracket = bracketSource(pattern, i);
      if (bracket) {
        source += bracket.source;
        i = bracket.end;
      } else source += '\\[';
    } else source += literal(character);
  }
  return source;
}

function closing(pattern: string, open: number): number {
  let depth = 0;
  for (let i = open; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern[i] === '(') depth++;
    else if (pattern[i] === ')' && --depth === 0) return i;
  }
  return -1;
}

function extended(kind: string, inside: string, extglob: boolean): string {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i <= inside.length; i++) {
    if (inside[i] === '(') depth++;
    else if (inside[i] === ')') depth--;
    else if (i === inside.length || (inside[i] === '|' && depth === 0)) {
      parts.push(patternSource(inside.slice(from, i), extglob));
      from = i + 1;
    }
  }
  const any = parts.join('|');
  if (kind === '!') return `(?!(?:${any})$)[\\s\\S]*`;
  return `(?:${any})${kind === '@' ? '' : kind}`;
}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9a-fA-F',
  word: '\\w',
  cntrl: '\\x00-\\x1f',
  print: ' -~',
  graph: '!-~',
};

function bracketSource(pattern: string, start: number): { source: string; end: number } | undefined {
  let i = start + 1;
  let source = '[';
  if (pattern[i] === '!' || pattern[i] === '^') {
    source += '^';
    i++;
  }
  for (let first = true; i < pattern.length; first = false, i++) {
    const character = pattern[i]!;
    if (character === ']' && !first) return { source: `${source}]`, end: i };
    const named = /^\[:(\w+):\]/.exec(pattern.slice(i))?.[1];
    if (named && CLASSES[named]) {
      source += CLASSES[named];
      i += named.length + 3;
    } else if (character === '\\' && i + 1 < pattern.length)
      source += `\\${pattern[++i]!}`.replace(/\\([a-zA-Z0-9 _])/, '$1');
    else source += character === '-' ? '-' : character.replace(/[\\[\]^/&|~]/g, '\\$&');
  }
  return undefined;
}

/** Whether `text` holds a character that makes it a pattern. */
export const isPattern = (text: string, extglob = false): boolean =>
  /(^|[^\\])(\\\\)*[*?[]/.test(text) || (extglob && /[?*+@!]\(/.test(text));

/** `text` so that as a pattern it matches itself alone. */
export const quotePattern = (text: string): string => text.replace(/[\\*?[\]!+@()|]/g, '\\$&');
