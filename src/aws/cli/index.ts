// The aws command: any simulated operation of any modelled service, driven by the models.
import type { Program, ProgramContext } from '../../computer/program.ts';
import { readAll } from '../../computer/io.ts';
import { toText } from '../../lib/bytes.ts';
import type { AwsDoor, Credentials } from '../door.ts';
import { AwsError } from '../errors.ts';
import { gitPassword } from '../gitCredential.ts';
import { loadModel, modelledServices, type ServiceModel } from '../models/index.ts';
import { kebab, serviceOf } from './names.ts';
import { format, printable } from './output.ts';
import { readInput, UsageError } from './parameters.ts';
import { metadataCredentials, profileOf, type Profile } from './profile.ts';
import { waitFor } from './waiters.ts';

const VERSION = 'aws-cli/2.33.13 Python/3.13.11 Linux/6.1.155 exe/x86_64.amzn.2023\n';
const USAGE =
  'usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\nTo see help text, you can run:\n\n  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n\n';

/** Options that hold for every command. */
interface Globals {
  readonly region?: string;
  readonly profile?: string;
  readonly output?: string;
  readonly query?: string;
}

/** What a call is made with. */
export interface Session {
  readonly door: AwsDoor;
  readonly context: ProgramContext;
  readonly credentials: Credentials;
  readonly region: string;
}

/** The `aws` program of a world. */
export function createAwsProgram(door: AwsDoor): Program {
  return {
    name: 'aws',
    summary: 'the AWS command line, version 2',
    startMs: 300,
    async run(context) {
      try {
        return await run(door, context);
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        await context.stderr.write(`\naws: [ERROR]: ${error.message}\n\n${USAGE}`);
        return 252;
      }
    },
  };
}

async function run(door: AwsDoor, context: ProgramContext): Promise<number> {
  const { globals, words } = readGlobals(context.argv.slice(1));
  const [command, operation, ...rest] = words;
  if (command === '--version') {
    await context.stdout.write(VERSION);
    return 0;
  }
  if (command === undefined || command === 'help') {
    await (command ? context.stdout : context.stderr).write(
      `${USAGE}${command ? `Available services: ${modelledServices.map((name) => (name === 'codedeploy' ? 'deploy' : name === 's3' ? 's3api' : name)).join(', ')}\n` : 'aws: error: the following arguments are required: command\n'}`,
    );
    return command ? 0 : 252;
  }
  const profile = profileOf(context, globals.profile);
  if (!profile) {
    await context.stderr.write(
      `\nThe config profile (${globals.profile ?? context.env.AWS_PROFILE}) could not be found\n`,
    );
    return 255;
  }
  const service = serviceOf(command);
  if (!modelledServices.includes(service)) throw new UsageError(`argument command: Found invalid choice '${command}'`);
  const model = await loadModel(service);
  if (operation === 'help' || operation === undefined) return help(context, command, model, operation);
  const session = await sessionOf(door, context, profile, globals);
  if (command === 'codecommit' && operation === 'credential-helper')
    return session ? credentialHelper(session, rest) : 255;
  if (!session) return 255;
  if (operation === 'wait') return waitFor(session, model, rest);
  return callOperation(session, model, operation, rest, {
    ...globals,
    output: globals.output ?? profile.output ?? 'json',
  });
}

async function help(
  context: ProgramContext,
  command: string,
  model: ServiceModel,
  asked: string | undefined,
): Promise<number> {
  const names = Object.keys(model.operations).map(kebab).sort();
  if (asked)
    await context.stdout.write(
      `${command}: ${model.metadata.serviceFullName}\n\nAvailable commands:\n${names.map((name) => `  ${name}\n`).join('')}`,
    );
  else await context.stderr.write(`\naws: [ERROR]: the following arguments are required: operation\n\n${USAGE}`);
  return asked ? 0 : 252;
}

const WITH_VALUE = [
  'region',
  'profile',
  'output',
  'query',
  'endpoint-url',
  'color',
  'ca-bundle',
  'cli-read-timeout',
  'cli-connect-timeout',
  'cli-binary-format',
];
const FLAGS = [
  'no-cli-pager',
  'no-paginate',
  'debug',
  'no-verify-ssl',
  'no-sign-request',
  'cli-auto-prompt',
  'no-cli-auto-prompt',
];

