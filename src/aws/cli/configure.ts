// `aws configure`: asks for keys, lists, gets and sets what stands in ~/.aws.
import { FsError } from '../../computer/disk/errors.ts';
import { dirname } from '../../computer/disk/path.ts';
import { toText } from '../../lib/bytes.ts';
import { parseKnown, type Argument } from './argumentParser.ts';
import { findCredentials } from './credentials.ts';
import { generalFailure, notSimulated, UnknownOptions } from './failure.ts';
import { plainHelp } from './help.ts';
import { setIni } from './iniFile.ts';
import type { Session } from './session.ts';
import { instanceRegion } from './metadata.ts';

const SUBCOMMANDS = ['list', 'get', 'set', 'list-profiles'];
const ELSEWHERE = ['add-model', 'import', 'sso', 'sso-session', 'export-credentials', 'mfa-login'];
const SECRETS = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'];

/** Runs `aws configure …words`. @throws CliFailure */
export async function configure(session: Session, words: readonly string[]): Promise<number> {
  const choices = [...SUBCOMMANDS, ...ELSEWHERE, 'help'];
  const { values, rest } = parseKnown([{ name: 'subcommand', dest: 'subcommand', count: '?', choices }], words);
  switch (values.get('subcommand')) {
    case undefined:
      if (rest.length > 0) throw new UnknownOptions(rest);
      return ask(session);
    case 'help':
      await session.write(plainHelp('configure', 'Configures credentials, region and output format.', [], SUBCOMMANDS));
      return 0;
    case 'list':
      return list(session);
    case 'list-profiles':
      await session.write(
        session.configuration
          .profiles()
          .map((name) => `${name}\n`)
          .join(''),
      );
      return 0;
    case 'get':
      return get(session, rest);
    case 'set':
      return set(session, rest);
    default:
      throw notSimulated(`aws configure ${String(values.get('subcommand'))}`);
  }
}

const mask = (secret: string | undefined): string | undefined => secret && `****************${secret.slice(-4)}`;

async function list(session: Session): Promise<number> {
  const { configuration, globals, context } = session;
  const row = (name: string, value = '<not set>', type = 'None', location = 'None'): Promise<void> | void =>
    session.write(`${name.padEnd(10)} : ${value.padEnd(24)} : ${type.padEnd(16)} : ${location}\n`);
  await row('NAME', 'VALUE', 'TYPE', 'LOCATION');
  if (globals.profile !== undefined) await row('profile', globals.profile, 'manual', '--profile');
  else if (configuration.namedProfile === undefined) await row('profile');
  else await row('profile', configuration.namedProfile, 'env', "['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']");
  const found = await findCredentials(configuration, session.door);
  await row('access_key', mask(found?.credentials.accessKeyId), found?.method, found ? '' : undefined);
  await row('secret_key', mask(found?.credentials.secretAccessKey), found?.method, found ? '' : undefined);
  const region = configuration.region();
  const ofInstance = region ? undefined : await instanceRegion(context);
  if (region) await row('region', region.value, region.type, region.location);
  else await row('region', ofInstance, ofInstance && 'imds', ofInstance && '');
  return 0;
}

const positional = (name: string): Argument => ({ name, dest: name, count: 1, required: true });

async function get(session: Session, words: readonly string[]): Promise<number> {
  const { values, rest } = parseKnown([positional('varname')], words);
  if (rest.length > 0) throw new UnknownOptions(rest);
  const { configuration } = session;
  const { profile, name } = whereIs(String(values.get('varname')), configuration.profile);
  const section =
    name.length === 1 && profile === configuration.profile
      ? configuration.scoped()
      : { ...configuration.configOf(profile), ...configuration.credentialsOf(profile) };
  const outer = section[name[0]!];
  const value = name[1] === undefined ? outer : typeof outer === 'object' ? outer[name[1]] : undefined;
  if (value === undefined) return 1;
  if (typeof value === 'object') {
    await session.warn(`varname (${name.join('.')}) must reference a value, not a section or sub-section.`);
    return 1;
  }
  await session.write(`${value}\n`);
  return 0;
}

/** `profile.NAME.key`, `default.key` or `key`, and a key may have one more below it. */
function whereIs(variable: string, current: string): { profile: string; name: string[] } {
  const parts = variable.split('.');
  if (parts[0] === 'profile' && parts.length > 2) return { profile: parts[1]!, name: parts.slice(2) };
  if (parts[0] === 'default' && parts.length > 1) return { profile: 'default', name: parts.slice(1) };
  return { profile: current, name: parts };
}

async function set(session: Session, words: readonly string[]): Promise<number> {
  const { values, rest } = parseKnown([positional('varname'), positional('value')], words);
  if (rest.length > 0) throw new UnknownOptions(rest);
  const { profile, name } = whereIs(String(values.get('varname')), session.configuration.profile);
  if (name.length > 1) throw notSimulated(`nested settings such as ${name.join('.')}`);
  store(session, profile, name[0]!, String(values.get('value')));
  return Promise.resolve(0);
}

/** Keys go to the credentials file, all else to the config file. @throws CliFailure when the file cannot be written */
function store({ configuration, context }: Session, profile: string, name: string, value: string): void {
  const secret = SECRETS.includes(name);
  const path = configuration.path(secret ? configuration.credentialsFile : configuration.configFile);
  const section = secret || profile === 'default' ? profile : `profile ${profile}`;
  try {
    const before = context.files.isFile(path) ? context.files.readText(path) : '';
    context.files.mkdir(dirname(path), { recursive: true });
    context.files.writeFile(path, setIni(before, section, name, value), { mode: 0o600 });
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw generalFailure(`[Errno 13] ${error.text}: '${path}'`);
  }
}

const QUESTIONS: readonly (readonly [string, string])[] = [
  ['aws_access_key_id', 'AWS Access Key ID'],
  ['aws_secret_access_key', 'AWS Secret Access Key'],
  ['region', 'Default region name'],
  ['output', 'Default output format'],
];

/** The four questions; an empty answer keeps what is there. */
async function ask(session: Session): Promise<number> {
  const { configuration } = session;
  const { profile } = configuration;
  const current: Record<string, unknown> = {
    ...configuration.configOf(profile),
    ...configuration.credentialsOf(profile),
  };
  const lines = new Lines(session);
  for (const [name, question] of QUESTIONS) {
    const value = current[name] as string | undefined;
    await session.write(`${question} [${(SECRETS.includes(name) ? mask(value) : value) ?? 'None'}]: `);
    const answer = await lines.next();
    if (answer === undefined) {
      await session.write('\n');
      throw generalFailure('EOF when reading a line');
    }
    if (answer !== '') store(session, profile, name, answer);
  }
  return 0;
}

/** Standard input line by line. */
class Lines {
  readonly #session: Session;
  #rest = '';

  constructor(session: Session) {
    this.#session = session;
  }

  async next(): Promise<string | undefined> {
    const { stdin, task } = this.#session.context;
    while (!this.#rest.includes('\n')) {
      const bytes = await stdin.read(task);
      if (bytes === undefined) break;
      this.#rest += toText(bytes);
    }
    if (this.#rest === '') return undefined;
    const [line = '', rest = ''] = this.#rest.split(/\n(.*)/s);
    this.#rest = rest;
    return line.replace(/\r$/, '');
  }
}
