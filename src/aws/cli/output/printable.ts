// An operation's output as the command shows it: times as ISO 8601, bytes as base64, members in the model's order.
import { toBase64 } from '../../../lib/bytes.ts';
import type { ServiceModel, ShapeRef } from '../../models/model.ts';
import { isoTimestamp, sendsWholeSeconds } from '../../models/timestamp.ts';

/** `output` of `operation`, ready to be queried and printed. */
export function printable(
  model: ServiceModel,
  operation: string,
  output: Record<string, unknown>,
): Record<string, unknown> {
  const ref = model.operations[operation]?.output;
  return ref ? (print(model, ref, output) as Record<string, unknown>) : {};
}

function print(model: ServiceModel, ref: ShapeRef, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  const shape = model.shapes[ref.shape]!;
  if (shape.document) return value;
  if (value instanceof Uint8Array) return toBase64(value);
  if (shape.type === 'timestamp') return isoTimestamp(Number(value), sendsWholeSeconds(model, ref));
  if (shape.type === 'list' && Array.isArray(value)) return value.map((item) => print(model, shape.member!, item));
  if (typeof value !== 'object') return value;
  const holder = value as Record<string, unknown>;
  if (shape.type === 'map') {
    return Object.fromEntries(Object.entries(holder).map(([key, item]) => [key, print(model, shape.value!, item)]));
  }
  return Object.fromEntries(
    Object.entries(shape.members ?? {})
      .filter(([name]) => holder[name] !== undefined && holder[name] !== null)
      .map(([name, member]) => [name, print(model, member, holder[name])]),
  );
}
