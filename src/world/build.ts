// Puts the standard world around a repository: who may do what, the repository, its build, its pipeline, a laptop.
import { assert } from '../lib/assert.ts';
import { toBytes } from '../lib/bytes.ts';
import type { Gateway } from '../aws/gateway.ts';
import type { Caller } from '../aws/iam/model.ts';
import { buildImage, withHomes } from '../computer/images/index.ts';
import type { Account } from '../computer/model.ts';
import type { Desk } from '../desk/desk.ts';
import type { Task } from '../kernel/task.ts';
import { putManagedPolicies, putRole, putUser } from './account.ts';
import { seedRepository } from './repository.ts';
import type { ScenarioSpec } from './scenario.ts';

/** The one who works at the laptop. */
export const STUDENT = 'alice';
export const TERMINAL = 'terminal';

/** Names of what stands around the repository `name`. */
export const namesOf = ({ name, buildspec }: Pick<ScenarioSpec, 'name' | 'buildspec'>) => ({
  repository: name,
  pipeline: `${name}-pipeline`,
  project: buildspec ? `${name}-build` : '',
  application: name,
  group: `${name}-fleet`,
  pipelineRole: `${name}-pipeline-role`,
  buildRole: `${name}-build-role`,
  eventsRole: `${name}-events-role`,
});

const type = (category: string, provider: string) => ({ category, owner: 'AWS', provider, version: '1' });

/** Calls as the account's owner, who set it up. */
type Call = (service: string, operation: string, input: Record<string, unknown>) => Promise<Record<string, unknown>>;

/** Builds everything but what begins the first execution. */
export async function buildAccount(gateway: Gateway, spec: ScenarioSpec, task: Task): Promise<void> {
  const { kernel, account, region } = gateway;
  const names = namesOf(spec);
  const call = ownerCall(gateway, task);
  putManagedPolicies(kernel);
  putUser(kernel, account, STUDENT, ['AdministratorAccess']);
  putUser(kernel, account, 'bob', ['ReadOnlyAccess']);
  const bucket = `codepipeline-${region}-${kernel.chance.text('bucket', 12, '0123456789')}`;
  await call('s3', 'CreateBucket', { Bucket: bucket });
  await call('s3', 'PutBucketVersioning', { Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } });
  putRoles(gateway, spec, bucket);
  await seedRepository(gateway, spec, call);
  if (names.project) await call('codebuild', 'CreateProject', projectOf(spec, account));
  await call('events', 'PutRule', ruleOf(spec, account, region));
  await call('events', 'PutTargets', {
    Rule: `${names.pipeline}-source`,
    Targets: [
      {
        Id: 'pipeline',
        Arn: `arn:aws:codepipeline:${region}:${account}:${names.pipeline}`,
        RoleArn: `arn:aws:iam::${account}:role/${names.eventsRole}`,
      },
    ],
  });
}

/** Creates the pipeline, which starts its first execution. */
export async function createPipeline(gateway: Gateway, spec: ScenarioSpec, task: Task): Promise<void> {
  const call = ownerCall(gateway, task);
  const { Buckets } = (await call('s3', 'ListBuckets', {})) as { Buckets: { Name: string }[] };
  await call('codepipeline', 'CreatePipeline', { pipeline: pipelineOf(spec, gateway.account, Buckets[0]!.Name) });
}

function ownerCall(gateway: Gateway, task: Task): Call {
  const owner: Caller = { kind: 'root', arn: `arn:aws:iam::${gateway.account}:root`, id: gateway.account };
  return (service, operation, input) => gateway.callAs(owner, { service, operation, input, task });
}

function putRoles({ kernel, account, region }: Gateway, spec: ScenarioSpec, bucket: string): void {
  const names = namesOf(spec);
  const allow = (actions: string[], ...resources: string[]) => ({
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
  });
  const artifacts = [
    allow(['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], `arn:aws:s3:::${bucket}/*`),
    allow(
      ['s3:ListBucket', 's3:GetBucketVersioning', 's3:GetBucketLocation', 's3:GetBucketAcl'],
      `arn:aws:s3:::${bucket}`,
    ),
  ];
  const group = `arn:aws:logs:${region}:${account}:log-group:/aws/codebuild/${names.project}`;
  putRole(kernel, account, {
    name: names.pipelineRole,
    trusts: ['codepipeline.amazonaws.com'],
    inline: {
      pipeline: [
        ...artifacts,
        allow(
          [
            'codecommit:GetBranch',
            'codecommit:GetCommit',
            'codecommit:UploadArchive',
            'codecommit:GetUploadArchiveStatus',
            'codecommit:CancelUploadArchive',
          ],
          `arn:aws:codecommit:${region}:${account}:${names.repository}`,
        ),
        ...(names.project
          ? [
              allow(
                ['codebuild:StartBuild', 'codebuild:BatchGetBuilds'],
                `arn:aws:codebuild:${region}:${account}:project/${names.project}`,
              ),
            ]
          : []),
        allow(
          [
            'codedeploy:CreateDeployment',
            'codedeploy:GetDeployment',
            'codedeploy:GetDeploymentConfig',
            'codedeploy:GetApplication',
            'codedeploy:GetApplicationRevision',
            'codedeploy:RegisterApplicationRevision',
          ],
          `arn:aws:codedeploy:${region}:${account}:application:${names.application}`,
          `arn:aws:codedeploy:${region}:${account}:deploymentgroup:${names.application}/${names.group}`,
          `arn:aws:codedeploy:${region}:${account}:deploymentconfig:*`,
        ),
      ],
    },
  });
  putRole(kernel, account, {
    name: names.buildRole,
    trusts: ['codebuild.amazonaws.com'],
    inline: {
      build: [
        ...artifacts,
        allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], group, `${group}:*`),
      ],
    },
  });
  putRole(kernel, account, {
    name: names.eventsRole,
    trusts: ['events.amazonaws.com'],
    inline: {
      start: [
        allow(['codepipeline:StartPipelineExecution'], `arn:aws:codepipeline:${region}:${account}:${names.pipeline}`),
      ],
    },
  });
}

