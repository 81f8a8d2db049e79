// What the command prints: the answer as JSON or as text, after --query.
import { search } from 'jmespath';
import { toBase64 } from '../../lib/bytes.ts';
import type { ServiceModel, ShapeRef } from '../models/index.ts';

/** The answer with timestamps in ISO 8601, blobs in base64. */
export function printable(model: ServiceModel, ref: ShapeRef | undefined, value: unknown): unknown {
  if (!ref || value === null || value === undefined) return value;
  const shape = model.shapes[ref.shape]!;
  if (value instanceof Uint8Array) return toBase64(value);
  if (shape.type === 'timestamp' && typeof value === 'number') return isoTime(value);
  if (Array.isArray(value)) return value.map((item) => printable(model, shape.member, item));
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      printable(model, shape.type === 'map' ? shape.value : shape.members?.[key], item),
    ]),
  );
}

/** Python's isoformat: microseconds only when there are any. */
export function isoTime(at: number): string {
  const [date, fraction] = new Date(at).toISOString().slice(0, -1).split('.');
  return `${date}${Number(fraction) === 0 ? '' : `.${fraction}000`}+00:00`;
}

/** `value` in the wanted form; undefined when there is nothing to print. @throws Error for a query that cannot be read */
export function format(value: Record<string, unknown>, query: string | undefined, output: string): string | undefined {
  const chosen: unknown = query === undefined ? value : search(value, query);
  if (query === undefined && Object.keys(value).length === 0) return undefined;
  if (output === 'text') return chosen === null ? 'None\n' : textForm(chosen);
  return `${json(chosen, '')}\n`;
}

/** JSON with four blanks a level, as the command has it; what is empty stays on its line. */
function json(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const inner = `${indent}    `;
  const parts = Array.isArray(value)
    ? value.map((item) => inner + json(item, inner))
    : Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${json(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return parts.length === 0 ? open + close : `${open}\n${parts.join(',\n')}\n${indent}${close}`;
}

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;
const scalarText = (value: unknown): string =>
  value === null || value === undefined
    ? 'None'
    : typeof value === 'boolean'
      ? value
        ? 'True'
        : 'False'
      : String(value);

/** Tabs between values, a line a record, names of lists in capitals. */
function textForm(value: unknown, name?: string): string {
  if (isScalar(value)) return `${name ? `${name}\t` : ''}${scalarText(value)}\n`;
  if (Array.isArray(value)) {
    if (value.length === 0) return '';
    if (value.every(isScalar))
      return name
        ? value.map((item) => `${name}\t${scalarText(item)}\n`).join('')
        : `${value.map(scalarText).join('\t')}\n`;
    return value
      .map((item) =>
        Array.isArray(item) && item.every(isScalar) ? `${item.map(scalarText).join('\t')}\n` : textForm(item, name),
      )
      .join('');
  }
  const entries = Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1));
  const own = entries.filter(([, item]) => isScalar(item)).map(([, item]) => scalarText(item));
  const line = own.length > 0 ? `${[...(name ? [name] : []), ...own].join('\t')}\n` : name ? `${name}\n` : '';
  return (
    line +
    entries
      .filter(([, item]) => !isScalar(item))
      .map(([key, item]) => textForm(item, key.toUpperCase()))
      .join('')
  );
}
