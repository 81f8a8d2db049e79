// From the words of an option to its member's value: files, shorthand, JSON, numbers.
import type { ProgramContext } from '../../computer/program.ts';
import { toBytes, toText } from '../../lib/bytes.ts';
import { resolvePath } from '../../computer/disk/path.ts';
import type { ServiceModel, Shape, ShapeRef } from '../models/model.ts';
import { wrongValue } from './failure.ts';
import { expandPath, paramFile, ParamFileProblem } from './paramFile.ts';
import { JsonProblem, readJson } from './pythonJson.ts';
import { parseShorthand, ShorthandProblem } from './shorthand.ts';
import { readFloat, readInteger, typeShorthand } from './shorthandTypes.ts';

/** What a value is read with. */
export interface UnpackContext {
  readonly program: ProgramContext;
  readonly model: ServiceModel;
}

type Words = string | readonly string[] | Uint8Array;

/** The value that the words of `option` (with dashes) stand for. @throws CliFailure */
export function unpack(context: UnpackContext, ref: ShapeRef, option: string, given: unknown): unknown {
  if (typeof given === 'boolean' || typeof given === 'number') return given;
  if (typeof given === 'object' && given !== null && 'Value' in given) return given;
  try {
    const single = Array.isArray(given) && given.length === 1 ? (given[0] as unknown) : given;
    const words = (paramFile(context.program, single) ?? given) as Words;
    return isComplex(context.model, ref) && !looksLikeJson(words)
      ? fromShorthand(context, ref, option, words)
      : fromWords(context, ref, option, words);
  } catch (error) {
    if (error instanceof ParamFileProblem || error instanceof ShorthandProblem) throw wrongValue(option, error.message);
    throw error;
  }
}

/** Whether shorthand can say it: structures, maps, and lists of those. */
function isComplex(model: ServiceModel, ref: ShapeRef): boolean {
  const shape = model.shapes[ref.shape]!;
  if (shape.document) return false;
  if (shape.type !== 'list') return shape.type === 'structure' || shape.type === 'map';
  return ['structure', 'list', 'map'].includes(model.shapes[shape.member!.shape]!.type);
}

const looksLikeJson = (words: Words): boolean => {
  const first = words instanceof Uint8Array ? '' : typeof words === 'string' ? words : words[0];
  return first !== undefined && /^\s*[[{]/.test(first);
};

function fromShorthand({ program, model }: UnpackContext, ref: ShapeRef, _option: string, words: Words): unknown {
  const load = (value: string): string | Uint8Array | undefined => paramFile(program, value);
  const shape = model.shapes[ref.shape]!;
  if (words instanceof Uint8Array) return fromShorthand({ program, model }, ref, _option, toText(words));
  if (typeof words === 'string') {
    const [only, ...more] = Object.keys(shape.members ?? {});
    if (only === 'Value' && more.length === 0 && !words.includes('=')) return { Value: words };
    return typeShorthand(model, ref, parseShorthand(words, load));
  }
  return typeShorthand(
    model,
    ref,
    words.map((word) => parseShorthand(word, load)),
  );
}

function fromWords(context: UnpackContext, ref: ShapeRef, option: string, words: Words): unknown {
  const shape = context.model.shapes[ref.shape]!;
  if (shape.document) return json(option, String(words));
  if (shape.type === 'structure' || shape.type === 'map') return json(option, asText(words));
  if (shape.type === 'list') return list(context, shape, option, words);
  return scalar(
    context,
    shape,
    option,
    words instanceof Uint8Array || typeof words === 'string' ? words : words.join(' '),
  );
}

const asText = (words: Words): string =>
  words instanceof Uint8Array ? toText(words) : typeof words === 'string' ? words : words.join(' ');

function list(context: UnpackContext, shape: Shape, option: string, words: Words): unknown {
  if (words instanceof Uint8Array || typeof words === 'string') {
    const text = asText(words);
    // A file may hold the whole list; a single word is a list of its characters to Python, which nobody means.
    return /^\s*\[/.test(text) ? json(option, text) : [fromWords(context, shape.member!, option, text)];
  }
  if (words.length === 1 && /^\s*\[/.test(words[0]!)) return json(option, words[0]!);
  return words.map((word) => fromWords(context, shape.member!, option, word));
}

function json(option: string, text: string): unknown {
  try {
    return readJson(text);
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    throw wrongValue(option, `Invalid JSON: ${error.message}\nJSON received: ${text}`);
  }
}

function scalar({ program }: UnpackContext, shape: Shape, option: string, word: string | Uint8Array): unknown {
  if (word instanceof Uint8Array) return word;
  if (shape.type === 'integer' || shape.type === 'long') return readInteger(word);
  if (shape.type === 'float' || shape.type === 'double') return readFloat(word);
  if (shape.type === 'boolean') return word.toLowerCase() !== 'false';
  if (shape.type === 'blob' && shape.streaming) {
    const path = resolvePath(program.cwd, expandPath(program, word));
    if (!program.files.isFile(path)) throw wrongValue(option, 'Blob values must be a path to a file.');
    return toBytes(program.files.readFile(path));
  }
  return word;
}
