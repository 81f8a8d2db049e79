// Who the aws command acts for: the environment, then the shared files in ~/.aws.
import type { Credentials } from '../door.ts';
import { FsError } from '../../computer/disk/errors.ts';
import type { ProgramContext } from '../../computer/program.ts';

/** What a call of the command is made with. */
export interface Profile {
  readonly credentials?: Credentials;
  readonly region?: string;
  readonly output?: string;
}

type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Sections of an INI file. */
export function parseIni(text: string): Sections {
  const sections: Record<string, Record<string, string>> = {};
  let section: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const name = /^\s*\[(.+?)\]\s*$/.exec(line)?.[1];
    if (name) section = sections[name.trim()] ??= {};
    const [, key, value] = /^\s*([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key) section[key] = value!;
  }
  return sections;
}

function read({ files }: ProgramContext, path: string): Sections {
  try {
    return parseIni(files.readText(path));
  } catch (error) {
    if (error instanceof FsError) return {};
    throw error;
  }
}

/** The profile that holds; undefined when one was named that there is none of. */
export function profileOf(context: ProgramContext, given: string | undefined): Profile | undefined {
  const { env } = context;
  const home = env.HOME ?? '/root';
  const name = given ?? env.AWS_PROFILE;
  const keys = read(context, env.AWS_SHARED_CREDENTIALS_FILE ?? `${home}/.aws/credentials`);
  const config = read(context, env.AWS_CONFIG_FILE ?? `${home}/.aws/config`);
  const own = config[name && name !== 'default' ? `profile ${name}` : 'default'] ?? {};
  const shared = keys[name ?? 'default'] ?? own;
  if (name && !keys[name] && !config[`profile ${name}`] && name !== 'default') return undefined;
  const region = env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? own.region;
  const output = env.AWS_DEFAULT_OUTPUT ?? own.output;
  const credentials = name ? credentialsIn(shared) : (environmentCredentials(env) ?? credentialsIn(shared));
  return { ...(credentials ? { credentials } : {}), ...(region ? { region } : {}), ...(output ? { output } : {}) };
}

function environmentCredentials(env: Readonly<Record<string, string>>): Credentials | undefined {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = env;
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

function credentialsIn(section: Readonly<Record<string, string>>): Credentials | undefined {
  const {
    aws_access_key_id: accessKeyId,
    aws_secret_access_key: secretAccessKey,
    aws_session_token: sessionToken,
  } = section;
  if (!accessKeyId || !secretAccessKey) return undefined;
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

/** Credentials that a container or an instance is given over its metadata address. */
export async function metadataCredentials({ computer, env, task }: ProgramContext): Promise<Credentials | undefined> {
  const path = env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  if (!path) return undefined;
  const asked = { method: 'GET', headers: [], body: new Uint8Array(0) } as const;
  const answer = await computer.world.network.request(new URL(`http://169.254.170.2${path}`), asked, task, computer);
  if (answer.status !== 200) return undefined;
  const { AccessKeyId, SecretAccessKey, Token } = JSON.parse(new TextDecoder().decode(answer.body)) as Record<
    string,
    string
  >;
  return { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: Token! };
}
