// Who the command is: the chain of places where version 2 looks for credentials, in its order.
import type { ProgramContext } from '../../computer/program.ts';
import type { AwsDoor, Credentials } from '../door.ts';
import type { Configuration } from './configuration.ts';
import { CliFailure, generalFailure, STATUS } from './failure.ts';
import type { IniValue } from './iniFile.ts';
import { containerCredentials, instanceCredentials } from './metadata.ts';

/** Credentials and the name of the place that they came from. */
export interface FoundCredentials {
  readonly credentials: Credentials;
  readonly method: string;
}

type Section = Readonly<Record<string, IniValue>>;

/** The first credentials in the chain; undefined when nobody has any. @throws CliFailure when some are incomplete. */
export async function findCredentials(
  configuration: Configuration,
  door: AwsDoor,
): Promise<FoundCredentials | undefined> {
  const { context, globals, profile } = configuration;
  const scoped = configuration.scoped();
  const fromEnvironment = globals.profile === undefined ? environmentCredentials(context) : undefined;
  if (fromEnvironment) return { credentials: fromEnvironment, method: 'env' };
  if (typeof scoped.role_arn === 'string') {
    return { credentials: await assumedRole(configuration, door, scoped), method: 'assume-role' };
  }
  const shared = keysIn(configuration.credentialsOf(profile), 'shared-credentials-file');
  if (shared) return { credentials: shared, method: 'shared-credentials-file' };
  const config = keysIn(configuration.configOf(profile), 'config-file');
  if (config) return { credentials: config, method: 'config-file' };
  const container = await containerCredentials(context);
  if (container) return { credentials: container, method: 'container-role' };
  const instance = await instanceCredentials(context);
  return instance && { credentials: instance, method: 'iam-role' };
}

/** The credentials that calls are signed with. @throws CliFailure when there are none. */
export async function mustFindCredentials(configuration: Configuration, door: AwsDoor): Promise<Credentials> {
  const found = await findCredentials(configuration, door);
  if (found) return found.credentials;
  throw new CliFailure(
    STATUS.configuration,
    'Unable to locate credentials. You can configure credentials by running "aws login".',
    'NoCredentials',
  );
}

function environmentCredentials({ env }: ProgramContext): Credentials | undefined {
  const {
    AWS_ACCESS_KEY_ID: id,
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_SESSION_TOKEN: token = env.AWS_SECURITY_TOKEN,
  } = env;
  if (!id) return undefined;
  if (!secret) throw partial('env', 'AWS_SECRET_ACCESS_KEY');
  return { accessKeyId: id, secretAccessKey: secret, ...(token ? { sessionToken: token } : {}) };
}

function keysIn(section: Section | undefined, place: string): Credentials | undefined {
  const { aws_access_key_id: id, aws_secret_access_key: secret, aws_session_token: token } = section ?? {};
  if (typeof id !== 'string') return undefined;
  if (typeof secret !== 'string') throw partial(place, 'aws_secret_access_key');
  return { accessKeyId: id, secretAccessKey: secret, ...(typeof token === 'string' ? { sessionToken: token } : {}) };
}

const partial = (place: string, missing: string): CliFailure =>
  generalFailure(`Partial credentials found in ${place}, missing: ${missing}`);

/** A profile with `role_arn`: the role is assumed with another profile's credentials, or the machine's. */
async function assumedRole(configuration: Configuration, door: AwsDoor, scoped: Section): Promise<Credentials> {
  const { context, globals, profile } = configuration;
  const text = (name: string): string | undefined => (typeof scoped[name] === 'string' ? scoped[name] : undefined);
  const source = await sourceCredentials(configuration, text('source_profile'), text('credential_source'));
  if (!source) {
    throw generalFailure(`The source profile "${text('source_profile') ?? profile}" must have credentials.`);
  }
  const output = await door.call({
    service: 'sts',
    operation: 'AssumeRole',
    input: {
      RoleArn: text('role_arn')!,
      RoleSessionName:
        text('role_session_name') ?? `botocore-session-${Math.floor(context.computer.kernel.now / 1000)}`,
      ...(text('external_id') ? { ExternalId: text('external_id') } : {}),
    },
    credentials: source,
    task: context.task,
    region: globals.region ?? door.region,
  });
  const keys = output.Credentials as { AccessKeyId: string; SecretAccessKey: string; SessionToken: string };
  return { accessKeyId: keys.AccessKeyId, secretAccessKey: keys.SecretAccessKey, sessionToken: keys.SessionToken };
}

async function sourceCredentials(
  configuration: Configuration,
  profile: string | undefined,
  source: string | undefined,
): Promise<Credentials | undefined> {
  const { context } = configuration;
  if (source === 'Environment') return environmentCredentials(context);
  if (source === 'EcsContainer') return containerCredentials(context);
  if (source === 'Ec2InstanceMetadata') return instanceCredentials(context);
  if (profile === undefined) {
    throw generalFailure(`Partial credentials found in assume-role, missing: source_profile or credential_source`);
  }
  if (!configuration.hasProfile(profile)) {
    throw generalFailure(
      `The source_profile "${profile}" referenced in the profile "${configuration.profile}" does not exist.`,
    );
  }
  return (
    keysIn(configuration.credentialsOf(profile), 'shared-credentials-file') ??
    keysIn(configuration.configOf(profile), 'config-file')
  );
}
