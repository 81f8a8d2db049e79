// The environment that a build's commands see, and the values that it fetches for it.
import { AwsError } from '../../aws/errors.ts';
import type { RoleSession, ServiceContext } from '../../aws/service.ts';
import type { Buildspec } from './buildspec.ts';
import type { BuildLog } from './buildLog.ts';
import { PhaseFailure } from './failure.ts';
import type { BuildRecord } from './model.ts';

/** The variables that CodeBuild itself sets. */
export function codebuildVariables(context: ServiceContext, build: BuildRecord): Record<string, string> {
  const { settings } = build;
  return {
    AWS_DEFAULT_REGION: context.region,
    AWS_REGION: context.region,
    AWS_EXECUTION_ENV: 'AWS_ECS_EC2',
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: `/v2/credentials/${build.uuid}`,
    CI: 'true',
    CODEBUILD_CI: 'true',
    CODEBUILD_BUILD_ARN: build.arn,
    CODEBUILD_BUILD_ID: build.id,
    CODEBUILD_BUILD_NUMBER: String(build.number),
    CODEBUILD_BUILD_IMAGE: settings.environment?.image ?? '',
    CODEBUILD_BUILD_SUCCEEDING: '1',
    CODEBUILD_BUILD_URL: `https://${context.region}.console.aws.amazon.com/codebuild/home?region=${context.region}#/builds/${build.id}/view/new`,
    CODEBUILD_INITIATOR: build.initiator,
    CODEBUILD_KMS_KEY_ID: settings.encryptionKey ?? '',
    CODEBUILD_LAST_EXIT: '0',
    CODEBUILD_LOG_PATH: build.logStream ?? '',
    ...(build.resolvedSourceVersion ? { CODEBUILD_RESOLVED_SOURCE_VERSION: build.resolvedSourceVersion } : {}),
    CODEBUILD_SOURCE_REPO_URL: settings.source?.type === 'CODEPIPELINE' ? '' : (settings.source?.location ?? ''),
    CODEBUILD_SOURCE_VERSION: build.sourceVersion ?? '',
    CODEBUILD_SRC_DIR: build.sourceDirectory,
    CODEBUILD_START_TIME: String(build.startedAt),
  };
}

/** Variables of the buildspec, over them those of the project and of StartBuild; fetched values are masked in the log. */
export async function ownVariables(
  build: BuildRecord,
  spec: Buildspec,
  session: RoleSession,
  log: BuildLog,
): Promise<Record<string, string>> {
  const plain: Record<string, string> = { ...spec.variables };
  const parameters: Record<string, string> = { ...spec.parameterStore };
  const secrets: Record<string, string> = { ...spec.secretsManager };
  for (const { name, value, type } of build.settings.environment?.environmentVariables ?? []) {
    for (const kind of [plain, parameters, secrets]) delete kind[name!];
    const kind = type === 'PARAMETER_STORE' ? parameters : type === 'SECRETS_MANAGER' ? secrets : plain;
    kind[name!] = value ?? '';
  }
  if (Object.keys(parameters).length > 0) {
    log.agent('Decrypting parameter store environment variables');
    Object.assign(plain, await fetchParameters(parameters, session, log));
  }
  for (const [name, reference] of Object.entries(secrets)) plain[name] = await fetchSecret(reference, session, log);
  return plain;
}

async function fetchParameters(
  wanted: Readonly<Record<string, string>>,
  session: RoleSession,
  log: BuildLog,
): Promise<Record<string, string>> {
  try {
    const names = [...new Set(Object.values(wanted))];
    const { Parameters = [] } = await session.call<{ Parameters?: { Name: string; Value: string }[] }>(
      'ssm',
      'GetParameters',
      { Names: names, WithDecryption: true },
    );
    return Object.fromEntries(
      Object.entries(wanted).map(([variable, name]) => {
        const found = Parameters.find((parameter) => parameter.Name === name);
        if (!found) throw new PhaseFailure('Decrypted Variables Error', `parameter does not exist: ${name}`);
        log.mask(found.Value);
        return [variable, found.Value];
      }),
    );
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new PhaseFailure('Decrypted Variables Error', `${error.code}: ${error.message}`);
  }
}

/** `secret-id[:json-key[:version-stage[:version-id]]]`; the id may be an ARN. */
async function fetchSecret(reference: string, session: RoleSession, log: BuildLog): Promise<string> {
  const arn = /^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:[^:]+/.exec(reference)?.[0];
  const id = arn ?? reference.split(':')[0]!;
  const [, key, stage, version] = reference.slice(id.length).split(':');
  try {
    const { SecretString = '' } = await session.call<{ SecretString?: string }>('secretsmanager', 'GetSecretValue', {
      SecretId: id,
      ...(stage ? { VersionStage: stage } : {}),
      ...(version ? { VersionId: version } : {}),
    });
    const value = key ? String((JSON.parse(SecretString) as Record<string, unknown>)[key] ?? '') : SecretString;
    log.mask(value);
    return value;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new PhaseFailure('Secrets Manager Error', `${error.code}: ${error.message}`);
  }
}
