import { expect, test } from 'vitest';
import { putRole } from '../../../src/world/account.ts';
import { ACCOUNT } from '../codebuild/world.ts';
import { commit, declare, executions, shop } from './shop.ts';

test('a rule on the repository starts the pipeline once for a commit, and the trigger names the rule', async () => {
  const world = await shop();
  await world.call('codepipeline', 'CreatePipeline', { pipeline: declare() });
  // The event of the first commit is gone before the rule is there.
  await world.settle();
  const Action = 'codepipeline:StartPipelineExecution';
  const inline = { start: [{ Effect: 'Allow', Action, Resource: '*' }] };
  putRole(world.kernel, ACCOUNT, { name: 'rule', trusts: ['events.amazonaws.com'], inline });
  const EventPattern = JSON.stringify({
    source: ['aws.codecommit'],
    'detail-type': ['CodeCommit Repository State Change'],
    detail: { referenceType: ['branch'], referenceName: ['main'] },
  });
  await world.call('events', 'PutRule', { Name: 'push', EventPattern });
  const Arn = `arn:aws:codepipeline:us-east-1:${ACCOUNT}:shop-pipeline`;
  const RoleArn = `arn:aws:iam::${ACCOUNT}:role/rule`;
  await world.call('events', 'PutTargets', { Rule: 'push', Targets: [{ Id: '1', Arn, RoleArn }] });
  const commitId = await commit(world, 'index.html', '<h1>2</h1>');
  await world.settle();
  expect(executions(world)).toHaveLength(2);
  expect(executions(world)[1]).toMatchObject({
    status: 'Succeeded',
    commit: { commitId },
    trigger: { type: 'CloudWatchEvent', detail: `arn:aws:events:us-east-1:${ACCOUNT}:rule/push` },
  });
});
