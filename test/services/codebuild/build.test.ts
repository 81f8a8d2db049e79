import { describe, expect, test } from 'vitest';
import { unzip } from '../../../src/lib/zip.ts';
import { toText } from '../../../src/lib/bytes.ts';
import { computersTable } from '../../../src/computer/model.ts';
import { eventRecordsTable } from '../../../src/aws/records.ts';
import { buildsTable } from '../../../src/services/codebuild/index.ts';
import { putRole } from '../../../src/world/account.ts';
import { ACCOUNT, build, getBuild, getLog, phasesOf, putProject, testWorld, type BuildAnswer } from './world.ts';

const spec = (...commands: string[]): string =>
  `version: 0.2\nphases:\n  build:\n    commands:\n${commands.map((one) => `      - ${JSON.stringify(one)}\n`).join('')}`;
const ARTIFACTS = "artifacts:\n  files:\n    - '**/*'\n";

const AFTER_BUILD = ['POST_BUILD SUCCEEDED', 'UPLOAD_ARTIFACTS SUCCEEDED', 'FINALIZING SUCCEEDED', 'COMPLETED'];
const BEFORE_BUILD = ['SUBMITTED', 'QUEUED', 'PROVISIONING', 'DOWNLOAD_SOURCE', 'INSTALL', 'PRE_BUILD'].map(
  (phase) => `${phase} SUCCEEDED`,
);

test('a build goes through all eleven phases, and uploads what its commands left behind', async () => {
  const world = await testWorld();
  await putProject(world, { 'buildspec.yml': spec('echo built > made.txt') + ARTIFACTS, 'a.txt': 'a' });
  const { build: done, log } = await build(world);
  expect(done.buildStatus).toBe('SUCCEEDED');
  expect(phasesOf(done)).toEqual([...BEFORE_BUILD, 'BUILD SUCCEEDED', ...AFTER_BUILD]);
  expect(log).toContain('[Container] Running command echo built > made.txt');
  expect(log).toContain('[Container] Phase context status code:  Message: ');
  expect(log).toContain('[Container]  BUILD: 1 commands');
  const { Body } = await world.call<{ Body: Uint8Array }>('s3', 'GetObject', { Bucket: 'artifacts', Key: 'out.zip' });
  const entries = unzip(Body).map(({ path, data }) => [path, toText(data)]);
  expect(Object.fromEntries(entries)).toMatchObject({ 'a.txt': 'a', 'made.txt': 'built\n' });
  expect(world.kernel.table(computersTable).size).toBe(0);
});

test('folder and variables go from command to command, unexported ones too', async () => {
  const world = await testWorld();
  const text =
    'version: 0.2\nenv:\n  exported-variables: [OUT]\nphases:\n  install:\n    commands:\n      - X=1\n      - mkdir() { :; }\n      - cd /\n  build:\n    commands:\n      - echo "$X in $PWD"\n      - OUT=$X-out\n';
  await putProject(world, { 'buildspec.yml': text }, { artifacts: { type: 'NO_ARTIFACTS' } });
  const { build: done, log } = await build(world);
  expect(log).toContain('1 in /');
  expect(done.exportedEnvironmentVariables).toEqual([{ name: 'OUT', value: '1-out' }]);
});

test('version 0.1 forgets folder and variables after each command', async () => {
  const world = await testWorld();
  const text = spec('X=1; cd /', 'echo "X is <$X>"').replace('0.2', '0.1');
  await putProject(world, { 'buildspec.yml': text }, { artifacts: { type: 'NO_ARTIFACTS' } });
  expect((await build(world)).log).toContain('X is <>');
});

