// Prints results in the format that was asked for.
import type { OutputFormat } from '../globals.ts';
import { tableOf } from './table.ts';
import { textOf } from './text.ts';
import { yamlOf } from './yaml.ts';

/** The text of a whole result; `title` heads a table. Empty when there is nothing to show. */
export function format(output: OutputFormat, title: string, value: unknown, terminalWidth?: number): string {
  switch (output) {
    case 'json':
      return isEmptyMap(value) ? '' : `${JSON.stringify(value, null, 4)}\n`;
    case 'yaml':
      return isEmptyMap(value) ? '' : yamlOf(value);
    case 'yaml-stream':
      return isEmptyMap(value) ? '' : yamlOf([value]);
    case 'table':
      return tableOf(title, value, terminalWidth);
    case 'text':
      return textOf(value);
    case 'off':
      return '';
  }
}

const isEmptyMap = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
