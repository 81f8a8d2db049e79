// A shop whose pipeline goes from CodeCommit over CodeBuild to a CodeDeploy that ends as the test says.
import { actionRunsTable, executionsTable } from '../../../src/services/codepipeline/index.ts';
import { ACCOUNT, fakeCodeDeploy, putProject, testWorld, type TestWorld } from '../codebuild/world.ts';

export const SPEC = (command: string): string =>
  `version: 0.2\nphases:\n  build:\n    commands:\n      - ${command}\nartifacts:\n  files: ['**/*']\n`;

export const type = (category: string, provider: string) => ({ category, provider, owner: 'AWS', version: '1' });
export const SOURCE = {
  name: 'Source',
  actionTypeId: type('Source', 'CodeCommit'),
  configuration: { RepositoryName: 'shop', BranchName: 'main', PollForSourceChanges: 'false' },
  outputArtifacts: [{ name: 'SourceArtifact' }],
  namespace: 'SourceVariables',
};
export const BUILD = {
  name: 'Build',
  actionTypeId: type('Build', 'CodeBuild'),
  configuration: { ProjectName: 'shop' },
  inputArtifacts: [{ name: 'SourceArtifact' }],
  outputArtifacts: [{ name: 'BuildArtifact' }],
};
export const DEPLOY = {
  name: 'Deploy',
  actionTypeId: type('Deploy', 'CodeDeploy'),
  configuration: { ApplicationName: 'shop', DeploymentGroupName: 'shop-fleet' },
  inputArtifacts: [{ name: 'BuildArtifact' }],
};
export const APPROVE = { name: 'Approve', actionTypeId: type('Approval', 'Manual') };
export const stages = (...list: [string, object[]][]) => list.map(([name, actions]) => ({ name, actions }));
export const THREE = stages(['Source', [SOURCE]], ['Build', [BUILD]], ['Deploy', [DEPLOY]]);

export const declare = (more: object = {}) => ({
  name: 'shop-pipeline',
  roleArn: `arn:aws:iam::${ACCOUNT}:role/pipeline`,
  artifactStore: { type: 'S3', location: 'artifacts' },
  pipelineType: 'V2',
  stages: THREE,
  ...more,
});

/** A world with a repository, a project and a CodeDeploy that ends as `outcome` says. */
export async function shop(outcome = { status: 'Succeeded' }, command = 'echo built'): Promise<TestWorld> {
  const world = await testWorld([fakeCodeDeploy(outcome)]);
  await putProject(world, {}, { source: { type: 'CODEPIPELINE' }, artifacts: { type: 'CODEPIPELINE' } });
  await world.call('codecommit', 'CreateRepository', { repositoryName: 'shop' });
  await commit(world, 'buildspec.yml', SPEC(command));
  return world;
}

export async function commit(world: TestWorld, filePath: string, text: string): Promise<string> {
  const parent = await world
    .call<{ branch: { commitId: string } }>('codecommit', 'GetBranch', { repositoryName: 'shop', branchName: 'main' })
    .catch(() => undefined);
  const answer = await world.call<{ commitId: string }>('codecommit', 'PutFile', {
    repositoryName: 'shop',
    branchName: 'main',
    filePath,
    fileContent: new TextEncoder().encode(text),
    commitMessage: `Change ${filePath}`,
    ...(parent ? { parentCommitId: parent.branch.commitId } : {}),
  });
  return answer.commitId;
}

export const executions = (world: TestWorld) => world.kernel.table(executionsTable).values();
export const start = async (world: TestWorld): Promise<string> =>
  (
    await world.call<{ pipelineExecutionId: string }>('codepipeline', 'StartPipelineExecution', {
      name: 'shop-pipeline',
    })
  ).pipelineExecutionId;
export const run = (world: TestWorld, execution: string, action: string) =>
  world.kernel
    .table(actionRunsTable)
    .by('execution', execution)
    .findLast((one) => one.action === action)!;

export interface StateAnswer {
  stageStates: {
    stageName: string;
    inboundExecution?: { pipelineExecutionId: string };
    latestExecution?: { pipelineExecutionId: string; status: string };
    actionStates: { latestExecution?: { token?: string; status: string; errorDetails?: { message: string } } }[];
  }[];
}
export const state = (world: TestWorld) =>
  world.call<StateAnswer>('codepipeline', 'GetPipelineState', { name: 'shop-pipeline' });

export const WITH_APPROVAL = stages(['Source', [SOURCE]], ['Gate', [APPROVE]], ['Build', [BUILD]]);
