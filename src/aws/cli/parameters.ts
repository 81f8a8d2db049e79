// From words to the input of an operation, as its model has it.
import { resolvePath } from '../../computer/disk/path.ts';
import { FsError } from '../../computer/disk/errors.ts';
import type { ProgramContext } from '../../computer/program.ts';
import { fromBase64 } from '../../lib/bytes.ts';
import type { ServiceModel, Shape, ShapeRef } from '../models/index.ts';
import { kebab } from './names.ts';

/** Says that the words are off; the command ends with 252. */
export class UsageError extends Error {}

/** The members of an operation's input by option name. */
export function optionsOf(
  model: ServiceModel,
  operation: string,
): Map<string, { member: string; ref: ShapeRef; shape: Shape }> {
  const input = model.operations[operation]!.input;
  const members = Object.entries((input && model.shapes[input.shape]?.members) ?? {});
  return new Map(
    members.map(([member, ref]) => [`--${kebab(member)}`, { member, ref, shape: model.shapes[ref.shape]! }]),
  );
}

/** The input that `words` give. @throws UsageError */
export function readInput(
  context: ProgramContext,
  model: ServiceModel,
  operation: string,
  words: readonly string[],
): Record<string, unknown> {
  const options = optionsOf(model, operation);
  const input: Record<string, unknown> = {};
  const rest = [...words];
  const unknown: string[] = [];
  while (rest.length > 0) {
    const word = rest.shift()!;
    const [name, attached] = word.startsWith('--') ? word.split(/=(.*)/s) : [word];
    const option = options.get(name!);
    const negated = options.get(name!.replace(/^--no-/, '--'));
    if (!option && negated?.shape.type === 'boolean') input[negated.member] = false;
    else if (!option) unknown.push(word);
    else if (option.shape.type === 'boolean') input[option.member] = true;
    else {
      const values = attached === undefined ? [] : [attached];
      const many = option.shape.type === 'list';
      while (rest.length > 0 && !rest[0]!.startsWith('--') && (many || values.length === 0)) values.push(rest.shift()!);
      if (values.length === 0)
        throw new UsageError(`argument ${name}: expected ${many ? 'at least one argument' : 'one argument'}`);
      input[option.member] = readValue(
        context,
        model,
        option.shape,
        values.map((value) => load(context, name!, value)),
        name!,
      );
    }
  }
  if (unknown.length > 0) throw new UsageError(`Unknown options: ${unknown.join(', ')}`);
  const missing = [...options]
    .filter(([, { member }]) => required(model, operation).includes(member) && input[member] === undefined)
    .map(([name]) => name);
  if (missing.length > 0) throw new UsageError(`the following arguments are required: ${missing.join(', ')}`);
  return input;
}

function required(model: ServiceModel, operation: string): readonly string[] {
  const input = model.operations[operation]!.input;
  return (input && model.shapes[input.shape]?.required) ?? [];
}

/** `file://` and `fileb://` stand for what a file holds. */
function load({ files, cwd }: ProgramContext, name: string, value: string): string | Uint8Array {
  const [, kind, path] = /^(fileb?):\/\/(.*)$/s.exec(value) ?? [];
  if (!kind) return value;
  try {
    const full = resolvePath(cwd, path!);
    return kind === 'fileb' ? files.readFile(full) : files.readText(full);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new UsageError(
      `Error parsing parameter '${name}': Unable to load paramfile ${value}: [Errno 2] No such file or directory: '${path}'`,
    );
  }
}