describe('what fails says so as on AWS', () => {
  test('a command: POST_BUILD and UPLOAD_ARTIFACTS still run, the rest of the list does not', async () => {
    const world = await testWorld();
    const text = `${spec('echo before', 'exit 3', 'echo after')}  post_build:\n    commands:\n      - echo "succeeding $CODEBUILD_BUILD_SUCCEEDING"\n${ARTIFACTS}`;
    await putProject(world, { 'buildspec.yml': text });
    const { build: done, log } = await build(world);
    expect(done.buildStatus).toBe('FAILED');
    expect(phasesOf(done)).toEqual([...BEFORE_BUILD, 'BUILD FAILED', ...AFTER_BUILD]);
    expect(done.phases.find(({ phaseType }) => phaseType === 'BUILD')?.contexts).toEqual([
      {
        statusCode: 'COMMAND_EXECUTION_ERROR',
        message: 'Error while executing command: exit 3. Reason: exit status 3',
      },
    ]);
    const at = log.indexOf('[Container] Command did not exit successfully exit 3 exit status 3');
    expect(log.slice(at - 1, at + 3)).toEqual([
      '',
      '[Container] Command did not exit successfully exit 3 exit status 3',
      '[Container] Phase complete: BUILD State: FAILED',
      '[Container] Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing command: exit 3. Reason: exit status 3',
    ]);
    expect(log).toContain('succeeding 0');
    expect(log).not.toContain('after');
  });

  test('PRE_BUILD: nothing follows but FINALIZING, and finally has run', async () => {
    const world = await testWorld();
    const text =
      'version: 0.2\nphases:\n  pre_build:\n    commands:\n      - false\n    finally:\n      - echo always\n  build:\n    commands:\n      - echo never\n';
    await putProject(world, { 'buildspec.yml': text });
    const { build: done, log } = await build(world);
    expect(phasesOf(done).slice(-3)).toEqual(['PRE_BUILD FAILED', 'FINALIZING SUCCEEDED', 'COMPLETED']);
    expect(log).toContain('always');
  });

  test('on-failure: ABORT in BUILD skips POST_BUILD, CONTINUE in INSTALL goes on', async () => {
    const world = await testWorld();
    const text =
      'version: 0.2\nphases:\n  install:\n    on-failure: CONTINUE\n    commands: ["exit 1"]\n  build:\n    on-failure: ABORT\n    commands: ["exit 2"]\n';
    await putProject(world, { 'buildspec.yml': text });
    const { build: done } = await build(world);
    expect(phasesOf(done).slice(4)).toEqual([
      'INSTALL FAILED',
      'PRE_BUILD SUCCEEDED',
      'BUILD FAILED',
      'FINALIZING SUCCEEDED',
      'COMPLETED',
    ]);
  });

  test.each([
    [
      'no buildspec',
      { 'a.txt': '' },
      'DOWNLOAD_SOURCE',
      'YAML_FILE_ERROR',
      /^stat \/codebuild\/output\/src\d+\/src\/buildspec.yml: no such file or directory$/,
    ],
    [
      'an unquoted colon',
      { 'buildspec.yml': 'version: 0.2\nphases:\n  build:\n    commands:\n      - echo a: b\n' },
      'DOWNLOAD_SOURCE',
      'YAML_FILE_ERROR',
      /^Expected Commands\[0\] to be of string type/,
    ],
    [
      'an unknown runtime',
      { 'buildspec.yml': 'version: 0.2\nphases:\n  install:\n    runtime-versions:\n      nodejs: 99\n' },
      'DOWNLOAD_SOURCE',
      'YAML_FILE_ERROR',
      /^Unknown runtime version named '99' of nodejs\./,
    ],
    [
      'no matching artifact',
      { 'buildspec.yml': `${spec('echo a')}artifacts:\n  files: imagedefinitions.json\n` },
      'UPLOAD_ARTIFACTS',
      'CLIENT_ERROR',
      /^no matching artifact paths found$/,
    ],
    [
      'no base directory',
      { 'buildspec.yml': `${spec('echo a')}artifacts:\n  base-directory: dist\n  files: '**/*'\n` },
      'UPLOAD_ARTIFACTS',
      'CLIENT_ERROR',
      /^no matching base directory path found for dist$/,
    ],
  ] as const)('%s', async (_name, files, phase, code, message) => {
    const world = await testWorld();
    await putProject(world, files);
    const { build: done } = await build(world);
    expect(done.buildStatus).toBe('FAILED');
    const failed = done.phases.find(({ phaseStatus }) => phaseStatus === 'FAILED');
    expect(failed?.phaseType).toBe(phase);
    expect(failed?.contexts?.[0]).toMatchObject({
      statusCode: code,
      message: expect.stringMatching(message) as string,
    });
  });

  test('an image that nobody has', async () => {
    const world = await testWorld();
    await putProject(world, { 'buildspec.yml': spec('true') });
    const { build: done } = await build(world, { imageOverride: 'private/app:1' });
    expect(done.phases.find(({ phaseType }) => phaseType === 'PROVISIONING')?.contexts?.[0]?.statusCode).toBe(
      'BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE',
    );
  });

  test('a role that may not write logs fails the build while it is queued, without a log', async () => {
    const world = await testWorld();
    putRole(world.kernel, ACCOUNT, { name: 'mute', trusts: ['codebuild.amazonaws.com'] });
    await putProject(world, { 'buildspec.yml': spec('true') }, { serviceRole: `arn:aws:iam::${ACCOUNT}:role/mute` });
    const { build: done, log } = await build(world);
    expect(phasesOf(done)[1]).toBe('QUEUED FAILED');
    expect(done.phases[1]?.contexts?.[0]?.message).toMatch(
      /does not allow AWS CodeBuild to create Amazon CloudWatch Logs log streams/,
    );
    expect(log).toEqual([]);
  });
});

