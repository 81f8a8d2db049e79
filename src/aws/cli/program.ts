// The `aws` command, AWS CLI version 2, on a simulated machine: it speaks to the account through its door alone.
import type { Program, ProgramContext } from '../../computer/program.ts';
import type { AwsDoor } from '../door.ts';
import { loadCommandNames, loadModel, modelledServices } from '../models/index.ts';
import { configure } from './configure.ts';
import { CliFailure, errorLine, notSimulated, STATUS, UnknownOptions, USAGE } from './failure.ts';
import { parseGlobals, type Globals } from './globals.ts';
import { mainHelp } from './help.ts';
import { modelOfCommand, serviceCommand } from './names.ts';
import { format } from './output/index.ts';
import { runService } from './serviceCommand.ts';
import { ServiceFailure, Session } from './session.ts';
import { START_MS, VERSION } from './version.ts';
import { s3 } from './s3/index.ts';

/** Makes the `aws` command for an account. */
export const createAwsProgram = (door: AwsDoor): Program => ({
  name: 'aws',
  summary: 'AWS command line interface, version 2',
  startMs: START_MS,
  run: (context) => run(context, door),
});

const DEFAULTS: Globals = { color: 'auto', paginate: true, sign: true, debug: false, version: false };

async function run(context: ProgramContext, door: AwsDoor): Promise<number> {
  let globals = DEFAULTS;
  try {
    const parsed = parseGlobals(context.argv.slice(1), [...(await loadCommandNames()), 's3', 'help']);
    ({ globals } = parsed);
    return await dispatch(new Session(context, globals, door), parsed.command, parsed.rest);
  } catch (error) {
    if (error instanceof ServiceFailure) return tellServiceFailure(context, globals, error);
    if (error instanceof CliFailure) return tellFailure(context, globals, error);
    throw error;
  }
}

async function dispatch(session: Session, command: string, words: readonly string[]): Promise<number> {
  if (session.globals.version) return say(session, `${versionLine(session.context)}\n`);
  if (command === 'help')
    return say(session, mainHelp([...modelledServices.map(serviceCommand), 's3', 'configure'].sort()));
  if (session.globals.debug)
    await session.warn(
      `${VERSION} debug: profile ${session.configuration.profile}, arguments ${session.context.argv.slice(1).join(' ')}\n`,
    );
  if (command === 'configure') return configure(session, words);
  if (command === 's3') return s3(session, words);
  const service = modelOfCommand(command);
  if (!modelledServices.includes(service)) throw notSimulated(`aws ${command}`);
  return runService(session, await loadModel(service), command, words);
}

const SYSTEMS = { 'amazon-linux-2023': 'amzn.2023', 'amazon-linux-2': 'amzn.2', ubuntu: 'ubuntu.22' } as const;

/** As `aws --version` prints it. */
const versionLine = ({ computer, env }: ProgramContext): string => {
  const execution = env.AWS_EXECUTION_ENV ? ` exec-env/${env.AWS_EXECUTION_ENV}` : '';
  return `${VERSION} Python/3.14.4 Linux/6.1.0${execution} exe/x86_64.${SYSTEMS[computer.record.os]}`;
};

async function say(session: Session, text: string): Promise<number> {
  await session.write(text);
  return 0;
}

async function tellFailure(context: ProgramContext, globals: Globals, failure: CliFailure): Promise<number> {
  const { code, message, status } = failure;
  if (failure instanceof UnknownOptions) await context.stderr.write(`\nusage: ${USAGE}\n`, context.task);
  const errorFormat = formatOfErrors(context, globals);
  const plain = code === undefined || errorFormat === 'legacy';
  if (plain || errorFormat === 'enhanced') {
    await context.stderr.write(errorLine(plain ? message : `An error occurred (${code}): ${message}`), context.task);
  } else await context.stderr.write(format(errorFormat, 'error', { Code: code, Message: message }), context.task);
  return status;
}

/** A service's error: the sentence, and the members that the error has besides its message. */
async function tellServiceFailure(context: ProgramContext, globals: Globals, failure: ServiceFailure): Promise<number> {
  const { error, service } = failure;
  const errorFormat = formatOfErrors(context, globals);
  const details = await detailsOf(service, error.code, error.detail);
  const { stderr, task } = context;
  if (errorFormat !== 'legacy' && errorFormat !== 'enhanced') {
    await stderr.write(format(errorFormat, 'error', { Message: error.message, Code: error.code, ...details }), task);
    return STATUS.service;
  }
  await stderr.write(errorLine(failure.message), task);
  if (errorFormat === 'enhanced' && Object.keys(details).length > 0) {
    const lines = Object.entries(details).map(([name, value]) => `${name}: ${inline(value)}\n`);
    await stderr.write(`\nAdditional error details:\n${lines.join('')}`, task);
  }
  return STATUS.service;
}

async function detailsOf(
  service: string,
  code: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const { shapes } = await loadModel(service);
  const shape = Object.entries(shapes).find(
    ([name, { error, exception }]) => exception && (error?.code ?? name) === code,
  )?.[1];
  const known = Object.keys(shape?.members ?? {}).filter((name) => !['code', 'message'].includes(name.toLowerCase()));
  return Object.fromEntries(known.filter((name) => detail[name] !== undefined).map((name) => [name, detail[name]]));
}

const INLINE_MAX = 5;

function inline(value: unknown): string {
  const simple = (item: unknown): boolean => typeof item !== 'object' || item === null;
  if (simple(value)) return format('text', '', value).trimEnd();
  const items = Object.entries(value as object);
  if (items.length >= INLINE_MAX || !items.every(([, item]) => simple(item))) return '<complex value>';
  return Array.isArray(value)
    ? `[${value.join(', ')}]`
    : `{${items.map(([key, item]) => `${key}: ${item}`).join(', ')}}`;
}

function formatOfErrors({ env }: ProgramContext, { errorFormat }: Globals): NonNullable<Globals['errorFormat']> {
  const wanted = errorFormat ?? (env.AWS_CLI_ERROR_FORMAT as Globals['errorFormat']);
  return wanted && ['legacy', 'json', 'yaml', 'text', 'table', 'enhanced'].includes(wanted) ? wanted : 'enhanced';
}
