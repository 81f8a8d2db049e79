// A world in its home: what is written ahead, taken back, looked at and branched from.
import { expect, test } from 'vitest';
import type { Keeper } from '../../src/worker/living.ts';
import { Living } from '../../src/worker/living.ts';
import { World } from '../support/smallWorld.ts';

const START = Date.UTC(2026, 0, 5, 9);
const origin = { scenario: { name: 'small' }, seed: 1, start: START };
const factory = { begin: World.begin, resume: World.resume };

async function begun(): Promise<{ living: Living<World>; kept: string[] }> {
  const kept: string[] = [];
  const keeper: Keeper = {
    entry: async (branch, n, entry) =>
      void kept.push(`${branch} ${n} ${entry.kind} ${living.world.kernel.step === entry.step}`),
    branch: async (branch) => void kept.push(`branch ${branch.id}`),
    chosen: async (branch) => void kept.push(`chosen ${branch}`),
  };
  const living = new Living(factory, origin, keeper);
  await living.begin([]);
  Object.assign(living.pacer, { paused: false, speed: 1 });
  return { living, kept };
}

const run = (living: Living<World>, ms: number): Promise<boolean> => living.go(ms, () => false);
const historyOf = (living: Living<World>): readonly string[] =>
  (
    living.world.kernel.store
      .tables()
      .find(({ def }) => def.name === 'desk.sessions')!
      .get('main') as { history: string[] }
  ).history;
const enter = (living: Living<World>, line: string): Promise<void> =>
  living.enter('alice', 'desk.line', { session: 'main', line });

test('an entry is written down before it happens', async () => {
  const { living, kept } = await begun();
  await enter(living, 'one');
  expect(kept).toEqual(['branch main', 'main 0 desk.line true']);
});

test('what was kept brings the same world back', async () => {
  const { living } = await begun();
  await run(living, 15_000);
  await enter(living, 'one');
  await run(living, 5_000);
  const file = living.file();
  const again = new Living(factory, origin, { entry: async () => {}, branch: async () => {}, chosen: async () => {} });
  await again.begin(file.branches.map((branch) => ({ branch: { ...branch, journal: [...branch.journal] } })));
  expect(again.world.kernel.now).toBe(living.world.kernel.now);
  expect(again.world.kernel.trace.all).toEqual(living.world.kernel.trace.all);
});

test('undo forks before the last own entry, and redo goes back to it', async () => {
  const { living } = await begun();
  await enter(living, 'one');
  await run(living, 100);
  await enter(living, 'two');
  await living.undo('alice');
  expect(historyOf(living)).toEqual(['one']);
  await living.undo('alice');
  expect(historyOf(living)).toEqual([]);
  await living.redo();
  await living.redo();
  expect(historyOf(living)).toEqual(['one', 'two']);
});

test('looking back changes nothing, and branching keeps the old future', async () => {
  const { living } = await begun();
  await run(living, 2_000);
  await enter(living, 'one');
  await run(living, 10_000);
  const now = living.world.kernel.now;
  const past = await living.look(START + 1_000);
  expect(past.now).toBe(START + 1_000);
  expect(living.world.kernel.now).toBe(now);
  await living.branchFrom(START + 1_000);
  expect(historyOf(living)).toEqual([]);
  expect(living.branches().map(({ id }) => id)).toEqual(['main', 'branch-1']);
  expect(living.history.branch('main').end.at).toBe(now);
});
