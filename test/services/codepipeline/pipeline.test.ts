import { describe, expect, test } from 'vitest';
import { artifactKey, artifactLineageTable } from '../../../src/aws/lineage.ts';
import { eventRecordsTable } from '../../../src/aws/records.ts';
import { actionRunsTable, executionsTable } from '../../../src/services/codepipeline/index.ts';
import { putRole } from '../../../src/world/account.ts';
import { ACCOUNT, type TestWorld } from '../codebuild/world.ts';
import {
  BUILD,
  commit,
  declare,
  DEPLOY,
  executions,
  run,
  shop,
  SOURCE,
  stages,
  start,
  state,
  WITH_APPROVAL,
} from './shop.ts';

test('creating a pipeline runs it: commit, build, artifact, deployment, and the commit known all the way', async () => {
  const world = await shop();
  const commitId = await commit(world, 'index.html', '<h1>1</h1>');
  await world.call('codepipeline', 'CreatePipeline', { pipeline: declare() });
  await world.settle();
  const [execution] = executions(world);
  expect(execution).toMatchObject({ status: 'Succeeded', trigger: { type: 'CreatePipeline' }, commit: { commitId } });
  expect(execution!.outputs.SourceVariables).toMatchObject({ CommitId: commitId, BranchName: 'main' });
  const place = execution!.artifacts.BuildArtifact!;
  expect(place.key).toMatch(/^shop-pipeline\/BuildArtif\/[A-Za-z0-9]{7}$/);
  expect(world.kernel.table(artifactLineageTable).get(artifactKey('artifacts', place.key))).toEqual({
    commitId,
    repositoryName: 'shop',
  });
  expect(run(world, execution!.id, 'Deploy')).toMatchObject({ status: 'Succeeded', summary: 'Deployment Succeeded' });
  const answer = await state(world);
  expect(answer.stageStates.map(({ latestExecution }) => latestExecution?.status)).toEqual(Array(3).fill('Succeeded'));
});

test('the bus hears of executions, stages and actions', async () => {
  const world = await shop();
  await world.call('codepipeline', 'CreatePipeline', { pipeline: declare() });
  await world.settle();
  const heard = world.kernel
    .table(eventRecordsTable)
    .values()
    .filter(({ event }) => event.source === 'aws.codepipeline')
    .map(({ event }) => `${event['detail-type'].split(' ')[1]} ${String(event.detail.state)}`);
  expect(heard.filter((one) => one.startsWith('Pipeline'))).toEqual(['Pipeline STARTED', 'Pipeline SUCCEEDED']);
  expect(heard.filter((one) => one === 'Stage SUCCEEDED')).toHaveLength(3);
  expect(heard.filter((one) => one === 'Action SUCCEEDED')).toHaveLength(3);
});

test('a failed build fails the execution, and every fact leads back to the start', async () => {
  const world = await shop({ status: 'Succeeded' }, 'npm-is-not-here');
  await world.call('codepipeline', 'CreatePipeline', { pipeline: declare() });
  await world.settle();
  const [execution] = executions(world);
  expect(execution!.status).toBe('Failed');
  expect(run(world, execution!.id, 'Build').error).toEqual({
    code: 'JobFailed',
    message:
      'Build terminated with state: FAILED. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, Message: Error while executing command: npm-is-not-here. Reason: exit status 127',
  });
  const facts = world.kernel.trace.all;
  const chain: string[] = [];
  let fact = facts.find(({ type: name }) => name === 'codepipeline.execution.failed');
  for (; fact; fact = fact.cause === undefined ? undefined : facts[fact.cause]) chain.push(fact.type);
  for (const name of [
    'codepipeline.action.failed',
    'codebuild.command.failed',
    'codebuild.build.started',
    'codepipeline.execution.started',
  ])
    expect(chain).toContain(name);
});

test('a failed deployment fails the action with what CodeDeploy says', async () => {
  const world = await shop({ status: 'Failed' });
  await world.call('codepipeline', 'CreatePipeline', { pipeline: declare() });
  await world.settle();
  expect(run(world, executions(world)[0]!.id, 'Deploy')).toMatchObject({
    status: 'Failed',
    summary: expect.stringMatching(/^Deployment d-\w{9} failed$/) as string,
    error: { code: 'JobFailed', message: 'The overall deployment failed.' },
  });
});