function readValue(
  context: ProgramContext,
  model: ServiceModel,
  shape: Shape,
  values: readonly (string | Uint8Array)[],
  name: string,
): unknown {
  const [first] = values;
  if (shape.type === 'blob') return typeof first === 'string' ? decodeBlob(first, name) : first;
  const texts = values.map(String);
  const text = texts[0]!.trim();
  if (shape.type === 'list' || shape.type === 'structure' || shape.type === 'map') {
    if (/^[[{]/.test(text)) return convert(model, shape, parseJson(texts.join(' '), name));
    if (shape.type !== 'list') return convert(model, shape, shorthand(text, name));
    const item = model.shapes[shape.member!.shape]!;
    const items = item.type === 'structure' || item.type === 'map' ? texts.map((one) => shorthand(one, name)) : texts;
    return convert(model, shape, items);
  }
  return convert(model, shape, texts[0]);
}

function decodeBlob(text: string, name: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch {
    throw new UsageError(`Invalid base64: "${text}" (${name})`);
  }
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(
      `Error parsing parameter '${name}': Invalid JSON: Expecting value: line 1 column 1 (char 0)\nJSON received: ${text}`,
    );
  }
}

/** `Key=a,Values=b,c` and nested `{…}` and `[…]`. */
function shorthand(text: string, name: string): Record<string, unknown> {
  const reader = { text, at: 0 };
  const value = readPairs(reader, '');
  if (reader.at < text.length)
    throw new UsageError(
      `Error parsing parameter '${name}': Expected: ',', received: '${text[reader.at]}' for input:\n ${text}\n ${' '.repeat(reader.at)}^`,
    );
  return value;
}

interface Reader {
  readonly text: string;
  at: number;
}

function readPairs(reader: Reader, end: string): Record<string, unknown> {
  const pairs: Record<string, unknown> = {};
  let last: string | undefined;
  while (reader.at < reader.text.length && reader.text[reader.at] !== end) {
    const key = /^\s*([\w.:/-]+)\s*=/.exec(reader.text.slice(reader.at));
    if (key) {
      reader.at += key[0].length;
      last = key[1]!;
      pairs[last] = readOne(reader, end);
    } else if (last !== undefined) {
      const more = readOne(reader, end);
      pairs[last] = [...(Array.isArray(pairs[last]) ? (pairs[last] as unknown[]) : [pairs[last]]), more];
    } else throw new UsageError(`Error parsing parameter: Expected: '=', received: 'EOF' for input:\n ${reader.text}`);
    if (reader.text[reader.at] === ',') reader.at++;
  }
  return pairs;
}

function readOne(reader: Reader, end: string): unknown {
  const { text } = reader;
  const open = text[reader.at];
  if (open === '{') {
    reader.at++;
    const value = readPairs(reader, '}');
    reader.at++;
    return value;
  }
  if (open === '[') {
    reader.at++;
    const items: unknown[] = [];
    while (reader.at < text.length && text[reader.at] !== ']') {
      items.push(readOne(reader, ']'));
      if (text[reader.at] === ',') reader.at++;
    }
    reader.at++;
    return items;
  }
  const quoted = /^"((?:[^"\\]|\\.)*)"|^'((?:[^'\\]|\\.)*)'/.exec(text.slice(reader.at));
  if (quoted) {
    reader.at += quoted[0].length;
    return (quoted[1] ?? quoted[2])!.replace(/\\(["'\\])/g, '$1');
  }
  const plain = (end ? /^[^,\]}]*/ : /^[^,]*/).exec(text.slice(reader.at))![0];
  reader.at += plain.length;
  return plain.trim();
}

/** Texts become what their shape says. */
function convert(model: ServiceModel, shape: Shape, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  const inner = (ref: ShapeRef, item: unknown): unknown => convert(model, model.shapes[ref.shape]!, item);
  switch (shape.type) {
    case 'list':
      return (Array.isArray(value) ? value : [value]).map((item) => inner(shape.member!, item));
    case 'map':
      return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, inner(shape.value!, item)]));
    case 'structure': {
      if (shape.document) return value;
      return Object.fromEntries(
        Object.entries(value as object).map(([key, item]) => [
          key,
          shape.members?.[key] ? inner(shape.members[key], item) : item,
        ]),
      );
    }
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return Number(value);
    case 'boolean':
      return typeof value === 'boolean' ? value : value === 'true';
    case 'timestamp':
      return typeof value === 'number'
        ? value * 1000
        : /^\d+(\.\d+)?$/.test(String(value))
          ? Number(value) * 1000
          : Date.parse(String(value));
    case 'blob':
      return typeof value === 'string' ? fromBase64(value) : value;
    default:
      return String(value);
  }
}
