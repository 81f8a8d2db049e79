// `--output text`: tab-separated lines, each named by where it stood; members in alphabetical order.

type Members = Readonly<Record<string, unknown>>;

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isMap = (value: unknown): value is Members => typeof value === 'object' && value !== null && !isList(value);
const isScalar = (value: unknown): boolean => !isList(value) && !isMap(value);

/** A scalar as Python's `str` has it. */
export function pythonText(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  return String(value);
}

/** Code point order, as Python sorts. */
export const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The lines of `value`. */
export function textOf(value: unknown): string {
  return lines(value).join('');
}

function lines(value: unknown, name?: string, columns?: readonly string[]): string[] {
  if (isMap(value)) return mapLines(value, name, columns);
  if (isList(value)) return listLines(value, name);
  return [`${pythonText(value)}\n`];
}

function listLines(items: readonly unknown[], name?: string): string[] {
  if (items.length === 0) return [];
  if (items.some(isMap)) {
    const columns = scalarKeys(items);
    return items.flatMap((item) => lines(item, name, columns));
  }
  if (!items.some(isList)) return scalarLines(items, name);
  const scalars = items.filter(isScalar);
  return [
    ...(scalars.length > 0 ? scalarLines(scalars, name) : []),
    ...items.filter((item) => !isScalar(item)).flatMap((item) => lines(item, name)),
  ];
}

const scalarLines = (items: readonly unknown[], name?: string): string[] =>
  name === undefined
    ? [`${items.map(pythonText).join('\t')}\n`]
    : items.map((item) => `${name.toUpperCase()}\t${pythonText(item)}\n`);

function mapLines(map: Members, name: string | undefined, columns: readonly string[] | undefined): string[] {
  const keys = Object.keys(map).sort(byCodePoint);
  const scalars = columns
    ? columns.map((key) => (key in map ? pythonText(map[key]) : ''))
    : keys.filter((key) => isScalar(map[key])).map((key) => pythonText(map[key]));
  const inside = keys.filter((key) => (columns ? !columns.includes(key) : !isScalar(map[key])));
  const own =
    scalars.length > 0 ? [`${[...(name === undefined ? [] : [name.toUpperCase()]), ...scalars].join('\t')}\n`] : [];
  return [...own, ...inside.flatMap((key) => lines(map[key], key))];
}

/** Names of scalar members that any of `items` has: they are columns. */
const scalarKeys = (items: readonly unknown[]): string[] =>
  [...new Set(items.filter(isMap).flatMap((item) => Object.keys(item).filter((key) => isScalar(item[key]))))].sort(
    byCodePoint,
  );
