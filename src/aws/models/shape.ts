// Values and shapes. Inside the simulator a timestamp is a number of epoch milliseconds and a blob is a Uint8Array.
import type { ServiceModel, ShapeRef } from './model.ts';

/** `output` of an operation with its members in the model's order, and without what is undefined. */
export function orderOutput(
  model: ServiceModel,
  operation: string,
  output: Record<string, unknown>,
): Record<string, unknown> {
  const shape = model.operations[operation]?.output;
  return shape ? (orderValue(model, shape, output) as Record<string, unknown>) : {};
}

/** `value` with the members of every structure in the model's order; members that the shape does not know are dropped. */
export function orderValue(model: ServiceModel, ref: ShapeRef, value: unknown): unknown {
  if (value === undefined || value === null || value instanceof Uint8Array) return value;
  const shape = model.shapes[ref.shape]!;
  if (shape.type === 'list' && Array.isArray(value)) return value.map((item) => orderValue(model, shape.member!, item));
  if (typeof value !== 'object') return value;
  const holder = value as Record<string, unknown>;
  if (shape.type === 'map') {
    return Object.fromEntries(
      Object.entries(holder).map(([key, item]) => [key, orderValue(model, shape.value!, item)]),
    );
  }
  if (shape.type !== 'structure' || shape.document) return value;
  const ordered: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(shape.members ?? {})) {
    const item = holder[name];
    if (item !== undefined && item !== null) ordered[name] = orderValue(model, member, item);
  }
  return ordered;
}