test('an endless command ends when the build times out', async () => {
  const world = await testWorld();
  await putProject(world, { 'buildspec.yml': spec('while true; do :; done') }, { timeoutInMinutes: 5 });
  const { build: done } = await build(world);
  expect(done.buildStatus).toBe('TIMED_OUT');
  const phase = done.phases.find(({ phaseType }) => phaseType === 'BUILD');
  expect(phase).toMatchObject({
    phaseStatus: 'TIMED_OUT',
    contexts: [{ statusCode: 'BUILD_TIMED_OUT', message: 'Build has timed out. ' }],
  });
  expect(world.kernel.tasks).toEqual([]);
});

test('a stopped build ends at once, in the phase that it was in', async () => {
  const world = await testWorld();
  await putProject(world, { 'buildspec.yml': spec('echo on the way', 'while true; do :; done') });
  const { build: started } = await world.call<{ build: BuildAnswer }>('codebuild', 'StartBuild', {
    projectName: 'shop',
  });
  expect(started).toMatchObject({ currentPhase: 'QUEUED', buildStatus: 'IN_PROGRESS' });
  await world.pass(30_000);
  await world.call('codebuild', 'StopBuild', { id: started.id });
  await world.settle();
  const done = await getBuild(world, started.id);
  expect(done.buildStatus).toBe('STOPPED');
  expect(phasesOf(done).slice(-2)).toEqual(['BUILD STOPPED', 'COMPLETED']);
  expect(await getLog(world, started.id)).toContain('on the way');
  expect(world.kernel.table(computersTable).size).toBe(0);
});

test('a failed build leads back, fact by fact, to the command that failed', async () => {
  const world = await testWorld();
  await putProject(world, { 'buildspec.yml': spec('echo oops; exit 1') });
  const { build: done } = await build(world);
  const facts = world.kernel.trace.all;
  const types: string[] = [];
  for (
    let fact = facts.find(({ type }) => type === 'codebuild.build.failed');
    fact;
    fact = fact.cause === undefined ? undefined : facts[fact.cause]
  )
    types.push(fact.type);
  expect(types.slice(0, 3)).toEqual(['codebuild.build.failed', 'codebuild.phase.failed', 'codebuild.command.failed']);
  expect(types).toContain('codebuild.build.started');
  const record = world.kernel.table(buildsTable).must(done.id);
  expect(record.commands).toMatchObject([{ phase: 'BUILD', command: 'echo oops; exit 1', status: 1 }]);
  const log = await getLog(world, done.id);
  expect(log[record.commands[0]!.firstLine]).toBe('[Container] Running command echo oops; exit 1');
});

test('the bus is told of each phase, and of the build at its start and end', async () => {
  const world = await testWorld();
  await putProject(world, { 'buildspec.yml': spec('true') }, { artifacts: { type: 'NO_ARTIFACTS' } });
  await build(world);
  const details = world.kernel
    .table(eventRecordsTable)
    .values()
    .map(({ event }) => event);
  expect(details.flatMap(({ detail }) => detail['build-status'] ?? [])).toEqual(['IN_PROGRESS', 'SUCCEEDED']);
  expect(details.flatMap(({ detail }) => detail['completed-phase'] ?? [])).toContain('UPLOAD_ARTIFACTS');
});

test('requests that AWS refuses are refused in its words', async () => {
  const world = await testWorld();
  await putProject(world, { 'buildspec.yml': spec('true') });
  const unknown = await world.failure('codebuild', 'StartBuild', { projectName: 'nope' });
  expect(unknown.message).toBe(`Project cannot be found: arn:aws:codebuild:us-east-1:${ACCOUNT}:project/nope`);
  const twice = await world.failure('codebuild', 'CreateProject', {
    name: 'shop',
    source: { type: 'NO_SOURCE', buildspec: 'version: 0.2' },
    artifacts: { type: 'NO_ARTIFACTS' },
    environment: { type: 'LINUX_CONTAINER', image: 'x', computeType: 'BUILD_GENERAL1_SMALL' },
    serviceRole: `arn:aws:iam::${ACCOUNT}:role/build`,
  });
  expect(twice.code).toBe('ResourceAlreadyExistsException');
});
