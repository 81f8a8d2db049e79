import { describe, expect, test } from 'vitest';
import { parseFilterPattern } from '../../../src/services/logs/filterPattern.ts';
import { testWorld, type TestWorld } from '../codebuild/world.ts';

const STREAM = { logGroupName: '/app', logStreamName: 'one' };

async function withLines(count: number): Promise<TestWorld> {
  const world = await testWorld();
  await world.call('logs', 'CreateLogGroup', { logGroupName: '/app' });
  await world.call('logs', 'CreateLogStream', STREAM);
  const logEvents = Array.from({ length: count }, (_, i) => ({
    timestamp: world.kernel.now + i,
    message: `line ${i}`,
  }));
  await world.call('logs', 'PutLogEvents', { ...STREAM, logEvents });
  return world;
}

interface Page {
  events: { message: string }[];
  nextForwardToken: string;
  nextBackwardToken: string;
}
const read = async (world: TestWorld, more: object): Promise<Page> =>
  world.call('logs', 'GetLogEvents', { ...STREAM, ...more });
const messages = ({ events }: Page): string[] => events.map(({ message }) => message);

test('pages forward cover all lines once, across chunks, and end with the token that came', async () => {
  const world = await withLines(250);
  const seen: string[] = [];
  let page = await read(world, { startFromHead: true, limit: 90 });
  for (let token = ''; token !== page.nextForwardToken; page = await read(world, { nextToken: token, limit: 90 })) {
    seen.push(...messages(page));
    token = page.nextForwardToken;
  }
  expect(seen).toEqual(Array.from({ length: 250 }, (_, i) => `line ${i}`));
});

test('without startFromHead the newest lines come, and the backward token leads to those before', async () => {
  const world = await withLines(120);
  const page = await read(world, { limit: 2 });
  expect(messages(page)).toEqual(['line 118', 'line 119']);
  expect(messages(await read(world, { limit: 2, nextToken: page.nextBackwardToken }))).toEqual([
    'line 116',
    'line 117',
  ]);
});

test('a stream keeps its newest lines when there are too many', async () => {
  const world = await withLines(9_000);
  for (const _ of [1, 2]) {
    const logEvents = Array.from({ length: 9_000 }, () => ({ timestamp: world.kernel.now + 9_000, message: 'later' }));
    await world.call('logs', 'PutLogEvents', { ...STREAM, logEvents });
  }
  expect(messages(await read(world, { startFromHead: true, limit: 1 }))).toEqual(['line 7000']);
});

test('what is missing, double or out of order is answered in the words of AWS', async () => {
  const world = await withLines(1);
  const missing = await world.failure('logs', 'GetLogEvents', { logGroupName: '/no', logStreamName: 'x' });
  expect(missing).toMatchObject({
    code: 'ResourceNotFoundException',
    message: 'The specified log group does not exist.',
  });
  const stream = await world.failure('logs', 'GetLogEvents', { logGroupName: '/app', logStreamName: 'x' });
  expect(stream.message).toBe('The specified log stream does not exist.');
  const twice = await world.failure('logs', 'CreateLogGroup', { logGroupName: '/app' });
  expect(twice.code).toBe('ResourceAlreadyExistsException');
  const logEvents = [2, 1].map((timestamp) => ({ timestamp, message: 'x' }));
  const order = await world.failure('logs', 'PutLogEvents', { ...STREAM, logEvents });
  expect(order.message).toBe('Log events in a single PutLogEvents request must be in chronological order.');
});

test('deleting a group takes its streams and lines along', async () => {
  const world = await withLines(150);
  await world.call('logs', 'DeleteLogGroup', { logGroupName: '/app' });
  await world.call('logs', 'CreateLogGroup', { logGroupName: '/app' });
  await world.call('logs', 'CreateLogStream', STREAM);
  expect(messages(await read(world, { startFromHead: true }))).toEqual([]);
});

test('FilterLogEvents finds lines by pattern', async () => {
  const world = await withLines(30);
  const { events } = await world.call<Page>('logs', 'FilterLogEvents', {
    logGroupName: '/app',
    filterPattern: '"line 2" -29',
  });
  expect(events).toHaveLength(10);
});

describe('filter patterns', () => {
  test.each([
    ['', 'anything', true],
    ['ERROR', 'an ERROR', true],
    ['ERROR', 'an error', false],
    ['ERROR disk', 'disk ERROR', true],
    ['ERROR disk', 'ERROR', false],
    ['?ERROR ?WARN', 'a WARN', true],
    ['?ERROR ?WARN', 'fine', false],
    ['ERROR -disk', 'ERROR disk', false],
    ['"exit status 1"', 'npm test exit status 1', true],
    ['%4\\d\\d%', 'status 404', true],
    ['{ $.level = "error" }', '{"level":"error"}', true],
    ['{ $.level = "err*" && $.code >= 500 }', '{"level":"error","code":503}', true],
    ['{ $.code < 500 || $.x NOT EXISTS }', '{"code":503}', true],
    ['{ $.a.b IS NULL }', '{"a":{"b":null}}', true],
    ['{ $.level = "error" }', 'level error', false],
  ])('%s against %s', (pattern, message, fits) => {
    expect(parseFilterPattern(pattern)(message)).toBe(fits);
  });
});