describe('a source that cannot be taken says why', () => {
  test('a branch that is not there', async () => {
    const world = await shop();
    const source = { ...SOURCE, configuration: { ...SOURCE.configuration, BranchName: 'master' } };
    const list = stages(['Source', [source]], ['Build', [BUILD]]);
    await world.call('codepipeline', 'CreatePipeline', { pipeline: declare({ stages: list }) });
    await world.settle();
    expect(run(world, executions(world)[0]!.id, 'Source').error?.message).toBe(
      'The action failed because no branch named master was found in the selected AWS CodeCommit repository shop. Make sure you are using the correct branch name, and then try again. Error: null',
    );
  });

  test('a role that may not read the repository', async () => {
    const world = await shop();
    putRole(world.kernel, ACCOUNT, { name: 'poor', trusts: ['codepipeline.amazonaws.com'] });
    await world.call('codepipeline', 'CreatePipeline', {
      pipeline: declare({ roleArn: `arn:aws:iam::${ACCOUNT}:role/poor` }),
    });
    await world.settle();
    const { error } = run(world, executions(world)[0]!.id, 'Source');
    expect(error?.code).toBe('PermissionError');
    expect(error?.message).toContain('is not authorized to perform: codecommit:GetBranch');
  });
});

test('in front of a busy stage a newer execution replaces the one that waits, and only that one', async () => {
  const world = await shop();
  await world.call('codepipeline', 'CreatePipeline', { pipeline: declare({ stages: WITH_APPROVAL }) });
  await world.settle();
  const second = await start(world);
  await world.settle();
  const third = await start(world);
  await world.settle();
  const [first] = executions(world);
  expect(executions(world).map(({ status }) => status)).toEqual(['InProgress', 'Superseded', 'InProgress']);
  expect(world.kernel.table(executionsTable).must(second).stages).toEqual({ Source: 'Succeeded' });
  expect((await state(world)).stageStates[1]).toMatchObject({
    latestExecution: { pipelineExecutionId: first!.id, status: 'InProgress' },
    inboundExecution: { pipelineExecutionId: third },
  });
});

test('QUEUED keeps all that wait, in order', async () => {
  const world = await shop();
  const pipeline = declare({ stages: WITH_APPROVAL, executionMode: 'QUEUED' });
  await world.call('codepipeline', 'CreatePipeline', { pipeline });
  await world.settle();
  await start(world);
  await world.settle();
  await start(world);
  await world.settle();
  expect(executions(world).map(({ status }) => status)).toEqual(Array(3).fill('InProgress'));
});

test('an approval lets the execution go on, once', async () => {
  const world = await shop();
  await world.call('codepipeline', 'CreatePipeline', { pipeline: declare({ stages: WITH_APPROVAL }) });
  await world.settle();
  const { token } = (await state(world)).stageStates[1]!.actionStates[0]!.latestExecution!;
  const answer = (status: string, given = token) => ({
    pipelineName: 'shop-pipeline',
    stageName: 'Gate',
    actionName: 'Approve',
    result: { status, summary: 'fine' },
    token: given,
  });
  const wrong = await world.failure(
    'codepipeline',
    'PutApprovalResult',
    answer('Approved', '11111111-2222-4333-8444-555555555555'),
  );
  expect(wrong.code).toBe('InvalidApprovalTokenException');
  await world.call('codepipeline', 'PutApprovalResult', answer('Approved'));
  await world.settle();
  expect(executions(world)[0]!.status).toBe('Succeeded');
  const late = await world.failure('codepipeline', 'PutApprovalResult', answer('Rejected'));
  expect(late.code).toBe('ApprovalAlreadyCompletedException');
});

test('a rejected execution fails', async () => {
  const world = await shop();
  await world.call('codepipeline', 'CreatePipeline', { pipeline: declare({ stages: WITH_APPROVAL }) });
  await world.settle();
  const { token } = (await state(world)).stageStates[1]!.actionStates[0]!.latestExecution!;
  const result = { status: 'Rejected', summary: 'no' };
  await world.call('codepipeline', 'PutApprovalResult', {
    pipelineName: 'shop-pipeline',
    stageName: 'Gate',
    actionName: 'Approve',
    result,
    token,
  });
  await world.settle();
  expect(executions(world)[0]).toMatchObject({ status: 'Failed', stages: { Gate: 'Failed' } });
});

