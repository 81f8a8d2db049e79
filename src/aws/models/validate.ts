// What a service answers when a request does not fit its model. The wording is that of AWS's common validation layer;
// services that check names themselves, with exceptions of their own, are left to their operations.
import type { ServiceModel, Shape, ShapeRef } from './model.ts';

export interface ValidationFailure {
  readonly code: string;
  readonly message: string;
}

/** Code of the answer by service; a service without a row checks its input itself. */
const CODES: Readonly<Record<string, string>> = {
  cloudtrail: 'ValidationException',
  codebuild: 'InvalidInputException',
  codepipeline: 'ValidationException',
  events: 'ValidationException',
  iam: 'ValidationError',
  kms: 'ValidationException',
  logs: 'InvalidParameterException',
  secretsmanager: 'ValidationException',
  ssm: 'ValidationException',
  sts: 'ValidationError',
};

interface Problem {
  readonly path: string;
  readonly value: unknown;
  readonly constraint: string;
}

/** What the service says of `input`, or undefined when it has nothing to object. */
export function validateInput(
  model: ServiceModel,
  operation: string,
  input: Readonly<Record<string, unknown>>,
): ValidationFailure | undefined {
  const code = CODES[model.name];
  const shape = model.operations[operation]?.input;
  if (!code || !shape) return undefined;
  const problems = check(model, shape, input, '');
  if (problems.length === 0) return undefined;
  const count = `${problems.length} validation error${problems.length > 1 ? 's' : ''} detected`;
  return { code, message: `${count}: ${problems.map(sentence).join('; ')}` };
}

function sentence({ path, value, constraint }: Problem): string {
  const shown = value === undefined ? 'null' : `'${Array.isArray(value) ? `[${value.join(', ')}]` : String(value)}'`;
  return `Value ${shown} at '${path}' failed to satisfy constraint: ${constraint}`;
}

function check(model: ServiceModel, ref: ShapeRef, value: unknown, path: string): Problem[] {
  const shape = model.shapes[ref.shape]!;
  if (shape.type === 'structure') return checkStructure(model, shape, value as Record<string, unknown>, path);
  if (shape.type === 'list') {
    const items = value as readonly unknown[];
    return [
      ...checkSize(shape, items.length, value, path),
      ...items.flatMap((item, index) => check(model, shape.member!, item, `${path}.${index + 1}.member`)),
    ];
  }
  if (shape.type === 'map') {
    return Object.entries(value as object).flatMap(([key, item]) => check(model, shape.value!, item, `${path}.${key}`));
  }
  return checkScalar(shape, value, path);
}

function checkStructure(model: ServiceModel, shape: Shape, value: Record<string, unknown>, path: string): Problem[] {
  const at = (name: string): string => (path ? `${path}.${lowerFirst(name)}` : lowerFirst(name));
  const missing = (shape.required ?? [])
    .filter((name) => value[name] === undefined)
    .map((name) => ({ path: at(name), value: undefined, constraint: 'Member must not be null' }));
  const present = Object.entries(shape.members ?? {}).filter(([name]) => value[name] !== undefined);
  return [...missing, ...present.flatMap(([name, member]) => check(model, member, value[name], at(name)))];
}

const lowerFirst = (name: string): string => name[0]!.toLowerCase() + name.slice(1);

function checkScalar(shape: Shape, value: unknown, path: string): Problem[] {
  if (shape.enum && !shape.enum.includes(String(value))) {
    return [{ path, value, constraint: `Member must satisfy enum value set: [${shape.enum.join(', ')}]` }];
  }
  if (shape.type === 'string') {
    const text = String(value);
    const size = checkSize(shape, text.length, value, path, 'length ');
    return shape.pattern && !matchesWhole(shape.pattern, text)
      ? [...size, { path, value, constraint: `Member must satisfy regular expression pattern: ${shape.pattern}` }]
      : size;
  }
  return shape.type === 'integer' || shape.type === 'long'
    ? checkSize(shape, Number(value), value, path, 'value ')
    : [];
}

function checkSize({ min, max }: Shape, size: number, value: unknown, path: string, what = 'length '): Problem[] {
  if (min !== undefined && size < min)
    return [{ path, value, constraint: `Member must have ${what}greater than or equal to ${min}` }];
  if (max !== undefined && size > max)
    return [{ path, value, constraint: `Member must have ${what}less than or equal to ${max}` }];
  return [];
}

// Models carry Java's regular expressions; the few that JavaScript cannot read are left unchecked.
const patterns = new Map<string, RegExp | undefined>();

function matchesWhole(pattern: string, text: string): boolean {
  if (!patterns.has(pattern)) {
    let compiled: RegExp | undefined;
    try {
      compiled = new RegExp(
        `^(?:${pattern.replace(/\\p\{(\w+)\}/g, '\\p{$1}')})$`,
        pattern.includes('\\p{') ? 'u' : '',
      );
    } catch {
      compiled = undefined;
    }
    patterns.set(pattern, compiled);
  }
  return patterns.get(pattern)?.test(text) ?? true;
}
