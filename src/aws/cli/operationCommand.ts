// `aws <service> <operation>`: any operation of any model.
import type { OutputFormat } from './globals.ts';
import { OUTPUTS } from './globals.ts';
import jmespath from 'jmespath';
import { resolvePath } from '../../computer/disk/path.ts';
import { FsError } from '../../computer/disk/errors.ts';
import type { ServiceModel } from '../models/model.ts';
import { parseKnown, type Argument, type Parsed } from './argumentParser.ts';
import { generalFailure, UnknownOptions, wrongParameter } from './failure.ts';
import { finishInput, readInput, type InputContext } from './input.ts';
import { kebab } from './names.ts';
import { operationOptions, type OperationOptions } from './operationOptions.ts';
import { format } from './output/index.ts';
import { printable } from './output/printable.ts';
import { Pages, pagingMembers, type PagingOptions } from './paginate.ts';
import { expandPath, osError } from './paramFile.ts';
import type { Session } from './session.ts';
import { inputSkeleton, outputSample, yamlSkeleton } from './skeleton.ts';

type Members = Record<string, unknown>;

/** The words of an operation, parsed. */
export interface OperationCall {
  readonly options: OperationOptions;
  readonly values: ReadonlyMap<string, unknown>;
  readonly context: InputContext;
  readonly input: Members;
}

/** Reads the words after an operation's name. @throws CliFailure */
export function readOperation(
  session: Session,
  model: ServiceModel,
  command: string,
  operation: string,
  words: readonly string[],
): OperationCall {
  const options = operationOptions(model, command, operation);
  const { values, rest } = parseOperation(options, words);
  if (rest.length > 0) throw new UnknownOptions(rest);
  const binaryFormat =
    session.globals.binaryFormat ??
    (session.configuration.setting('cli_binary_format') as 'base64' | undefined) ??
    'base64';
  const context: InputContext = { program: session.context, model, command, operation, binaryFormat };
  return { options, values, context, input: readInput(context, options, values) };
}

/** With --cli-input-json, and for a skeleton of the input, nothing is required. */
function parseOperation(options: OperationOptions, words: readonly string[]): Parsed {
  const skeleton = words.indexOf('--generate-cli-skeleton');
  const whole = words.some((word) => /^--cli-input-(json|yaml)(=|$)/.test(word));
  const relaxed = whole || (skeleton >= 0 && words[skeleton + 1] !== 'output');
  const known: readonly Argument[] = relaxed
    ? options.arguments.map((each) => ({ ...each, required: false }))
    : options.arguments;
  return parseKnown(known, words);
}

/** Runs an operation and prints what it gives. @throws CliFailure, ServiceFailure */
export async function runOperation(
  session: Session,
  model: ServiceModel,
  command: string,
  operation: string,
  words: readonly string[],
): Promise<number> {
  const call = readOperation(session, model, command, operation, words);
  const { values, input, options } = call;
  const paging = pagingOf(session, call);
  const skeleton = values.get('generate-cli-skeleton');
  if (skeleton === 'input' || skeleton === 'yaml-input') {
    await session.write(skeleton === 'input' ? inputSkeleton(model, operation) : yamlSkeleton(model, operation));
    return 0;
  }
  await session.connect(model.name);
  const finished = finishInput(call.context, input);
  if (skeleton === 'output') {
    await show(session, operation, outputSample(model, operation));
    return 0;
  }
  const invoke = async (given: Members): Promise<Members> =>
    printable(model, operation, await received(session, call, await session.call(model.name, operation, given)));
  if (paging && options.paginator)
    await showPages(session, operation, new Pages(options.paginator, paging), finished, invoke);
  else await show(session, operation, await invoke(finished));
  return 0;
}

/** How to page; undefined when the caller pages by hand or not at all. @throws CliFailure */
function pagingOf({ globals }: Session, { options, values, input }: OperationCall): PagingOptions | undefined {
  const { paginator } = options;
  if (!paginator) return undefined;
  const manual = pagingMembers(paginator).filter((member) => member in input && kebab(member) !== 'max-items');
  const given = ['starting-token', 'page-size', 'max-items'].filter((name) => values.has(name));
  if (!globals.paginate || manual.length > 0) {
    if (given.length > 0) {
      const names = given.map((name) => `--${name}`).join(', ');
      throw wrongParameter(`Cannot specify --no-paginate along with pagination arguments: ${names}`);
    }
    return undefined;
  }
  return {
    ...(values.has('starting-token') ? { startingToken: String(values.get('starting-token')) } : {}),
    ...(values.has('page-size') ? { pageSize: values.get('page-size') as number | string } : {}),
    ...(values.has('max-items') ? { maxItems: Number(values.get('max-items')) } : {}),
  };
}

/** What came back; a stream goes to the file that was named. */
async function received(session: Session, { options, values }: OperationCall, output: Members): Promise<Members> {
  const { outfile } = options;
  if (!outfile || output[outfile] === undefined) return output;
  const { [outfile]: body, ...rest } = output;
  const name = expandPath(session.context, String(values.get('outfile')));
  const data = body as Uint8Array | string;
  if (name === '/dev/stdout') await session.write(data);
  else {
    try {
      session.context.files.writeFile(resolvePath(session.context.cwd, name), data);
    } catch (error) {
      if (error instanceof FsError) throw generalFailure(osError(error, name));
      throw error;
    }
  }
  return rest;
}

function outputOf(session: Session): OutputFormat {
  const name = session.configuration.output();
  const output = OUTPUTS.find((each) => each === name);
  if (!output) throw generalFailure(`Unknown output type: ${name}`);
  return output;
}

const queried = ({ globals }: Session, value: unknown): unknown => {
  if (globals.query === undefined) return value;
  try {
    return jmespath.search(value, globals.query) as unknown;
  } catch (error) {
    throw generalFailure((error as Error).message);
  }
};

/** Prints one result, queried, in the format that was asked for. */
export async function show(session: Session, title: string, value: unknown): Promise<void> {
  await session.write(format(outputOf(session), title, queried(session, value)));
}

async function showPages(
  session: Session,
  operation: string,
  pages: Pages,
  input: Members,
  call: (input: Members) => Promise<Members>,
): Promise<void> {
  if (pages.warnsOfMaxItems) {
    await session.warn('warning: Non-positive values for --max-items may result in undefined behavior.\n');
  }
  const each = pages.each(input, call);
  if (outputOf(session) !== 'text') return show(session, operation, await pages.whole(each));
  // Text is printed page by page, and the query is asked of each page.
  let first = true;
  for await (const page of each) {
    await session.write(format('text', operation, queried(session, pages.part(page, first))));
    first = false;
  }
  if (pages.resumeToken !== undefined) {
    await session.write(format('text', operation, queried(session, { NextToken: { NextToken: pages.resumeToken } })));
  }
}
