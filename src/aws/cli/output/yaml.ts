// `--output yaml`: block style, members sorted, as the YAML 1.1 writer of version 2 has it.
import { stringify } from 'yaml';

/** `value` as a document; a scalar alone is written as JSON, for YAML would end it with an ellipsis. */
export function yamlOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return `${JSON.stringify(value)}\n`;
  return stringify(value, {
    version: '1.1',
    sortMapEntries: true,
    indentSeq: false,
    singleQuote: true,
    lineWidth: 80,
    aliasDuplicateObjects: false,
  });
}
