// What a machine tells of itself to the programs on it: the instance metadata service, and the credentials of a container.
import { NetworkError } from '../../computer/network/network.ts';
import type { HttpResponse, ProgramContext } from '../../computer/program.ts';
import { toText } from '../../lib/bytes.ts';
import type { Credentials } from '../door.ts';
import { generalFailure } from './failure.ts';

const INSTANCE = 'http://169.254.169.254';
const CONTAINER = 'http://169.254.170.2';
const TOKEN_SECONDS = '21600';
/** botocore waits a second for the metadata service, and asks once. */
const TIMEOUT_MS = 1_000;

/** The credentials of the build or task that runs here; undefined when the environment names none. */
export async function containerCredentials(context: ProgramContext): Promise<Credentials | undefined> {
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: relative, AWS_CONTAINER_CREDENTIALS_FULL_URI: full } = context.env;
  const url = relative ? `${CONTAINER}${relative}` : full;
  if (!url) return undefined;
  const token = context.env.AWS_CONTAINER_AUTHORIZATION_TOKEN;
  const answer = await ask(context, 'GET', url, token ? [['Authorization', token]] : []);
  if (answer?.status === 200) return credentialsIn(answer);
  const reason = answer
    ? `Received non 200 response ${answer.status} from container metadata: ${toText(answer.body)}`
    : 'no answer';
  throw generalFailure(`Error when retrieving credentials from container-role: Error retrieving metadata: ${reason}`);
}

/** The credentials of the instance's role; undefined when this is no instance, or it has no role. */
export async function instanceCredentials(context: ProgramContext): Promise<Credentials | undefined> {
  const get = await instanceMetadata(context);
  const role = await get?.('/latest/meta-data/iam/security-credentials/');
  if (!get || !role) return undefined;
  const answer = await get(`/latest/meta-data/iam/security-credentials/${toText(role.body).trim().split('\n')[0]}`);
  return answer && credentialsIn(answer);
}

/** The region of the instance; undefined when this is none. */
export async function instanceRegion(context: ProgramContext): Promise<string | undefined> {
  const get = await instanceMetadata(context);
  const zone = await get?.('/latest/meta-data/placement/availability-zone/');
  return zone && (toText(zone.body).trim().slice(0, -1) || undefined);
}

type Get = (path: string) => Promise<HttpResponse | undefined>;

/** Asks with a session token, as IMDSv2 wants. */
async function instanceMetadata(context: ProgramContext): Promise<Get | undefined> {
  if (/^true$/i.test(context.env.AWS_EC2_METADATA_DISABLED ?? '')) return undefined;
  if (!context.computer.world.network.resolves('169.254.169.254')) {
    await context.task.sleep(TIMEOUT_MS);
    return undefined;
  }
  const headers = [['X-aws-ec2-metadata-token-ttl-seconds', TOKEN_SECONDS]] as const;
  const token = await ask(context, 'PUT', `${INSTANCE}/latest/api/token`, headers);
  if (token?.status !== 200) return undefined;
  return async (path) => {
    const answer = await ask(context, 'GET', INSTANCE + path, [['X-aws-ec2-metadata-token', toText(token.body)]]);
    return answer?.status === 200 ? answer : undefined;
  };
}

async function ask(
  { computer, task }: ProgramContext,
  method: string,
  url: string,
  headers: readonly (readonly [string, string])[],
): Promise<HttpResponse | undefined> {
  try {
    return await computer.world.network.request(
      new URL(url),
      { method, headers, body: new Uint8Array() },
      task,
      computer,
    );
  } catch (error) {
    if (error instanceof NetworkError) return undefined;
    throw error;
  }
}

function credentialsIn({ body }: HttpResponse): Credentials | undefined {
  const { AccessKeyId, SecretAccessKey, Token } = JSON.parse(toText(body)) as Record<string, string | undefined>;
  if (!AccessKeyId || !SecretAccessKey) return undefined;
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, ...(Token ? { sessionToken: Token } : {}) };
}