test('a retry runs the failed stage again in the same execution, with the same commit', async () => {
  const outcome = { status: 'Failed' };
  const world = await shop(outcome);
  await world.call('codepipeline', 'CreatePipeline', { pipeline: declare() });
  await world.settle();
  const [before] = executions(world);
  outcome.status = 'Succeeded';
  const retry = {
    pipelineName: 'shop-pipeline',
    stageName: 'Deploy',
    pipelineExecutionId: before!.id,
    retryMode: 'FAILED_ACTIONS',
  };
  expect(await world.call('codepipeline', 'RetryStageExecution', retry)).toEqual({ pipelineExecutionId: before!.id });
  await world.settle();
  expect(executions(world)).toMatchObject([
    { id: before!.id, status: 'Succeeded', commit: before!.commit, attempt: 2 },
  ]);
  expect(world.kernel.table(actionRunsTable).by('execution', before!.id)).toHaveLength(4);
  expect((await world.failure('codepipeline', 'RetryStageExecution', retry)).code).toBe('StageNotRetryableException');
});

test('an execution that a later one has overtaken in the stage cannot be retried', async () => {
  const world = await shop({ status: 'Failed' });
  await world.call('codepipeline', 'CreatePipeline', { pipeline: declare() });
  await world.settle();
  await start(world);
  await world.settle();
  const failure = await world.failure('codepipeline', 'RetryStageExecution', {
    pipelineName: 'shop-pipeline',
    stageName: 'Deploy',
    pipelineExecutionId: executions(world)[0]!.id,
    retryMode: 'FAILED_ACTIONS',
  });
  expect(failure.code).toBe('NotLatestPipelineExecutionException');
});

describe('stopping', () => {
  const stop = (world: TestWorld, abandon: boolean) =>
    world.call('codepipeline', 'StopPipelineExecution', {
      pipelineName: 'shop-pipeline',
      pipelineExecutionId: executions(world)[0]!.id,
      abandon,
      reason: 'wrong commit',
    });

  test('and waiting lets the action under way end', async () => {
    const world = await shop();
    await world.call('codepipeline', 'CreatePipeline', { pipeline: declare() });
    await world.pass(12_000);
    await stop(world, false);
    expect(executions(world)[0]!.status).toBe('Stopping');
    await world.settle();
    const [execution] = executions(world);
    expect(execution).toMatchObject({ status: 'Stopped', stages: { Source: 'Succeeded', Build: 'Stopped' } });
    expect(run(world, execution!.id, 'Build').status).toBe('Succeeded');
  });

  test('and abandoning leaves the build to itself', async () => {
    const world = await shop();
    await world.call('codepipeline', 'CreatePipeline', { pipeline: declare() });
    await world.pass(12_000);
    await stop(world, true);
    const [execution] = executions(world);
    expect(execution!.status).toBe('Stopped');
    expect(run(world, execution!.id, 'Build').status).toBe('Abandoned');
    await world.settle();
    const ids = (await world.call<{ ids: string[] }>('codebuild', 'ListBuilds', {})).ids;
    const { builds } = await world.call<{ builds: { buildStatus: string }[] }>('codebuild', 'BatchGetBuilds', { ids });
    expect(builds.map(({ buildStatus }) => buildStatus)).toEqual(['SUCCEEDED']);
  });
});

test('a disabled transition holds executions back until it is enabled', async () => {
  const world = await shop();
  await world.call('codepipeline', 'CreatePipeline', { pipeline: declare() });
  await world.settle();
  const at = { pipelineName: 'shop-pipeline', stageName: 'Deploy', transitionType: 'Inbound' };
  await world.call('codepipeline', 'DisableStageTransition', { ...at, reason: 'Freeze until Monday' });
  const second = await start(world);
  await world.settle();
  expect((await state(world)).stageStates[2]).toMatchObject({
    inboundExecution: { pipelineExecutionId: second },
    inboundTransitionState: { enabled: false, disabledReason: 'Freeze until Monday' },
  });
  await world.call('codepipeline', 'EnableStageTransition', at);
  await world.settle();
  expect(world.kernel.table(executionsTable).must(second).status).toBe('Succeeded');
  const comma = await world.failure('codepipeline', 'DisableStageTransition', { ...at, reason: 'no, please' });
  expect(comma.message).toContain('Member must satisfy regular expression pattern');
});