const projectOf = (spec: ScenarioSpec, account: string): Record<string, unknown> => ({
  name: namesOf(spec).project,
  source: { type: 'CODEPIPELINE', ...(spec.buildspec === 'buildspec.yml' ? {} : { buildspec: spec.buildspec }) },
  artifacts: { type: 'CODEPIPELINE' },
  environment: { type: 'LINUX_CONTAINER', image: spec.image, computeType: 'BUILD_GENERAL1_SMALL' },
  serviceRole: `arn:aws:iam::${account}:role/${namesOf(spec).buildRole}`,
});

const ruleOf = (spec: ScenarioSpec, account: string, region: string): Record<string, unknown> => ({
  Name: `${namesOf(spec).pipeline}-source`,
  EventPattern: JSON.stringify({
    source: ['aws.codecommit'],
    'detail-type': ['CodeCommit Repository State Change'],
    resources: [`arn:aws:codecommit:${region}:${account}:${spec.name}`],
    detail: {
      event: ['referenceCreated', 'referenceUpdated'],
      referenceType: ['branch'],
      referenceName: [spec.branch],
    },
  }),
});

function pipelineOf(spec: ScenarioSpec, account: string, bucket: string): object {
  const names = namesOf(spec);
  const source = {
    name: 'Source',
    actionTypeId: type('Source', 'CodeCommit'),
    configuration: { RepositoryName: names.repository, BranchName: spec.branch, PollForSourceChanges: 'false' },
    outputArtifacts: [{ name: 'SourceArtifact' }],
  };
  const build = {
    name: 'Build',
    actionTypeId: type('Build', 'CodeBuild'),
    configuration: { ProjectName: names.project },
    inputArtifacts: [{ name: 'SourceArtifact' }],
    outputArtifacts: [{ name: 'BuildArtifact' }],
  };
  const release = {
    name: 'Release',
    actionTypeId: type('Deploy', 'S3'),
    configuration: { BucketName: bucket, Extract: 'false', ObjectKey: `releases/${spec.name}.zip` },
    inputArtifacts: [{ name: names.project ? 'BuildArtifact' : 'SourceArtifact' }],
  };
  return {
    name: names.pipeline,
    roleArn: `arn:aws:iam::${account}:role/${names.pipelineRole}`,
    artifactStore: { type: 'S3', location: bucket },
    pipelineType: 'V2',
    executionMode: 'SUPERSEDED',
    stages: [
      { name: 'Source', actions: [source] },
      ...(names.project ? [{ name: 'Build', actions: [build] }] : []),
      { name: 'Release', actions: [release] },
    ],
  };
}

/** The laptop, with the student's home, credentials and git configuration, and a terminal on it. */
export function buildLaptop(
  gateway: Gateway,
  desk: Desk,
  spec: ScenarioSpec,
  keys: readonly { user: string; id: string; secret: string }[],
): void {
  const image = buildImage('laptop');
  assert(image, 'the laptop has an image');
  const home = `/home/${STUDENT}`;
  const accounts: Account[] = [
    { name: 'root', uid: 0, groups: ['root'], home: '/root', shell: '/bin/bash', sudo: true },
    { name: STUDENT, uid: 1000, groups: [STUDENT, 'sudo'], home, shell: '/bin/bash', sudo: true },
  ];
  const { kernel, computers, region } = gateway;
  const laptop = computers.add(
    {
      id: 'laptop',
      kind: 'laptop',
      os: image.os,
      hostname: 'laptop',
      address: '203.0.113.10',
      state: 'running',
      bootedAt: kernel.now,
      accounts,
      nextPid: 1000,
      capacityBytes: 8 * 1024 ** 3,
      env: {},
      labels: {},
    },
    withHomes(image.root, accounts),
  );
  const files = laptop.files(STUDENT);
  files.mkdir(`${home}/.aws`, { mode: 0o700 });
  const profile = ({ user, id, secret }: (typeof keys)[number]): string =>
    `[${user === STUDENT ? 'default' : user}]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;
  files.writeFile(`${home}/.aws/credentials`, toBytes(keys.map(profile).join('\n')), { mode: 0o600 });
  files.writeFile(
    `${home}/.aws/config`,
    `[default]\nregion = ${region}\noutput = json\n\n[profile bob]\nregion = ${region}\n`,
  );
  files.writeFile(
    `${home}/.gitconfig`,
    `[user]\n\tname = Alice\n\temail = alice@example.com\n[init]\n\tdefaultBranch = main\n[credential]\n\thelper = !aws codecommit credential-helper $@\n\tUseHttpPath = true\n`,
  );
  const names = namesOf(spec);
  desk.open(TERMINAL, laptop, STUDENT, {
    cwd: home,
    env: { SLIPWAY_PIPELINE: names.pipeline, SLIPWAY_PROJECT: names.project },
  });
}
