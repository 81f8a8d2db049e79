// `--output table`: nested boxes, a section for each structure; turned on its side when it does not fit.
import { byCodePoint, pythonText } from './text.ts';

type Members = Readonly<Record<string, unknown>>;

interface Section {
  readonly title: string;
  readonly indent: number;
  headers: readonly string[];
  rows: (readonly string[])[];
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isMap = (value: unknown): value is Members => typeof value === 'object' && value !== null && !isList(value);
const isScalar = (value: unknown): boolean => !isList(value) && !isMap(value);
const isEmpty = (value: unknown): boolean =>
  !value || (isList(value) && value.length === 0) || (isMap(value) && Object.keys(value).length === 0);

/** The table of `value` under `title`; an empty text when there is nothing to show. */
export function tableOf(title: string, value: unknown, terminalWidth = 80): string {
  const sections: Section[] = [];
  if (!build(sections, title, isScalar(value) ? [value] : value, 0)) return '';
  const fitting = totalWidth(sections) > terminalWidth ? sections.map(sideways) : sections;
  const width = totalWidth(fitting);
  return `${'-'.repeat(width)}\n${fitting.map((section) => render(section, width)).join('')}`;
}

function open(sections: Section[], title: string, indent: number): void {
  sections.push({ title, indent, headers: [], rows: [] });
}

const last = (sections: readonly Section[]): Section => sections.at(-1)!;
const addRow = (sections: readonly Section[], row: readonly unknown[]): void =>
  void last(sections).rows.push(row.map(pythonText));

function build(sections: Section[], title: string | undefined, value: unknown, indent: number): boolean {
  if (isEmpty(value)) return false;
  if (title !== undefined) open(sections, title, indent);
  if (isMap(value)) buildMap(sections, value, indent);
  else if (isList(value)) buildList(sections, value, indent, title ?? '');
  return true;
}

function buildList(sections: Section[], items: readonly unknown[], indent: number, title: string): void {
  if (isMap(items[0])) return buildRows(sections, items.filter(isMap), indent, title);
  for (const item of items) {
    if (isScalar(item)) addRow(sections, [item]);
    else if (isList(item) && item.every(isScalar)) addRow(sections, item);
    else build(sections, undefined, item, 0);
  }
}

function buildMap(sections: Section[], map: Members, indent: number): void {
  const { headers, more } = split([map]);
  if (headers.length === 1) addRow(sections, [headers[0], map[headers[0]!]]);
  else if (headers.length > 1) {
    last(sections).headers = headers;
    addRow(
      sections,
      headers.map((key) => map[key]),
    );
  }
  for (const key of more) build(sections, key, map[key], indent + 1);
}

function buildRows(sections: Section[], items: readonly Members[], indent: number, title: string): void {
  const { headers, more } = split(items);
  last(sections).headers = headers;
  items.forEach((item, index) => {
    if (index > 0 && more.length > 0) {
      open(sections, title, indent);
      last(sections).headers = headers;
    }
    addRow(
      sections,
      headers.map((key) => (key in item ? item[key] : '')),
    );
    for (const key of more) if (key in item) build(sections, key, item[key], indent + 1);
  });
}

/** Names of scalar members and of the others, sorted. */
function split(items: readonly Members[]): { headers: string[]; more: string[] } {
  const sorted = (wanted: boolean): string[] =>
    [...new Set(items.flatMap((item) => Object.keys(item).filter((key) => isScalar(item[key]) === wanted)))].sort(
      byCodePoint,
    );
  return { headers: sorted(true), more: sorted(false) };
}

/** A section of one row with headers becomes one of two columns. */
function sideways(section: Section): Section {
  if (section.rows.length !== 1 || section.headers.length === 0) return section;
  return { ...section, headers: [], rows: section.headers.map((header, index) => [header, section.rows[0]![index]!]) };
}

/** Columns that a text takes: two for wide East Asian characters. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (sum, char) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(char)
        ? 2
        : 1),
    0,
  );

const columnWidths = ({ headers, rows }: Section): number[] => {
  const all = [...(headers.length > 0 ? [headers] : []), ...rows];
  return (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))));
};

const totalWidth = (sections: readonly Section[]): number =>
  Math.max(
    ...sections.map((section) => {
      const inside = columnWidths(section).reduce((sum, width) => sum + width + 4, 0) + 2 + 2 * section.indent;
      return Math.max(widthOf(section.title) + 2 + 2 * section.indent, inside);
    }),
  );

/** Widths with borders that fill `width` exactly. */
function scaledWidths(section: Section, width: number): number[] {
  const widths = columnWidths(section).map((column) => column + 4);
  const factor = width / widths.reduce((sum, column) => sum + column, 0);
  const scaled = widths.map((column) => roundHalfEven(column * factor));
  let over = scaled.reduce((sum, column) => sum + column, 0) - width;
  while (over !== 0) {
    const order = over > 0 ? scaled.keys() : [...scaled.keys()].reverse();
    for (const column of order) {
      scaled[column]! -= Math.sign(over);
      over -= Math.sign(over);
      if (over === 0) break;
    }
  }
  return scaled;
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function render(section: Section, fullWidth: number): string {
  const width = fullWidth - section.indent * 2;
  const lines: string[] = [];
  if (section.title) {
    lines.push(centre(section.title, width, '|'));
    if (section.headers.length === 0 && section.rows.length === 0) lines.push(`+${'-'.repeat(width - 2)}+`);
  }
  const widths = section.headers.length + section.rows.length > 0 ? scaledWidths(section, width) : [];
  const rule = widths
    .map((column, index) => (index === 0 ? `+${'-'.repeat(column - 2)}+` : `${'-'.repeat(column - 1)}+`))
    .join('');
  const edge = (index: number): string => (index === 0 ? '|' : '');
  if (section.headers.length > 0) {
    lines.push(rule, section.headers.map((header, index) => centre(header, widths[index]!, edge(index))).join(''));
  }
  if (section.rows.length > 0 && widths.length > 0) {
    const cells = (row: readonly string[]): string =>
      row.map((cell, index) => left(cell, widths[index]!, edge(index))).join('');
    lines.push(rule, ...section.rows.map(cells), rule);
  }
  const border = '|'.repeat(section.indent);
  return lines.map((line) => `${border}${line}${border}\n`).join('');
}

function centre(text: string, width: number, edge: string): string {
  const before = Math.floor(width / 2) - Math.floor(widthOf(text) / 2) - 1;
  const start = `${edge}${' '.repeat(Math.max(0, before))}${text}`;
  const used = edge.length + before + widthOf(text);
  return `${start}${' '.repeat(Math.max(0, width - 1 - used))}|`;
}

function left(text: string, width: number, edge: string): string {
  const padding = width - (widthOf(text) + 2 + edge.length + 1) >= 0 ? 2 : 0;
  const used = edge.length + padding + widthOf(text);
  return `${edge}${' '.repeat(padding)}${text}${' '.repeat(Math.max(0, width - used - 1))}|`;
}
