import { expect, test } from 'vitest';
import { replay } from '../../src/kernel/history.ts';
import { Kernel } from '../../src/kernel/kernel.ts';
import { decodeJson, encodeJson } from '../../src/lib/json.ts';
import { executionsTable } from '../../src/services/codepipeline/index.ts';
import { outputTable, sessionsTable } from '../../src/desk/model.ts';
import { TERMINAL } from '../../src/world/build.ts';
import { World } from '../../src/world/world.ts';

const origin = (name = 'static-site', seed = 1) => ({ scenario: { name }, seed, start: Date.UTC(2026, 0, 5, 9) });
const CLONE = 'git clone -q https://git-codecommit.us-east-1.amazonaws.com/v1/repos/static-site && cd static-site';
const CHANGE = 'echo "<p>more</p>" >> index.html && git commit -qam "More" && git push -q';

async function enter(world: World, line: string, ms = 600_000): Promise<void> {
  world.enter(world.user, 'desk.line', { session: TERMINAL, line });
  await world.advance(world.kernel.now + ms);
}

const printed = (world: World): string =>
  world.kernel
    .table(outputTable)
    .values()
    .filter(({ stream }) => stream !== 'prompt')
    .map(({ text }) => text)
    .join('');

test('a push starts the pipeline by itself, and it runs to its end', async () => {
  const world = await World.begin(origin());
  await enter(world, CLONE);
  await enter(world, CHANGE);
  const executions = world.kernel.table(executionsTable).values();
  expect(executions.map(({ status }) => status)).toEqual(['Succeeded', 'Succeeded']);
  const trace = world.kernel.trace;
  const done = trace.find('codepipeline.execution.succeeded').at(-1)!;
  expect(trace.chain(done.id).map(({ type }) => type)).toContain('codecommit.reference.updated');
});

test('bob may read but not push, and git tells it as CodeCommit does', async () => {
  const world = await World.begin(origin());
  await enter(world, CLONE);
  await enter(world, 'export AWS_PROFILE=bob');
  await enter(world, CHANGE);
  expect(printed(world)).toContain('The requested URL returned error: 403');
  expect(world.kernel.trace.find('iam.access.denied').at(-1)?.detail.action).toBe('codecommit:GitPush');
});

test('the same scenario, seed and journal give the same world, commit ids included', async () => {
  const digests: string[] = [];
  for (let run = 0; run < 2; run++) {
    const world = await World.begin(origin());
    await enter(world, CLONE);
    await enter(world, CHANGE);
    digests.push(world.digest());
  }
  expect(digests[1]).toBe(digests[0]);
  const other = await World.begin(origin('static-site', 2));
  expect(other.digest()).not.toBe((await World.begin(origin())).digest());
});

test('a world that is replayed from its journal, or from a saved checkpoint, ends like the one that was not', async () => {
  const world = await World.begin(origin());
  await enter(world, CLONE);
  const saved = world.kernel.checkpoint();
  const tables = [...saved.tables].map(([name, records]) => [name, [...records]]);
  const facts = saved.facts.slice(0, saved.factCount);
  const text = encodeJson({ ...saved, facts, tables });
  const entries = world.kernel.journal.length;
  await enter(world, CHANGE);
  const end = { step: world.kernel.step, at: world.kernel.now };

  const again = await World.begin(origin());
  await replay(again.kernel, world.kernel.journal, end);
  expect(again.digest()).toBe(world.digest());

  const read = decodeJson(text) as typeof saved & { tables: [string, [string, unknown][]][] };
  const checkpoint = { ...read, tables: new Map(read.tables.map(([name, records]) => [name, new Map(records)])) };
  const resumed = World.resume(origin(), checkpoint);
  await replay(resumed.kernel, world.kernel.journal.slice(entries), end);
  expect(resumed.digest()).toBe(world.digest());
});

test('Ctrl-C stops what runs, and the prompt comes back', async () => {
  const world = await World.begin(origin());
  await enter(world, 'while true; do :; done', 5_000);
  expect(world.kernel.table(sessionsTable).must(TERMINAL).running).toBeDefined();
  world.enter(world.user, 'desk.input', { session: TERMINAL, data: '\x03' });
  await world.advance(world.kernel.now + 1_000);
  expect(world.kernel.table(sessionsTable).must(TERMINAL).running).toBeUndefined();
});

test('a repository that was brought in is built in its own pipeline', async () => {
  const text = (words: string) => new TextEncoder().encode(words);
  const files = [
    {
      path: 'buildspec.yml',
      bytes: text(
        "version: 0.2\nphases:\n  build:\n    commands:\n      - ./make.sh\nartifacts:\n  files: ['out.txt']\n",
      ),
      executable: false,
    },
    { path: 'make.sh', bytes: text('#!/bin/sh\necho made > out.txt\n'), executable: true },
  ];
  const world = await World.begin({ ...origin(), scenario: { repo: { name: 'my repo', files }, options: {} } });
  await world.advance(world.kernel.now + 600_000);
  expect(world.kernel.table(executionsTable).values()).toMatchObject([
    { pipeline: 'my-repo-pipeline', status: 'Succeeded' },
  ]);
});

test('a kernel at its beginning has nothing to do', () => {
  expect(Kernel.begin(1, 0).idle).toBe(true);
});
