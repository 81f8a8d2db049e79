// read, mapfile.
import { readAll } from '../../io.ts';
import { toText } from '../../../lib/bytes.ts';
import type { Input } from '../../io.ts';
import type { Shell } from '../runtime.ts';
import type { Builtin, BuiltinCall } from './index.ts';

// What `read` took from an input beyond its line waits for the next `read`.
const rests = new WeakMap<Input, string>();

/** The next line of an input without its newline, and whether it had one; undefined at the end. */
async function readLine(
  shell: Shell,
  input: Input,
  delimiter = '\n',
  most?: number,
): Promise<{ text: string; whole: boolean } | undefined> {
  let text = rests.get(input) ?? '';
  for (;;) {
    const end = text.indexOf(delimiter);
    if (most !== undefined && text.length >= most && (end < 0 || end >= most)) {
      rests.set(input, text.slice(most));
      return { text: text.slice(0, most), whole: true };
    }
    if (end >= 0) {
      rests.set(input, text.slice(end + 1));
      return { text: text.slice(0, end), whole: true };
    }
    const chunk = await input.read(shell.task);
    if (chunk === undefined) {
      rests.set(input, '');
      return text === '' ? undefined : { text, whole: false };
    }
    text += toText(chunk);
  }
}

async function read({ shell, argv }: BuiltinCall): Promise<number> {
  const words = [...argv.slice(1)];
  let raw = false;
  let array: string | undefined;
  let delimiter = '\n';
  let most: number | undefined;
  let fd = 0;
  while (words[0]?.startsWith('-') && words[0].length > 1) {
    const word = words.shift()!;
    if (word.includes('r')) raw = true;
    const last = word.at(-1)!;
    if (last === 'p') {
      const prompt = words.shift() ?? '';
      if (shell.stdin.isTerminal) await shell.err(prompt);
    } else if (last === 'a') array = words.shift();
    else if (last === 'd') delimiter = words.shift() || '\0';
    else if (last === 'n' || last === 'N') most = Number(words.shift());
    else if (last === 't') words.shift();
    else if (last === 'u') fd = Number(words.shift());
  }
  const input = shell.descriptors.get(fd)?.input ?? shell.stdin;
  let line = await readLine(shell, input, delimiter, most);
  while (!raw && line?.whole && /(^|[^\\])(\\\\)*\\$/.test(line.text) && delimiter === '\n') {
    const next = await readLine(shell, input);
    line = { text: line.text.slice(0, -1) + (next?.text ?? ''), whole: next?.whole ?? false };
  }
  const text = line?.text ?? '';
  const fields = splitLine(
    shell.get('IFS') ?? ' \t\n',
    raw ? text : text.replace(/\\(.)/g, '$1'),
    array ? Infinity : Math.max(1, words.length),
  );
  if (array)
    shell.variables.set(array, {
      value: Object.fromEntries(fields.map((field, index) => [index, field])),
      array: 'indexed',
    });
  else if (words.length === 0) shell.set('REPLY', text);
  else words.forEach((name, index) => shell.set(name, fields[index] ?? ''));
  return line?.whole ? 0 : 1;
}

/** The fields of a line; the last one takes all the rest. */
function splitLine(ifs: string, text: string, count: number): string[] {
  const white = [...ifs].filter((character) => ' \t\n'.includes(character)).join('');
  const escape = (characters: string): string => characters.replace(/[\\\]^-]/g, '\\$&');
  if (ifs === '') return [text];
  const trim = (part: string): string =>
    white ? part.replace(new RegExp(`^[${escape(white)}]+|[${escape(white)}]+$`, 'g'), '') : part;
  const fields: string[] = [];
  let rest = trim(text);
  const others = [...ifs].filter((character) => !white.includes(character)).join('');
  const separator = new RegExp(
    others
      ? `[${escape(white)}]*[${escape(others)}][${escape(white)}]*|[${escape(white) || escape(others)}]+`
      : `[${escape(white)}]+`,
  );
  while (rest !== '' && fields.length < count - 1) {
    const match = separator.exec(rest);
    if (!match) break;
    fields.push(rest.slice(0, match.index));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest !== '') fields.push(trim(rest));
  return fields;
}

async function mapfile({ shell, argv }: BuiltinCall): Promise<number> {
  const name =
    argv
      .slice(1)
      .filter((word) => !word.startsWith('-'))
      .at(-1) ?? 'MAPFILE';
  const text = toText(await readAll(shell.stdin, shell.task));
  const lines = text.split(/(?<=\n)/).filter((line) => line !== '');
  const values = argv.includes('-t') ? lines.map((line) => line.replace(/\n$/, '')) : lines;
  shell.variables.set(name, {
    value: Object.fromEntries(values.map((line, index) => [index, line])),
    array: 'indexed',
  });
  return 0;
}

export const inputBuiltins: Readonly<Record<string, Builtin>> = { read, mapfile, readarray: mapfile };