test('a pipeline that polls starts by itself within about a minute of a commit', async () => {
  const world = await shop();
  const source = { ...SOURCE, configuration: { RepositoryName: 'shop', BranchName: 'main' } };
  await world.call('codepipeline', 'CreatePipeline', {
    pipeline: declare({ stages: stages(['Source', [source]], ['Build', [BUILD]]) }),
  });
  await world.settle();
  await world.pass(120_000);
  expect(executions(world)).toHaveLength(1);
  const commitId = await commit(world, 'a.txt', 'new');
  await world.pass(65_000);
  await world.settle();
  expect(executions(world)[1]).toMatchObject({ trigger: { type: 'PollForSourceChanges' }, commit: { commitId } });
  await world.pass(200_000);
  expect(executions(world)).toHaveLength(2);
});

test('variables of a namespace reach the build, and one that is not there fails the action', async () => {
  const world = await shop({ status: 'Succeeded' }, 'echo "commit $COMMIT"');
  const variable = (name: string) => ({
    ...BUILD,
    configuration: {
      ProjectName: 'shop',
      EnvironmentVariables: `[{"name":"COMMIT","value":"#{SourceVariables.${name}}"}]`,
    },
  });
  const list = stages(
    ['Source', [SOURCE]],
    ['Build', [variable('CommitId')]],
    ['Again', [{ ...variable('Nothing'), outputArtifacts: [] }]],
  );
  await world.call('codepipeline', 'CreatePipeline', { pipeline: declare({ stages: list }) });
  await world.settle();
  const runs = world.kernel.table(actionRunsTable).values();
  const commitId = executions(world)[0]!.commit!.commitId;
  expect(runs[1]!.resolved.EnvironmentVariables).toBe(`[{"name":"COMMIT","value":"${commitId}"}]`);
  expect(runs[2]).toMatchObject({ status: 'Failed', error: { code: 'ConfigurationError' } });
});

test('editing a pipeline cancels what is under way', async () => {
  const world = await shop();
  await world.call('codepipeline', 'CreatePipeline', { pipeline: declare() });
  await world.pass(12_000);
  await world.call('codepipeline', 'UpdatePipeline', { pipeline: declare() });
  await world.settle();
  expect(executions(world)).toMatchObject([{ status: 'Cancelled' }]);
});

describe('a structure that AWS refuses is refused in its words', () => {
  test.each([
    [
      'one stage',
      declare({ stages: stages(['Source', [SOURCE]]) }),
      'InvalidStructureException',
      'Pipeline has only 1 stage(s). There should be a minimum of 2 stages in a pipeline',
    ],
    [
      'no source first',
      declare({ stages: stages(['Build', [BUILD]], ['Deploy', [DEPLOY]]) }),
      'InvalidStructureException',
      'Pipeline should start with a stage that only contains source actions',
    ],
    [
      'an artifact that nobody makes',
      declare({ stages: stages(['Source', [SOURCE]], ['Deploy', [DEPLOY]]) }),
      'InvalidActionDeclarationException',
      'Input Artifact Bundle BuildArtifact in action Deploy is not declared as Output Artifact Bundle in any of the preceding actions',
    ],
    [
      'a missing key',
      declare({ stages: stages(['Source', [SOURCE]], ['Build', [{ ...BUILD, configuration: {} }]]) }),
      'InvalidActionDeclarationException',
      "Action configuration for action 'Build' is missing required configuration 'ProjectName'",
    ],
    [
      'a mode of V2',
      declare({ pipelineType: 'V1', executionMode: 'QUEUED' }),
      'InvalidStructureException',
      'QUEUED or PARALLEL mode can only be used with V2 pipelines',
    ],
    [
      'a role that is not there',
      declare({ roleArn: `arn:aws:iam::${ACCOUNT}:role/none` }),
      'InvalidStructureException',
      `CodePipeline is not authorized to perform AssumeRole on role arn:aws:iam::${ACCOUNT}:role/none`,
    ],
  ])('%s', async (_name, pipeline, code, message) => {
    const world = await shop();
    expect(await world.failure('codepipeline', 'CreatePipeline', { pipeline })).toMatchObject({ code, message });
  });
});
