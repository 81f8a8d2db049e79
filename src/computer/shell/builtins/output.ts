// echo, printf, true, false, test.
import { TestError, testWords } from '../conditional.ts';
import { readNumber } from '../arithmetic.ts';
import type { Builtin, BuiltinCall } from './index.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** `text` with its backslash escapes read; `stop` when `\c` ends the output. */
export function unescape(text: string, octalPrefix: boolean): { text: string; stop: boolean } {
  let stop = false;
  const pattern =
    /\\(c|x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|0[0-7]{0,3}|[1-7][0-7]{0,2}|[abeEfnrtv\\"'])/g;
  let out = '';
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    out += text.slice(at, match.index);
    at = match.index + match[0].length;
    const code = match[1]!;
    if (code === 'c') {
      stop = true;
      break;
    }
    if (/^[xuU]/.test(code)) out += String.fromCodePoint(Number.parseInt(code.slice(1), 16));
    else if (/^0/.test(code) || (/^[1-7]/.test(code) && !octalPrefix))
      out += String.fromCharCode(Number.parseInt(code, 8));
    else out += SIMPLE[code] ?? match[0];
  }
  return { text: stop ? out : out + text.slice(at), stop };
}

async function echo({ shell, argv }: BuiltinCall): Promise<number> {
  let words = argv.slice(1);
  let newline = true;
  let escapes = !shell.bash || shell.shopt.has('xpg_echo');
  while (words.length > 0 && (shell.bash ? /^-[neE]+$/ : /^-n$/).test(words[0]!)) {
    if (words[0]!.includes('n')) newline = false;
    if (words[0]!.includes('e')) escapes = true;
    if (words[0]!.includes('E')) escapes = false;
    words = words.slice(1);
  }
  const joined = words.join(' ');
  const { text, stop } = escapes ? unescape(joined, true) : { text: joined, stop: false };
  await shell.out(text + (newline && !stop ? '\n' : ''));
  return 0;
}

async function printf({ shell, argv }: BuiltinCall): Promise<number> {
  let words = argv.slice(1);
  let variable: string | undefined;
  if (words[0] === '-v' && shell.bash) {
    variable = words[1];
    words = words.slice(2);
  }
  if (words[0] === '--') words = words.slice(1);
  const [format, ...values] = words;
  if (format === undefined) {
    await shell.complain('printf: usage: printf [-v var] format [arguments]');
    return 2;
  }
  const problems: string[] = [];
  const text = formatAll(format, values, problems);
  if (variable) shell.set(variable, text);
  else await shell.out(text);
  for (const problem of problems) await shell.complain(`printf: ${problem}`);
  return problems.length > 0 ? 1 : 0;
}

/** The format is used again until all values are. */
export function formatAll(format: string, values: string[], problems: string[]): string {
  let out = '';
  const rest = [...values];
  do {
    const before = rest.length;
    const result = formatOnce(format, rest, problems);
    out += result.text;
    if (result.stop || rest.length === before) break;
  } while (rest.length > 0);
  return out;
}

function formatOnce(format: string, values: string[], problems: string[]): { text: string; stop: boolean } {
  let out = '';
  let stop = false;
  const pattern =
    /%(%|([-+ #0']*)(\*|\d+)?(?:\.(\*|\d+))?([a-zA-Z])|\(([^)]*)\)T)|\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|.)|[^%\\]+|[%\\]/gs;
  for (const [piece, directive, flags = '', width, precision, letter] of format.matchAll(pattern)) {
    if (directive === '%') out += '%';
    else if (letter) {
      const result = convert(
        { flags, width: size(width, values), precision: size(precision, values), letter },
        values,
        problems,
      );
      out += result.text;
      stop = result.stop;
      if (stop) break;
    } else if (piece.startsWith('\\') && piece.length > 1) {
      const result = unescape(piece, false);
      out += result.text;
      if (result.stop) return { text: out, stop: true };
    } else if (piece.startsWith('%')) {
      problems.push(`\`%': missing format character`);
    } else out += piece;
  }
  return { text: out, stop };
}

const size = (text: string | undefined, values: string[]): number | undefined =>
  text === undefined ? undefined : text === '*' ? Number(values.shift() ?? 0) : Number(text);

interface Directive {
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly letter: string;
}

function convert(
  { flags, width, precision, letter }: Directive,
  values: string[],
  problems: string[],
): { text: string; stop: boolean } {
  const value = values.shift();
  let text: string;
  let stop = false;
  if (letter === 's') text = (value ?? '').slice(0, precision);
  else if (letter === 'b') {
    const result = unescape(value ?? '', true);
    text = result.text.slice(0, precision);
    stop = result.stop;
  } else if (letter === 'c') text = (value ?? '')[0] ?? '';
  else if (letter === 'q') text = quoted(value ?? '');
  else if ('diouxX'.includes(letter)) text = integerText(letter, flags, precision, numberOf(value, problems));
  else if ('feEgG'.includes(letter)) text = floatText(letter, flags, precision, Number(value ?? 0) || 0);
  else {
    problems.push(`\`${letter}': invalid format character`);
    return { text: '', stop: true };
  }
  return { text: pad(text, flags, width, 'diouxXfeEgG'.includes(letter)), stop };
}

const quoted = (text: string): string =>
  text === ''
    ? "''"
    : text.replace(/[^\w@%+=:,./-]/g, (character) => (character === '\n' ? "$'\\n'" : `\\${character}`));

function numberOf(value: string | undefined, problems: string[]): bigint {
  if (value === undefined || value === '') return 0n;
  if (/^['"]/.test(value)) return BigInt(value.codePointAt(1) ?? 0);
  const known = readNumber(value);
  if (known !== undefined) return known;
  problems.push(`${value}: invalid number`);
  return readNumber(/^[+-]?\d+/.exec(value)?.[0] ?? '0') ?? 0n;
}

function integerText(letter: string, flags: string, precision: number | undefined, value: bigint): string {
  const unsigned = value < 0n && !'di'.includes(letter) ? BigInt.asUintN(64, value) : value;
  const base = letter === 'o' ? 8 : letter.toLowerCase() === 'x' ? 16 : 10;
  const negative = unsigned < 0n;
  let digits = (negative ? -unsigned : unsigned).toString(base).padStart(precision ?? 0, '0');
  if (letter === 'X') digits = digits.toUpperCase();
  const prefix =
    flags.includes('#') && base === 16 && unsigned !== 0n ? `0${letter}` : flags.includes('#') && base === 8 ? '0' : '';
  return (negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + prefix + digits;
}

function floatText(letter: string, flags: string, precision = 6, value: number): string {
  const sign = value < 0 || Object.is(value, -0) ? '-' : flags.includes('+') ? '+' : '';
  const absolute = Math.abs(value);
  let text: string;
  if (letter === 'f') text = absolute.toFixed(precision);
  else if (letter.toLowerCase() === 'e') text = exponent(absolute.toExponential(precision));
  else {
    const significant = precision || 1;
    const power = absolute === 0 ? 0 : Math.floor(Math.log10(absolute));
    text =
      power < -4 || power >= significant
        ? exponent(absolute.toExponential(significant - 1))
        : absolute.toFixed(significant - 1 - power);
    if (text.includes('.') && !flags.includes('#')) text = text.replace(/\.?0+($|e)/, '$1');
  }
  return sign + (letter === letter.toUpperCase() ? text.toUpperCase() : text);
}

const exponent = (text: string): string => text.replace(/e([+-])(\d)$/, 'e$10$2');

function pad(text: string, flags: string, width = 0, isNumber: boolean): string {
  if (width < 0 || flags.includes('-')) return text.padEnd(Math.abs(width));
  if (!isNumber || !flags.includes('0')) return text.padStart(width);
  const [, sign = '', rest = ''] = /^([+ -]?)(.*)$/s.exec(text) ?? [];
  return sign + rest.padStart(width - sign.length, '0');
}

async function test({ shell, argv }: BuiltinCall): Promise<number> {
  let words = argv.slice(1);
  if (argv[0] === '[') {
    if (words.at(-1) !== ']') {
      await shell.complain(shell.bash ? "[: missing `]'" : '[: missing ]');
      return 2;
    }
    words = words.slice(0, -1);
  }
  try {
    return testWords(shell, words) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof TestError)) throw error;
    const message = shell.bash
      ? error.message
      : error.message
          .replace(/^(.*): (?:unary|binary) operator expected$/, '$1: unexpected operator')
          .replace(/^(.*): integer expression expected$/, 'Illegal number: $1');
    await shell.complain(`${argv[0]}: ${message}`);
    return 2;
  }
}

export const outputBuiltins: Readonly<Record<string, Builtin>> = {
  ':': () => 0,
  true: () => 0,
  false: () => 1,
  echo,
  printf,
  test,
  '[': test,
};
