import { expect, test } from 'vitest';
import { Kernel } from '../../src/kernel/kernel.ts';
import { TaskAborted } from '../../src/kernel/task.ts';

const START = Date.UTC(2026, 0, 5, 9);

test('at equal times, what was scheduled first goes first', async () => {
  const kernel = Kernel.begin(1, START);
  const seen: unknown[] = [];
  kernel.handle('see', (payload) => seen.push(payload));
  for (const name of ['a', 'b', 'c']) kernel.schedule(5, 'see', name);
  await kernel.advance(START + 5);
  expect(seen).toEqual(['a', 'b', 'c']);
});

test('each entry is delivered at its own due time, not at the end of the stride', async () => {
  const kernel = Kernel.begin(1, START);
  const at: number[] = [];
  kernel.handle('again', () => {
    at.push(kernel.now - START);
    if (at.length < 6) kernel.schedule(10_000, 'again', null);
  });
  kernel.schedule(10_000, 'again', null);
  await kernel.advance(START + 60_000);
  expect(at).toEqual([10_000, 20_000, 30_000, 40_000, 50_000, 60_000]);
});

test('an entry that is scheduled again under its key replaces the one before', async () => {
  const kernel = Kernel.begin(1, START);
  const seen: unknown[] = [];
  kernel.handle('see', (payload) => seen.push(payload));
  kernel.schedule(5, 'see', 'old', { key: 'k' });
  kernel.schedule(9, 'see', 'new', { key: 'k' });
  await kernel.advance(START + 20);
  expect(seen).toEqual(['new']);
});

test('what feeds itself without letting time pass stops with a message', async () => {
  const kernel = Kernel.begin(1, START);
  kernel.handle('loop', () => kernel.schedule(0, 'loop', null));
  kernel.schedule(0, 'loop', null);
  await expect(kernel.advance(START + 1)).rejects.toThrow(/more than 100,000 eventsAtOneInstant: the last was loop/);
});

test('one task runs at a time, and the clock moves only while none does', async () => {
  const kernel = Kernel.begin(1, START);
  const seen: string[] = [];
  const work = (name: string, ms: number) =>
    kernel.start(name, async (task) => {
      seen.push(`${name} begins at ${kernel.now - START}`);
      await Promise.resolve().then(() => Promise.resolve());
      seen.push(`${name} still at ${kernel.now - START}`);
      await task.sleep(ms);
      seen.push(`${name} ends at ${kernel.now - START}`);
    });
  work('a', 20);
  work('b', 10);
  await kernel.advance(START + 100);
  expect(seen).toEqual([
    'a begins at 0',
    'a still at 0',
    'b begins at 0',
    'b still at 0',
    'b ends at 10',
    'a ends at 20',
  ]);
  expect(kernel.busy).toBe(false);
});

test('a signal wakes those who wait, with its value', async () => {
  const kernel = Kernel.begin(1, START);
  const got: unknown[] = [];
  for (const name of ['a', 'b']) kernel.start(name, async (task) => void got.push(name, await task.wait('news')));
  await kernel.settle();
  expect(kernel.signal('news', 7)).toBe(2);
  await kernel.settle();
  expect(got).toEqual(['a', 7, 'b', 7]);
});

test('an aborted task stops where it waits, and can clean up', async () => {
  const kernel = Kernel.begin(1, START);
  const seen: unknown[] = [];
  const task = kernel.start('a', async (self) => {
    try {
      await self.sleep(1_000);
    } catch (error) {
      seen.push(error instanceof TaskAborted && error.reason, kernel.now - START);
      throw error;
    }
  });
  await kernel.advance(START + 100);
  task.abort('enough');
  await kernel.settle();
  expect(seen).toEqual(['enough', 100]);
  expect(kernel.idle).toBe(true);
});

test('a loop that charges for its turns can be aborted and takes virtual time', async () => {
  const kernel = Kernel.begin(1, START);
  let turns = 0;
  const task = kernel.start('loop', async (self) => {
    for (;;) {
      turns++;
      await self.charge(1);
    }
  });
  await kernel.advance(START + 1_000);
  expect(turns).toBeGreaterThan(900);
  expect(turns).toBeLessThan(1_100);
  task.abort('enough');
  await kernel.settle();
  expect(kernel.busy).toBe(false);
});

test('what a task throws stops the world with that error', async () => {
  const kernel = Kernel.begin(1, START);
  kernel.start('bad', async (task) => {
    await task.sleep(5);
    throw new Error('broken');
  });
  await expect(kernel.advance(START + 10)).rejects.toThrow('broken');
});

test('background tasks and entries do not keep a world from being idle', async () => {
  const kernel = Kernel.begin(1, START);
  kernel.handle('tick', () => kernel.schedule(10, 'tick', null, { background: true }));
  kernel.schedule(10, 'tick', null, { background: true });
  kernel.start('daemon', async (task) => task.sleep(1_000_000), { background: true });
  const work = kernel.start('work', async (task) => task.sleep(50));
  expect(work.background).toBe(false);
  expect(kernel.idle).toBe(false);
  await kernel.advance(START + 51);
  expect(kernel.idle).toBe(true);
  expect(kernel.busy).toBe(true);
});

test('facts name what caused them, through the queue and through tasks', async () => {
  const kernel = Kernel.begin(1, START);
  kernel.handle('later', () => kernel.record('b.happened', 'x'));
  const first = kernel.record('a.happened', 'x');
  kernel.because(first, () => {
    kernel.schedule(5, 'later', null);
    kernel.start('t', async (task) => {
      await task.sleep(7);
      kernel.record('c.happened', 'x');
    });
  });
  await kernel.advance(START + 10);
  const chain = kernel.trace.all.map(({ type, cause }) => [type, cause]);
  expect(chain).toEqual([
    ['a.happened', undefined],
    ['b.happened', first],
    ['c.happened', first],
  ]);
});

test('streams of chance do not shift each other', () => {
  const one = Kernel.begin(5, START).chance;
  const two = Kernel.begin(5, START).chance;
  two.number('other');
  two.uuid('other');
  expect(two.number('jitter')).toBe(one.number('jitter'));
  expect(Kernel.begin(6, START).chance.number('jitter')).not.toBe(Kernel.begin(5, START).chance.number('jitter'));
  expect(one.uuid('id')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
