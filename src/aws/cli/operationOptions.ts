// The options of an operation: one for each member of its input, and those that version 2 adds.
import type { OperationModel, Paginator, ServiceModel, Shape, ShapeRef } from '../models/model.ts';
import type { Argument } from './argumentParser.ts';
import { customOptions } from './customOptions.ts';
import { kebab, optionName } from './names.ts';

/** An option that stands for a member of the input. */
export interface MemberOption {
  /** Without dashes. */
  readonly name: string;
  readonly member: string;
  readonly ref: ShapeRef;
  readonly required: boolean;
}

/** What a command line of an operation may hold. */
export interface OperationOptions {
  readonly members: readonly MemberOption[];
  readonly arguments: readonly Argument[];
  readonly paginator?: Paginator;
  /** Member of the output that is written to `outfile`. */
  readonly outfile?: string;
}

const TYPES: Partial<Record<Shape['type'], 'int' | 'float'>> = { long: 'int', float: 'float', double: 'float' };

/** The options of `operation`; `command` is the service's name on the command line. */
export function operationOptions(model: ServiceModel, command: string, operation: string): OperationOptions {
  const declared = model.operations[operation]!;
  const members = memberOptions(model, command, operation, declared);
  const outfile = streamedMember(model, declared);
  const paginator = model.paginators[operation];
  const custom = customOptions(command, kebab(operation));
  const own = members
    .filter(({ name }) => !custom.hidden.includes(name))
    .flatMap((option) =>
      memberArguments(model, command, kebab(operation), {
        ...option,
        required: option.required && !custom.optional.includes(option.name),
      }),
    );
  const added = [
    ...custom.arguments,
    ...(outfile ? [positional('outfile')] : [option('cli-input-json'), option('cli-input-yaml')]),
    ...(paginator ? pagingArguments(model, declared, paginator) : []),
    ...(outfile ? [] : [skeleton]),
  ];
  // The options of the command line replace a member's own of the same name, as --max-items does.
  const replaced = new Set(added.map(({ name }) => name));
  return {
    members,
    arguments: [...own.filter(({ name }) => !replaced.has(name)), ...added],
    ...(paginator ? { paginator } : {}),
    ...(outfile ? { outfile } : {}),
  };
}

const option = (name: string, more: Partial<Argument> = {}): Argument => ({
  name: `--${name}`,
  dest: name,
  count: 1,
  ...more,
});
const positional = (name: string): Argument => ({ name, dest: name, count: 1, required: true });
const skeleton = option('generate-cli-skeleton', {
  count: '?',
  constant: 'input',
  choices: ['input', 'output', 'yaml-input'],
});

function memberOptions(
  model: ServiceModel,
  command: string,
  operation: string,
  { input }: OperationModel,
): MemberOption[] {
  const shape = input && model.shapes[input.shape];
  return Object.entries(shape?.members ?? {}).map(([member, ref]) => ({
    name: optionName(command, kebab(operation), kebab(member)),
    member,
    ref,
    required: (shape?.required?.includes(member) ?? false) && !ref.idempotencyToken,
  }));
}

function memberArguments(
  model: ServiceModel,
  command: string,
  operation: string,
  { name, member, ref, required }: MemberOption,
): Argument[] {
  const { type, members } = model.shapes[ref.shape]!;
  const valueOnly =
    members && Object.keys(members).join() === 'Value' && model.shapes[members.Value!.shape]!.type === 'boolean';
  if (type === 'boolean') {
    const negative = optionName(command, operation, `no-${kebab(member)}`);
    return [
      flag(name, member, true),
      flag(negative === `no-${kebab(member)}` ? `no-${name}` : negative, member, false),
    ];
  }
  // EC2 wraps booleans so that «not set» can be told from «false»: --ebs-optimized stands for {"Value": true}.
  if (command === 'ec2' && valueOnly) {
    return [
      option(name, { dest: member, count: '?', constant: { Value: true } }),
      flag(`no-${name}`, member, { Value: false }),
    ];
  }
  const numeric = TYPES[type];
  return [
    option(name, { dest: member, count: type === 'list' ? '*' : 1, required, ...(numeric ? { type: numeric } : {}) }),
  ];
}

const flag = (name: string, dest: string, constant: unknown): Argument => ({
  name: `--${name}`,
  dest,
  count: 0,
  constant,
});

function pagingArguments(model: ServiceModel, { input }: OperationModel, { limit_key: limit }: Paginator): Argument[] {
  const ref = limit === undefined ? undefined : model.shapes[input!.shape]!.members![limit];
  const numeric = !ref || model.shapes[ref.shape]!.type !== 'string';
  const number: Partial<Argument> = numeric ? { type: 'int' } : {};
  return [option('starting-token'), ...(ref ? [option('page-size', number)] : []), option('max-items', number)];
}

/** The member of the output that streams: its bytes go to a file. */
function streamedMember(model: ServiceModel, { output }: OperationModel): string | undefined {
  const shape = output && model.shapes[output.shape];
  const payload = shape?.payload;
  const ref = payload === undefined ? undefined : shape!.members![payload];
  return ref && model.shapes[ref.shape]!.type === 'blob' && model.shapes[ref.shape]!.streaming ? payload : undefined;
}