function readGlobals(argv: readonly string[]): { globals: Globals; words: string[] } {
  const globals: Record<string, string> = {};
  const words: string[] = [];
  const rest = [...argv];
  while (rest.length > 0) {
    const word = rest.shift()!;
    const [name, attached] = word.replace(/^--/, '').split(/=(.*)/s);
    if (word.startsWith('--') && WITH_VALUE.includes(name!)) {
      const value = attached ?? rest.shift();
      if (value === undefined) throw new UsageError(`argument --${name}: expected one argument`);
      globals[name!] = value;
    } else if (!(word.startsWith('--') && FLAGS.includes(name!))) words.push(word);
  }
  if (globals.output && !['json', 'text', 'off'].includes(globals.output)) {
    throw new UsageError(
      ['table', 'yaml', 'yaml-stream'].includes(globals.output)
        ? `Slipway does not simulate --output ${globals.output}: use json or text`
        : `argument --output: Found invalid choice '${globals.output}'`,
    );
  }
  return { globals, words };
}

async function sessionOf(
  door: AwsDoor,
  context: ProgramContext,
  profile: Profile,
  globals: Globals,
): Promise<Session | undefined> {
  const credentials = profile.credentials ?? (await metadataCredentials(context));
  if (!credentials) {
    await context.stderr.write(
      '\nUnable to locate credentials. You can configure credentials by running "aws login".\n',
    );
    return undefined;
  }
  return { door, context, credentials, region: globals.region ?? profile.region ?? door.region };
}

async function callOperation(
  session: Session,
  model: ServiceModel,
  operation: string,
  words: readonly string[],
  globals: Globals,
): Promise<number> {
  const { context } = session;
  const name =
    Object.keys(model.operations).find((one) => kebab(one) === operation) ??
    model.omitted.find((one) => kebab(one) === operation);
  if (!name) throw new UsageError(`argument operation: Found invalid choice '${operation}'`);
  if (!model.operations[name]) {
    await context.stderr.write(`\nSlipway does not simulate ${name} of ${model.name}.\n`);
    return 254;
  }
  const input = readInput(context, model, name, words);
  const answer = await callAws(session, model.name, name, input);
  if (!answer) return 254;
  const text = format(
    printable(model, model.operations[name].output, answer) as Record<string, unknown>,
    globals.query,
    globals.output ?? 'json',
  );
  if (text !== undefined && globals.output !== 'off') await context.stdout.write(text, context.task);
  return 0;
}

/** Calls, and tells a refusal as the command does. */
export async function callAws(
  { door, context, credentials, region }: Session,
  service: string,
  operation: string,
  input: Record<string, unknown>,
): Promise<Record<string, unknown> | undefined> {
  try {
    await context.task.charge(80);
    return await door.call({
      service,
      operation,
      input,
      credentials,
      region,
      userAgent: 'aws-cli/2.33.13',
      sourceIp: context.computer.record.address,
      task: context.task,
    });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    await context.stderr.write(
      `\naws: [ERROR]: An error occurred (${error.code}) when calling the ${operation} operation: ${error.message}\n`,
    );
    return undefined;
  }
}

/** `aws codecommit credential-helper get`: what git asks for. */
async function credentialHelper({ context, credentials, region }: Session, [verb]: readonly string[]): Promise<number> {
  if (verb !== 'get') return 0;
  const asked = Object.fromEntries(
    toText(await readAll(context.stdin, context.task))
      .split('\n')
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  ) as Record<string, string>;
  if (!asked.path) return 0;
  const path = `/${asked.path}`;
  const password = gitPassword({
    secretAccessKey: credentials.secretAccessKey!,
    region,
    host: asked.host!,
    path,
    at: context.computer.kernel.now,
  });
  const user = credentials.accessKeyId + (credentials.sessionToken ? `%${credentials.sessionToken}` : '');
  await context.stdout.write(`username=${user}\npassword=${password}\n`);
  return 0;
}
