// A small account for tests of builds and pipelines: real services, roles that may do all that they need.
import { AwsError } from '../../../src/aws/errors.ts';
import { Gateway } from '../../../src/aws/gateway.ts';
import type { Caller } from '../../../src/aws/iam/model.ts';
import { defineService, type Operation, type Service } from '../../../src/aws/service.ts';
import { Computers } from '../../../src/computer/computers.ts';
import { Kernel } from '../../../src/kernel/kernel.ts';
import { toBytes } from '../../../src/lib/bytes.ts';
import { zip } from '../../../src/lib/zip.ts';
import { codebuild } from '../../../src/services/codebuild/index.ts';
import { codecommit } from '../../../src/services/codecommit/index.ts';
import { codepipeline } from '../../../src/services/codepipeline/index.ts';
import { events } from '../../../src/services/events/index.ts';
import { logs } from '../../../src/services/logs/index.ts';
import { s3 } from '../../../src/services/s3/index.ts';
import { putRole } from '../../../src/world/account.ts';

export const START = Date.UTC(2026, 6, 4, 10, 15);
export const ACCOUNT = '123456789012';
const ROOT: Caller = { kind: 'root', arn: `arn:aws:iam::${ACCOUNT}:root`, id: ACCOUNT } as Caller;

export interface TestWorld {
  readonly kernel: Kernel;
  readonly gateway: Gateway;
  /** Calls as the account's owner; AWS's errors are given back. */
  call<O = Record<string, unknown>>(service: string, operation: string, input: object): Promise<O>;
  failure(service: string, operation: string, input: object): Promise<AwsError>;
  /** Lets `ms` of virtual time pass. */
  pass(ms: number): Promise<void>;
  /** Lets time pass until nothing is under way, at most `ms`. */
  settle(ms?: number): Promise<void>;
  zipOf(files: Record<string, string>): Uint8Array;
}

