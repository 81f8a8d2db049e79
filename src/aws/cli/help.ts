// `help`: names, synopsis and types, made from the model. The prose of AWS's manual is not part of the models.
import type { ServiceModel, ShapeRef } from '../models/model.ts';
import { GLOBAL_ARGUMENTS, OUTPUTS } from './globals.ts';
import type { Argument } from './argumentParser.ts';
import { kebab } from './names.ts';
import { operationOptions } from './operationOptions.ts';

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `${title}\n${lines.map((line) => (line ? `       ${line}\n` : '\n')).join('')}\n`;

const heading = (path: string): string => {
  const title = `${path.toUpperCase().replaceAll(' ', '-')}()`;
  const gap = ' '.repeat(Math.max(2, Math.floor((80 - 2 * title.length) / 2)));
  return `${title}${gap}${gap}${title}\n\n`;
};

const bullets = (names: readonly string[]): string[] => names.flatMap((name) => [`o ${name}`, '']).slice(0, -1);

/** `aws help`. */
export function mainHelp(simulated: readonly string[]): string {
  return (
    heading('aws') +
    section('NAME', ['aws -']) +
    section('DESCRIPTION', ['The AWS Command Line Interface is a unified tool to manage your AWS services.']) +
    section('SYNOPSIS', ['aws [options] <command> <subcommand> [parameters]']) +
    section(
      'GLOBAL OPTIONS',
      GLOBAL_ARGUMENTS.map((argument) => globalLine(argument)),
    ) +
    section('AVAILABLE SERVICES', bullets(simulated))
  );
}

function globalLine({ name, count, choices }: Argument): string {
  return `${name} (${count === 0 ? 'boolean' : 'string'})${choices && choices !== OUTPUTS ? ` ${choices.join(' | ')}` : choices ? ` ${OUTPUTS.join(' | ')}` : ''}`;
}

/** `aws <service> help`. */
export const serviceHelp = (model: ServiceModel, command: string, commands: readonly string[]): string =>
  heading(command) +
  section('NAME', [`${command} -`]) +
  section('DESCRIPTION', [`${model.metadata.serviceFullName}, API version ${model.metadata.apiVersion}`]) +
  section('AVAILABLE COMMANDS', bullets(commands));

/** `aws <service> wait help`. */
export const waiterHelp = (command: string, names: readonly string[]): string =>
  heading(`${command} wait`) +
  section('NAME', ['wait -']) +
  section('DESCRIPTION', ['Wait until a particular condition is satisfied.']) +
  section('AVAILABLE COMMANDS', bullets(names));

/** Help of a command that no model describes: its words, and what they are. */
export const plainHelp = (
  path: string,
  description: string,
  options: readonly string[],
  commands: readonly string[] = [],
): string =>
  heading(path) +
  section('NAME', [`${path.split(' ').at(-1)} -`]) +
  section('DESCRIPTION', [description]) +
  section('OPTIONS', options) +
  section('AVAILABLE COMMANDS', bullets(commands));

/** `aws <service> <operation> help`. */
export function operationHelp(model: ServiceModel, command: string, operation: string): string {
  const options = operationOptions(model, command, operation);
  const byDest = new Map(options.members.map((option) => [option.member, option]));
  const synopsis = options.arguments.map(({ name, count, required }) => {
    const word = count === 0 || !name.startsWith('-') ? `<${name}>`.replace(/^<(--.*)>$/, '$1') : `${name} <value>`;
    return required ? word : `[${word}]`;
  });
  const described = options.arguments.flatMap(({ name, dest, required }) => {
    const member = byDest.get(dest);
    const type = member ? typeOf(model, member.ref) : 'string';
    return [`${name} (${type})${required ? ' [required]' : ''}`, ...(member ? shapeLines(model, member.ref) : []), ''];
  });
  const { output } = model.operations[operation]!;
  return (
    heading(`${command} ${kebab(operation)}`) +
    section('NAME', [`${kebab(operation)} -`]) +
    section('SYNOPSIS', [kebab(operation), ...synopsis]) +
    section('OPTIONS', described) +
    section(
      'GLOBAL OPTIONS',
      GLOBAL_ARGUMENTS.map((argument) => globalLine(argument)),
    ) +
    section('OUTPUT', output ? membersOf(model, output, 0, []) : ['None'])
  );
}

const typeOf = (model: ServiceModel, { shape }: ShapeRef): string => model.shapes[shape]!.type;

/** What a value may hold: choices and limits, and for structures their members. */
function shapeLines(model: ServiceModel, ref: ShapeRef): string[] {
  const { type, enum: choices, min, max, pattern, member } = model.shapes[ref.shape]!;
  const inside = type === 'list' ? member! : ref;
  return [
    ...(choices ? ['   Possible values:', ...choices.map((choice) => `   o ${choice}`)] : []),
    ...(min !== undefined || max !== undefined || pattern !== undefined
      ? [
          `   Constraints: ${[min !== undefined ? `min: ${min}` : '', max !== undefined ? `max: ${max}` : '', pattern !== undefined ? `pattern: ${pattern}` : ''].filter(Boolean).join(', ')}`,
        ]
      : []),
    ...(['structure', 'map', 'list'].includes(type) ? membersOf(model, inside, 1, []) : []),
  ];
}

/** Members line by line, indented; a structure inside itself is named once. */
function membersOf(model: ServiceModel, ref: ShapeRef, depth: number, stack: readonly string[]): string[] {
  const shape = model.shapes[ref.shape]!;
  const indent = '   '.repeat(depth);
  if (stack.includes(ref.shape)) return [`${indent}( ... recursive ... )`];
  const inside = [...stack, ref.shape];
  if (shape.type === 'list') return membersOf(model, shape.member!, depth, inside);
  if (shape.type === 'map')
    return [
      `${indent}key -> (${typeOf(model, shape.key!)})`,
      `${indent}value -> (${typeOf(model, shape.value!)})`,
      ...membersOf(model, shape.value!, depth + 1, inside),
    ];
  return Object.entries(shape.members ?? {}).flatMap(([name, member]) => [
    `${indent}${name} -> (${typeOf(model, member)})${shape.required?.includes(name) ? ' [required]' : ''}`,
    ...membersOf(model, member, depth + 1, inside),
  ]);
}
