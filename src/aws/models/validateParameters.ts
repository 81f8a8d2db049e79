// What a client checks of its parameters before it sends them: missing and unknown members, types, least lengths and
// values. Patterns, greatest values and enumerations travel to the service. The wording is botocore's.
import type { ServiceModel, Shape, ShapeRef } from './model.ts';

/** One line for each thing wrong with `input`; an empty list when it may be sent. */
export function validateParameters(model: ServiceModel, operation: string, input: unknown): string[] {
  const ref = model.operations[operation]?.input;
  if (!ref) {
    const names = Object.keys(input as object);
    return names.map((name) => `Unknown parameter in input: "${name}", must be one of: `);
  }
  return check(model, ref, input, '');
}

/** `Parameter validation failed:` and the lines; undefined when there are none. */
export function parameterReport(model: ServiceModel, operation: string, input: unknown): string | undefined {
  const lines = validateParameters(model, operation, input);
  return lines.length > 0 ? `Parameter validation failed:\n${lines.join('\n')}` : undefined;
}

const nameOf = (path: string): string => path.replace(/^\./, '') || 'input';

const TYPES: Readonly<Record<Shape['type'], readonly string[]>> = {
  structure: ["<class 'dict'>"],
  map: ["<class 'dict'>"],
  list: ["<class 'list'>", "<class 'tuple'>"],
  string: ["<class 'str'>"],
  character: ["<class 'str'>"],
  integer: ["<class 'int'>"],
  long: ["<class 'int'>"],
  float: ["<class 'float'>", "<class 'decimal.Decimal'>", "<class 'int'>"],
  double: ["<class 'float'>", "<class 'decimal.Decimal'>", "<class 'int'>"],
  boolean: ["<class 'bool'>"],
  timestamp: ["<class 'datetime.datetime'>", 'timestamp-string'],
  blob: ["<class 'bytes'>", "<class 'bytearray'>", 'file-like object'],
};

function check(model: ServiceModel, ref: ShapeRef, value: unknown, path: string): string[] {
  const shape = model.shapes[ref.shape]!;
  if (shape.document) return [];
  if (!fits(shape.type, value)) return [wrongType(shape, value, path)];
  if (shape.type === 'structure') return checkStructure(model, shape, value as Record<string, unknown>, path);
  if (shape.type === 'list') return checkList(model, shape, value as readonly unknown[], path);
  if (shape.type === 'map') {
    const lengths = checkKeys(model, shape, value as object, path);
    return Object.entries(value as object).flatMap(([key, item], index) => [
      ...lengths[index]!,
      ...check(model, shape.value!, item, `${path}.${key}`),
    ]);
  }
  if (shape.type === 'string' || shape.type === 'character')
    return tooShort(shape, [...(value as string)].length, path);
  if (['integer', 'long', 'float', 'double'].includes(shape.type)) return tooSmall(shape, value as number, path);
  return [];
}

function fits(type: Shape['type'], value: unknown): boolean {
  switch (type) {
    case 'structure':
    case 'map':
      return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
    case 'list':
      return Array.isArray(value);
    case 'integer':
    case 'long':
      return typeof value === 'number' && Number.isInteger(value);
    case 'float':
    case 'double':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'timestamp':
      return typeof value === 'number';
    case 'blob':
      return value instanceof Uint8Array || typeof value === 'string';
    default:
      return typeof value === 'string';
  }
}

function checkStructure(model: ServiceModel, shape: Shape, value: Record<string, unknown>, path: string): string[] {
  const name = nameOf(path);
  const members = shape.members ?? {};
  const given = Object.keys(value);
  const union: string[] = [];
  if (shape.union) {
    const keys = Object.keys(members).join('. ');
    if (given.length === 0)
      union.push(`Must set one of the following keys for tagged unionstructure ${name}: ${keys}.`);
    if (given.length > 1) {
      union.push(
        `Invalid number of parameters set for tagged union structure ${name}. Can only set one of the following keys: ${keys}.`,
      );
    }
  }
  const missing = (shape.required ?? [])
    .filter((member) => !(member in value))
    .map((member) => `Missing required parameter in ${name}: "${member}"`);
  const unknown = given
    .filter((member) => !(member in members))
    .map((member) => `Unknown parameter in ${name}: "${member}", must be one of: ${Object.keys(members).join(', ')}`);
  const inside = Object.entries(members)
    .filter(([member]) => member in value && value[member] !== undefined)
    .flatMap(([member, ref]) => check(model, ref, value[member], `${path}.${member}`));
  return [...union, ...missing, ...unknown, ...inside];
}

function checkList(model: ServiceModel, shape: Shape, value: readonly unknown[], path: string): string[] {
  return [
    ...tooShort(shape, value.length, path),
    ...value.flatMap((item, index) => check(model, shape.member!, item, `${path}[${index}]`)),
  ];
}

const checkKeys = (model: ServiceModel, shape: Shape, value: object, path: string): string[][] =>
  Object.keys(value).map((key) => check(model, shape.key!, key, `${path} (key: ${key})`));

const tooShort = ({ min }: Shape, length: number, path: string): string[] =>
  min !== undefined && length < min
    ? [`Invalid length for parameter ${nameOf(path)}, value: ${length}, valid min length: ${min}`]
    : [];

const tooSmall = ({ min }: Shape, value: number, path: string): string[] =>
  min !== undefined && value < min
    ? [`Invalid value for parameter ${nameOf(path)}, value: ${value}, valid min value: ${min}`]
    : [];

const wrongType = (shape: Shape, value: unknown, path: string): string =>
  `Invalid type for parameter ${nameOf(path)}, value: ${python(value, false)}, type: ${pythonType(value)}, valid types: ${TYPES[shape.type].join(', ')}`;

function pythonType(value: unknown): string {
  if (value === null) return "<class 'NoneType'>";
  if (Array.isArray(value)) return "<class 'list'>";
  if (value instanceof Uint8Array) return "<class 'bytes'>";
  if (typeof value === 'string') return "<class 'str'>";
  if (typeof value === 'boolean') return "<class 'bool'>";
  if (typeof value === 'number') return Number.isInteger(value) ? "<class 'int'>" : "<class 'float'>";
  return "<class 'dict'>";
}

/** As Python prints a value; strings inside others stand in quotes. */
export function python(value: unknown, quoted = true): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return quoted ? quote(value) : value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => python(item)).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${quote(key)}: ${python(item)}`)
    .join(', ')}}`;
}

function quote(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r');
  if (!text.includes("'")) return `'${escaped}'`;
  return text.includes('"') ? `'${escaped.replaceAll("'", "\\'")}'` : `"${escaped}"`;
}
