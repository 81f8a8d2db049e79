// `--generate-cli-skeleton`: an input or an output with every member and a value that says its type.
import { stringify } from 'yaml';
import type { ServiceModel, ShapeRef } from '../models/model.ts';

/** JSON of a sample input. */
export function inputSkeleton(model: ServiceModel, operation: string): string {
  const ref = model.operations[operation]!.input;
  return `${JSON.stringify(ref ? sampleOf(model, ref, false, '', []) : {}, null, 4)}\n`;
}

/** A sample output, where texts are the names of their members. */
export function outputSample(model: ServiceModel, operation: string): unknown {
  const ref = model.operations[operation]!.output;
  return ref ? sampleOf(model, ref, true, '', []) : {};
}

/** The sample input as YAML, required members marked. */
export function yamlSkeleton(model: ServiceModel, operation: string): string {
  const ref = model.operations[operation]!.input;
  if (!ref) return '{}\n';
  const required = new Set(model.shapes[ref.shape]!.required);
  const text = stringify(sampleOf(model, ref, false, '', []), { indentSeq: false, singleQuote: true, lineWidth: 0 });
  return text.replace(/^(\w+):(.*)$/gm, (line, name: string) => (required.has(name) ? `${line}  # [REQUIRED] ` : line));
}

function sampleOf(model: ServiceModel, ref: ShapeRef, named: boolean, name: string, stack: readonly string[]): unknown {
  const shape = model.shapes[ref.shape]!;
  const inside = [...stack, ref.shape];
  switch (shape.type) {
    case 'structure':
      if (stack.includes(ref.shape)) return {};
      return Object.fromEntries(
        Object.entries(shape.members ?? {}).map(([member, memberRef]) => [
          member,
          sampleOf(model, memberRef, named, member, inside),
        ]),
      );
    case 'list':
      return [sampleOf(model, shape.member!, named, shape.member!.shape, inside)];
    case 'map':
      return { KeyName: sampleOf(model, shape.value!, named, '', inside) };
    case 'string':
    case 'character':
      return named ? name : (shape.enum?.[0] ?? '');
    case 'boolean':
      return true;
    case 'timestamp':
      return '1970-01-01T00:00:00';
    case 'blob':
      return null;
    default:
      return 0;
  }
}
