// The page's pure parts: addresses, the line that is typed, recent frames, git by mouse, causes.
import { expect, test } from 'vitest';
import { addressOf, outerOf, parseRoute, type View } from '../../src/app/route.ts';
import { chainOf, newest } from '../../src/app/feed/chain.ts';
import { commitCommand, quoted } from '../../src/app/files/gitCommands.ts';
import { placeIn } from '../../src/app/landing/recording.ts';
import { complete, emptyLine, keysOf, press, type LineState } from '../../src/app/terminal/lineEditor.ts';
import { Recent } from '../../src/app/world/recent.ts';
import { emptyFrame } from '../../src/kernel/frames.ts';

const VIEWS: View[] = [
  { view: 'stage' },
  { view: 'pipeline', id: 'shop-pipeline', stage: 'Build', action: 'compile' },
  { view: 'build', id: 'shop-build:1f/2', phase: 'PRE_BUILD' },
  { view: 'deployment', id: 'd-1', instance: 'i-1', event: 'AfterInstall' },
  { view: 'files', id: '/home/alice/shop/a b.js' },
  { view: 'logs', id: '/aws/codebuild/shop:one' },
];

test.each(VIEWS)('an address leads back to its view: %j', (at) => {
  expect(parseRoute(addressOf('w1', at))).toEqual({ page: 'world', world: 'w1', at });
});

test('an address that is not known leads to the stage, one without a world to the landing page', () => {
  expect(parseRoute('#/w/w1/nowhere/x')).toEqual({ page: 'world', world: 'w1', at: { view: 'stage' } });
  expect(parseRoute('#/w/w1/build')).toEqual({ page: 'world', world: 'w1', at: { view: 'stage' } });
  expect(parseRoute('')).toEqual({ page: 'landing' });
  expect(parseRoute('#/w/%E0%A4%A/stage')).toMatchObject({ page: 'world' });
});

test('Escape goes out one step at a time', () => {
  const out = outerOf({ view: 'deployment', id: 'd-1', instance: 'i-1', event: 'AfterInstall' });
  expect(out).toEqual({ view: 'deployment', id: 'd-1', instance: 'i-1' });
  expect(outerOf(outerOf(out))).toEqual({ view: 'stage' });
});

const typed = (keys: readonly string[], history: readonly string[] = []): LineState =>
  keys.reduce((line, key) => press(line, key, history)[0], emptyLine);

test('keys edit the line', () => {
  expect(typed(['git pusj', '\x7f', 'h'])).toMatchObject({ text: 'git push', cursor: 8 });
  expect(typed(['bc', '\x01', 'a', '\x05', 'd']).text).toBe('abcd');
  expect(typed(['git push origin', '\x17']).text).toBe('git push ');
  expect(press(typed(['ls']), '\r', [])).toEqual([emptyLine, { kind: 'enter', line: 'ls' }]);
});

test('the history goes back and forth, and keeps what was being typed', () => {
  const history = ['one', 'two'];
  expect(typed(['x', '\x1b[A', '\x1b[A', '\x1b[A'], history).text).toBe('one');
  expect(typed(['x', '\x1b[A', '\x1b[B'], history).text).toBe('x');
});

test('Control-D ends input only on an empty line', () => {
  expect(press(emptyLine, '\x04', [])[1]).toEqual({ kind: 'end' });
  expect(press(typed(['a']), '\x04', [])[1]).toEqual({ kind: 'none' });
});

test('pasted lines are entered one by one', () => {
  expect(keysOf('a\r\nb')).toEqual(['a', '\r', 'b']);
  expect(keysOf('\x1b[A')).toEqual(['\x1b[A']);
});

test('completion fills in what all candidates share, and closes a word that is alone', () => {
  const line = typed(['cat sr']);
  expect(complete(line, 4, ['src/', 'srv/']).text).toBe('cat sr');
  expect(complete(line, 4, ['src/']).text).toBe('cat src/');
  expect(complete(typed(['cat app']), 4, ['app.js']).text).toBe('cat app.js ');
});

test('a commit message reaches the shell as it was typed', () => {
  expect(commitCommand("it's $5")).toBe(`git commit -m 'it'\\''s $5'`);
  expect(quoted('src/app.js')).toBe('src/app.js');
});

test('recent frames answer for their times, and say when they do not reach back', () => {
  const recent = new Recent();
  for (let n = 1; n <= 3; n++) recent.add({ ...emptyFrame, now: n * 10, step: n });
  expect(recent.at(25)!.step).toBe(2);
  expect(recent.before(30, 3)!.step).toBe(2);
  expect(recent.reaches(5)).toBe(false);
});

const facts = [
  { id: 0, at: 0, type: 'desk.line.entered', resource: 'main', detail: { line: 'git push' } },
  { id: 1, at: 1, type: 'codebuild.build.failed', resource: 'b', cause: 0, detail: {} },
];

test('the chain of causes ends at what a person did', () => {
  expect(chainOf(facts, 1).map(({ type }) => type)).toEqual(['codebuild.build.failed', 'desk.line.entered']);
});

test('the feed is newest first and can be filtered by service and words', () => {
  expect(newest(facts, 10).map(({ id }) => id)).toEqual([1, 0]);
  expect(newest(facts, 10, 'desk')).toHaveLength(1);
  expect(newest(facts, 10, '', 'PUSH')).toHaveLength(1);
});

test('a recording shows the moment that its time has reached', () => {
  const moments = [0, 50, 100].map((at) => ({ at, stages: [], instances: [] }));
  expect(placeIn({ moments }, 0.6)!.at).toBe(50);
  expect(placeIn({ moments: [] }, 0.5)).toBeUndefined();
});
