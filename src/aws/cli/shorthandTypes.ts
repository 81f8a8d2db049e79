// What the words of a shorthand mean, settled by the shape: numbers, booleans, and lists of one.
import type { ServiceModel, ShapeRef } from '../models/model.ts';
import { generalFailure } from './failure.ts';
import type { ShorthandValue } from './shorthand.ts';

/** `value` with its words turned into what `ref` wants; what does not fit stays a word, for the check that follows. */
export function typeShorthand(model: ServiceModel, ref: ShapeRef, value: ShorthandValue | undefined): unknown {
  if (value === undefined || value instanceof Uint8Array) return value;
  const shape = model.shapes[ref.shape]!;
  if (shape.type === 'list') {
    const items = Array.isArray(value) ? (value as readonly ShorthandValue[]) : [value];
    return items.map((item) => typeShorthand(model, shape.member!, item));
  }
  if (typeof value === 'string') return typeWord(shape.type, value);
  if (Array.isArray(value)) return value;
  const members = Object.entries(value as Record<string, ShorthandValue>);
  const refOf = (name: string): ShapeRef | undefined =>
    shape.type === 'map' ? shape.value : shape.type === 'structure' ? shape.members?.[name] : undefined;
  return Object.fromEntries(
    members.map(([name, member]) => {
      const memberRef = refOf(name);
      return [name, memberRef ? typeShorthand(model, memberRef, member) : member];
    }),
  );
}

function typeWord(type: string, word: string): unknown {
  if (type === 'integer' || type === 'long') return readInteger(word);
  if (type === 'float' || type === 'double') return readFloat(word);
  if (type === 'boolean') return /^(true|false)$/i.test(word) ? word.toLowerCase() === 'true' : word;
  return word;
}

/** A whole number. @throws CliFailure in Python's words */
export function readInteger(word: string): number {
  if (!/^\s*[+-]?\d+\s*$/.test(word)) throw generalFailure(`invalid literal for int() with base 10: '${word}'`);
  return Number(word);
}

/** A number. @throws CliFailure in Python's words */
export function readFloat(word: string): number {
  if (word.trim() === '' || Number.isNaN(Number(word))) {
    throw generalFailure(`could not convert string to float: '${word}'`);
  }
  return Number(word);
}