/** Everything, for the roles whose policies are not what a test is about. */
const ALL = { all: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** A CodeDeploy whose deployments end as `outcome` says, after twenty seconds. */
export function fakeCodeDeploy(outcome: { status: string }): Service {
  const deployments = new Map<string, string>();
  const operation = (handle: Operation<never>['handle']): Operation => ({
    resources: () => ['*'],
    readOnly: false,
    internal: true,
    handle,
  });
  return defineService({
    name: 'codedeploy',
    iamPrefix: 'codedeploy',
    principal: 'codedeploy.amazonaws.com',
    operations: {
      CreateDeployment: operation((_input, context) => {
        const deploymentId = `d-${context.kernel.chance.text('fake', 9, 'ABCDEFGHJK')}`;
        deployments.set(deploymentId, 'InProgress');
        context.schedule(20_000, 'end', deploymentId);
        return { deploymentId };
      }),
      GetDeployment: operation(({ deploymentId }: { deploymentId: string }) => ({
        deploymentInfo: {
          status: deployments.get(deploymentId),
          errorInformation: { code: 'HEALTH_CONSTRAINTS', message: 'The overall deployment failed.' },
        },
      })),
    },
    handlers: {
      end: (context, deploymentId: string) => {
        deployments.set(deploymentId, outcome.status);
        context.emit({
          source: 'aws.codedeploy',
          'detail-type': 'CodeDeploy Deployment State-change Notification',
          resources: [],
          detail: { deploymentId, state: outcome.status === 'Succeeded' ? 'SUCCESS' : 'FAILURE' },
        });
      },
    },
  });
}

/** An account with a bucket `artifacts`, and roles `build` and `pipeline` that may do everything. */
export async function testWorld(extra: readonly Service[] = []): Promise<TestWorld> {
  const kernel = Kernel.begin(7, START);
  const computers = new Computers(kernel, { programs: {}, residents: {} });
  const services = [codebuild, codecommit, codepipeline, events, logs, s3, ...extra];
  const gateway = new Gateway(kernel, computers, { account: ACCOUNT, region: 'us-east-1', services });
  putRole(kernel, ACCOUNT, { name: 'build', trusts: ['codebuild.amazonaws.com'], inline: ALL });
  putRole(kernel, ACCOUNT, { name: 'pipeline', trusts: ['codepipeline.amazonaws.com'], inline: ALL });
  const call = async <O>(service: string, operation: string, input: object): Promise<O> => {
    let output: unknown;
    let failure: unknown;
    kernel.start('test', async (task) => {
      try {
        output = await gateway.callAs(ROOT, { service, operation, input: input as Record<string, unknown>, task });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        failure = error;
      }
    });
    await kernel.settle();
    if (failure) throw failure as AwsError;
    return output as O;
  };
  const world: TestWorld = {
    kernel,
    gateway,
    call,
    failure: async (service, operation, input) => {
      try {
        await call(service, operation, input);
      } catch (error) {
        if (error instanceof AwsError) return error;
        throw error;
      }
      throw new Error(`${operation} did not fail`);
    },
    pass: async (ms) => void (await kernel.advance(kernel.now + ms)),
    settle: async (ms = 7_200_000) => void (await kernel.advance(kernel.now + ms, () => kernel.idle)),
    zipOf: (files) => zip(Object.entries(files).map(([path, text]) => ({ path, data: toBytes(text), mode: 0o100644 }))),
  };
  await call('s3', 'CreateBucket', { Bucket: 'artifacts' });
  return world;
}

/** A project that builds `s3://artifacts/source.zip` into `s3://artifacts/out.zip`. */
export async function putProject(world: TestWorld, files: Record<string, string>, more: object = {}): Promise<void> {
  await world.call('s3', 'PutObject', { Bucket: 'artifacts', Key: 'source.zip', Body: world.zipOf(files) });
  await world.call('codebuild', 'CreateProject', {
    name: 'shop',
    source: { type: 'S3', location: 'artifacts/source.zip' },
    artifacts: { type: 'S3', location: 'artifacts', name: 'out.zip', packaging: 'ZIP' },
    environment: {
      type: 'LINUX_CONTAINER',
      image: 'aws/codebuild/amazonlinux-x86_64-standard:5.0',
      computeType: 'BUILD_GENERAL1_SMALL',
    },
    serviceRole: `arn:aws:iam::${ACCOUNT}:role/build`,
    ...more,
  });
}

export interface BuildAnswer {
  readonly id: string;
  readonly buildStatus: string;
  readonly currentPhase: string;
  readonly phases: { phaseType: string; phaseStatus?: string; contexts?: { statusCode: string; message: string }[] }[];
  readonly exportedEnvironmentVariables?: { name: string; value: string }[];
}

/** Builds `shop` to its end; gives the build and its log, line by line, without the time of day. */
export async function build(world: TestWorld, input: object = {}): Promise<{ build: BuildAnswer; log: string[] }> {
  const { build: started } = await world.call<{ build: BuildAnswer }>('codebuild', 'StartBuild', {
    projectName: 'shop',
    ...input,
  });
  await world.settle();
  return { build: await getBuild(world, started.id), log: await getLog(world, started.id) };
}

export async function getBuild(world: TestWorld, id: string): Promise<BuildAnswer> {
  return (await world.call<{ builds: BuildAnswer[] }>('codebuild', 'BatchGetBuilds', { ids: [id] })).builds[0]!;
}

export async function getLog(world: TestWorld, id: string): Promise<string[]> {
  try {
    const { events: lines } = await world.call<{ events: { message: string }[] }>('logs', 'GetLogEvents', {
      logGroupName: '/aws/codebuild/shop',
      logStreamName: id.split(':')[1],
      startFromHead: true,
    });
    return lines.map(({ message }) => message.replace(/\n$/, '').replace(/^(\[Container\]) \S+ \S+/, '$1'));
  } catch (error) {
    if (error instanceof AwsError) return [];
    throw error;
  }
}

/** The phases of a build with their statuses: `BUILD FAILED`. */
export const phasesOf = ({ phases }: BuildAnswer): string[] =>
  phases.map(({ phaseType, phaseStatus }) => (phaseStatus ? `${phaseType} ${phaseStatus}` : phaseType));
