import { expect, test } from 'vitest';
import { declare, executions, shop, SOURCE, stages, start, type } from './shop.ts';

/** Copies what the source gave to another bucket: the cheapest pipeline that is whole. */
const COPY = {
  name: 'Copy',
  actionTypeId: type('Deploy', 'S3'),
  configuration: { BucketName: 'artifacts', Extract: 'true', ObjectKey: 'site' },
  inputArtifacts: [{ name: 'SourceArtifact' }],
};

test('a late execution makes as many steps as an early one', async () => {
  const world = await shop();
  const pipeline = declare({ stages: stages(['Source', [SOURCE]], ['Copy', [COPY]]) });
  await world.call('codepipeline', 'CreatePipeline', { pipeline });
  await world.settle();
  const steps: number[] = [];
  for (let i = 0; i < 60; i++) {
    const before = world.kernel.step;
    await start(world);
    await world.settle();
    steps.push(world.kernel.step - before);
  }
  expect(executions(world).every(({ status }) => status === 'Succeeded')).toBe(true);
  expect(steps[59]!).toBeLessThanOrEqual(steps[9]! * 1.2);
});
