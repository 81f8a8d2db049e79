// Projects: what the operations on them share.
import type { CreateProjectCommandInput, Project } from '@aws-sdk/client-codebuild';
import { parseArn } from '../../aws/arn.ts';
import { AwsError } from '../../aws/errors.ts';
import type { Plain, ServiceContext, TaskContext } from '../../aws/service.ts';
import { errors } from './errors.ts';
import { projectsTable, type ProjectRecord } from './model.ts';

export type ProjectInput = Plain<CreateProjectCommandInput>;

const SOURCES = new Set(['CODECOMMIT', 'CODEPIPELINE', 'S3', 'NO_SOURCE']);

export const projectArn = (context: ServiceContext, name: string): string =>
  context.arn('codebuild', `project/${name}`);

/** The name in a project's ARN, or the name itself. */
export const projectName = (nameOrArn: string): string =>
  parseArn(nameOrArn)?.resource.replace(/^project\//, '') ?? nameOrArn;

/** @throws AwsError ResourceNotFoundException */
export function projectOf(context: ServiceContext, name: string): ProjectRecord {
  const record = context.kernel.table(projectsTable).get(projectName(name));
  if (!record) throw errors.ResourceNotFoundException({ arn: projectArn(context, projectName(name)) });
  return record;
}

/** Checks what a project may not be. @throws AwsError InvalidInputException */
export async function checkProject(input: Partial<ProjectInput>, context: TaskContext): Promise<void> {
  if (input.name !== undefined && !/^[A-Za-z0-9][\w-]{1,149}$/.test(input.name))
    throw errors['InvalidInputException/name']();
  if (input.source) checkSource(input.source);
  if (input.artifacts) checkArtifacts(input.artifacts);
  if (input.source && input.artifacts) {
    const [one, other] = [input.source.type === 'CODEPIPELINE', input.artifacts.type === 'CODEPIPELINE'];
    if (one !== other) throw errors['InvalidInputException/pipelineTypes']();
  }
  if (input.serviceRole !== undefined) await checkRole(input.serviceRole, context);
}

function checkSource(source: NonNullable<Plain<Project>['source']>): void {
  const type = source.type!;
  if (!SOURCES.has(type)) throw errors['InvalidInputException/sourceType']({ type });
  if (
    type === 'CODECOMMIT' &&
    !/^https:\/\/git-codecommit\.[\w-]+\.amazonaws\.com\/v1\/repos\/./.test(source.location ?? '')
  )
    throw errors['InvalidInputException/projectSource']({ type });
  if (type === 'S3' && !source.location?.includes('/')) throw errors['InvalidInputException/projectSource']({ type });
  if (type === 'NO_SOURCE' && !source.buildspec) throw errors['InvalidInputException/noSource']();
  if (source.reportBuildStatus) throw errors['InvalidInputException/reportStatus']({ type });
}

function checkArtifacts(artifacts: NonNullable<Plain<Project>['artifacts']>): void {
  if (artifacts.type === 'NO_ARTIFACTS' && artifacts.location)
    throw errors['InvalidInputException/noArtifactsLocation']();
  if (artifacts.type === 'S3' && !artifacts.location) throw errors['InvalidInputException/artifactsLocation']();
}

async function checkRole(role: string, context: TaskContext): Promise<void> {
  const account = parseArn(role)?.account;
  if (account !== undefined && account !== context.account) throw errors['InvalidInputException/roleAccount']();
  try {
    await context.assume(role, 'AWSCodeBuild');
  } catch (error) {
    if (error instanceof AwsError) throw errors['InvalidInputException/role']();
    throw error;
  }
}

/** A project as AWS gives it back: what was not said has its default. */
export function projectWith(context: ServiceContext, input: ProjectInput, before?: Plain<Project>): Plain<Project> {
  const name = input.name!;
  const { badgeEnabled, ...rest } = input;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const merged: Plain<Project> = { ...DEFAULTS(context), ...before, ...given };
  return {
    ...merged,
    name,
    arn: projectArn(context, name),
    created: before?.created ?? context.now,
    lastModified: context.now,
    badge: { badgeEnabled: badgeEnabled ?? before?.badge?.badgeEnabled ?? false },
    source: { gitCloneDepth: 0, insecureSsl: false, ...merged.source! },
    artifacts: completeArtifacts(name, merged.artifacts!),
    environment: {
      privilegedMode: false,
      imagePullCredentialsType: 'CODEBUILD',
      ...merged.environment!,
      environmentVariables: (merged.environment?.environmentVariables ?? []).map((variable) => ({
        ...variable,
        type: variable.type ?? 'PLAINTEXT',
      })),
    },
  };
}

const DEFAULTS = (context: ServiceContext): Partial<Plain<Project>> => ({
  secondarySources: [],
  secondarySourceVersions: [],
  secondaryArtifacts: [],
  cache: { type: 'NO_CACHE' },
  timeoutInMinutes: 60,
  queuedTimeoutInMinutes: 480,
  encryptionKey: context.arn('kms', 'alias/aws/s3'),
  tags: [],
  logsConfig: {
    cloudWatchLogs: { status: 'ENABLED' },
    s3Logs: { status: 'DISABLED', encryptionDisabled: false },
  },
  projectVisibility: 'PRIVATE',
});

function completeArtifacts(
  name: string,
  artifacts: NonNullable<Plain<Project>['artifacts']>,
): NonNullable<Plain<Project>['artifacts']> {
  if (artifacts.type === 'NO_ARTIFACTS') return { type: 'NO_ARTIFACTS' };
  return { name, packaging: 'NONE', namespaceType: 'NONE', encryptionDisabled: false, ...artifacts };
}
