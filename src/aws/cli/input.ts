// The input of a call: what the options say, in the simulator's own terms, checked as a client checks it.
import type { ProgramContext } from '../../computer/program.ts';
import { fromBase64, toBytes } from '../../lib/bytes.ts';
import { parse as parseYaml } from 'yaml';
import type { ServiceModel, ShapeRef } from '../models/model.ts';
import { parseTimestamp } from '../models/timestamp.ts';
import { parameterReport } from '../models/validateParameters.ts';
import { customOptions } from './customOptions.ts';
import { generalFailure, wrongParameter, wrongValue } from './failure.ts';
import { kebab } from './names.ts';
import type { OperationOptions } from './operationOptions.ts';
import { paramFile } from './paramFile.ts';
import { JsonProblem, readJson } from './pythonJson.ts';
import { unpack } from './unpack.ts';

type Input = Record<string, unknown>;

/** Which operation the options are for. */
export interface InputContext {
  readonly program: ProgramContext;
  readonly model: ServiceModel;
  readonly command: string;
  readonly operation: string;
  readonly binaryFormat: 'base64' | 'raw-in-base64-out';
}

/** What the options say, members in the model's order. @throws CliFailure when a value cannot be read. */
export function readInput(
  context: InputContext,
  options: OperationOptions,
  values: ReadonlyMap<string, unknown>,
): Input {
  const { model, command, operation, program } = context;
  const input: Input = {};
  for (const { member, name, ref } of options.members) {
    const given = values.get(member) ?? undefined;
    if (given !== undefined) input[member] = unpack({ program, model }, ref, `--${name}`, given);
  }
  const custom = customOptions(command, kebab(operation));
  const added = new Map<string, unknown>();
  for (const { dest, name } of custom.arguments) {
    if (!values.has(dest)) continue;
    const ref = custom.shapes[dest];
    added.set(
      dest,
      ref ? unpack({ program, model }, ref, name, values.get(dest)) : fromFile(context, name, values.get(dest)),
    );
  }
  custom.apply(added, input);
  return { ...readWhole(context, values, input), ...input };
}

function fromFile({ program }: InputContext, option: string, value: unknown): unknown {
  try {
    return paramFile(program, value) ?? value;
  } catch (error) {
    throw wrongValue(option, (error as Error).message);
  }
}

/** `--cli-input-json` or `--cli-input-yaml`: members that no option gives. */
function readWhole({ program }: InputContext, values: ReadonlyMap<string, unknown>, input: Input): Input {
  const given = ['cli-input-json', 'cli-input-yaml'].filter((name) => values.has(name));
  if (given.length > 1) throw wrongParameter('Only one --cli-input- parameter may be specified.');
  const [name] = given;
  if (name === undefined) return {};
  const text = fromFile({ program } as InputContext, `--${name}`, values.get(name));
  const whole = parseWhole(name, text instanceof Uint8Array ? new TextDecoder().decode(text) : String(text));
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) {
    const type = Array.isArray(whole)
      ? 'list'
      : whole === null
        ? 'NoneType'
        : typeof whole === 'string'
          ? 'str'
          : 'int';
    throw wrongValue(`--${name}`, `Invalid type: expecting map, received <class '${type}'>`);
  }
  return Object.fromEntries(Object.entries(whole).filter(([member]) => !(member in input)));
}

function parseWhole(name: string, text: string): unknown {
  try {
    return name === 'cli-input-json' ? readJson(text) : parseYaml(text);
  } catch (error) {
    if (name === 'cli-input-json' && !(error instanceof JsonProblem)) throw error;
    throw wrongValue(name, `Invalid ${name === 'cli-input-json' ? 'JSON' : 'YAML'} received.`);
  }
}

/**
 * The input that is sent: tokens filled in, blobs as bytes, times as epoch milliseconds.
 * @throws CliFailure when the parameters are not what the model wants.
 */
export function finishInput(context: InputContext, given: Input): Input {
  const { model, operation, program } = context;
  const ref = model.operations[operation]!.input;
  const input = { ...given };
  for (const [member, { idempotencyToken }] of Object.entries((ref && model.shapes[ref.shape]!.members) ?? {})) {
    if (idempotencyToken) input[member] ??= program.computer.kernel.chance.uuid('aws-cli/token');
  }
  const sent = ref ? (convert(context, ref, input) as Input) : input;
  const report = parameterReport(model, operation, sent);
  if (report !== undefined) throw wrongParameter(report);
  return sent;
}

function convert(context: InputContext, ref: ShapeRef, value: unknown): unknown {
  const shape = context.model.shapes[ref.shape]!;
  if (shape.type === 'timestamp') return typeof value === 'number' ? value * 1000 : timestamp(value);
  if (shape.type === 'blob') return typeof value === 'string' ? blob(context, value) : value;
  if (shape.type === 'list')
    return Array.isArray(value) ? value.map((item) => convert(context, shape.member!, item)) : value;
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || Array.isArray(value)) return value;
  const refOf = (name: string): ShapeRef | undefined => (shape.type === 'map' ? shape.value : shape.members?.[name]);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const memberRef = refOf(name);
      return [name, memberRef ? convert(context, memberRef, member) : (member as unknown)];
    }),
  );
}

/** What is no time stays text, and fails the check. */
const timestamp = (value: unknown): unknown => (typeof value === 'string' ? (parseTimestamp(value) ?? value) : value);

function blob({ binaryFormat }: InputContext, text: string): Uint8Array {
  if (binaryFormat === 'raw-in-base64-out') return toBytes(text);
  const letters = text.replace(/[^A-Za-z0-9+/]/g, '');
  const padded = text.replace(/[^A-Za-z0-9+/=]/g, '');
  if (letters.length % 4 === 1 || padded.length % 4 !== 0) throw generalFailure(`Invalid base64: "${text}"`);
  return fromBase64(padded);
}
