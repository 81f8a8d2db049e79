import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BuildspecError } from '../../../src/services/codebuild/buildspec.ts';
import { fitsGlob } from '../../../src/services/codebuild/glob.ts';
import { parseBuildspec } from '../../../src/services/codebuild/parseBuildspec.ts';
import { chooseRuntime } from '../../../src/services/codebuild/runtimes.ts';

const HEAD = 'version: 0.2\nphases:\n  build:\n    commands:\n';

function problemOf(text: string): string {
  try {
    parseBuildspec(text);
  } catch (error) {
    if (error instanceof BuildspecError) return error.message;
    throw error;
  }
  return '';
}

describe('a broken buildspec is refused in the words of CodeBuild', () => {
  test.each([
    ['an empty file', '', 'wrong number of container tags, expected 1'],
    ['a list', '- version: 0.2\n', 'wrong number of container tags, expected 1'],
    ['no version', 'phases:\n  build:\n    commands: [make]\n', 'wrong number of container tags, expected 1'],
    [
      'a command with a colon and a blank',
      `${HEAD}      - echo Status: ok\n`,
      'Expected Commands[0] to be of string type: found subkeys instead at line 5, value of the key tag on line 4 might be empty',
    ],
    ['a tab', 'version: 0.2\nphases:\n\tbuild:\n', 'found character that cannot start any token at line 3'],
    ['two colons', 'version: 0.2: 3\n', 'mapping values are not allowed in this context at line 0'],
    ['an open bracket', 'version: 0.2\nphases: [a, b\n', "did not find expected ',' or ']'"],
  ])('%s', (_name, text, message) => {
    expect(problemOf(text)).toContain(message);
  });

  test('a phase that does not exist is named', () => {
    expect(problemOf('version: 0.2\nphases:\n  unit_test:\n    commands: [make]\n')).toContain('unit_test');
  });
});

describe('what real buildspecs write is understood', () => {
  test('a version keeps its text: 3.10 is not 3.1', () => {
    const spec = parseBuildspec('version: 0.2\nphases:\n  install:\n    runtime-versions:\n      python: 3.10\n');
    expect(spec.runtimes).toEqual([{ name: 'python', version: '3.10' }]);
  });

  test.each(['yes', 'Yes', 'true', 'on'])('discard-paths: %s is yes', (word) => {
    const spec = parseBuildspec(`${HEAD}      - make\nartifacts:\n  files: '**/*'\n  discard-paths: ${word}\n`);
    expect(spec.artifacts).toMatchObject({ files: ['**/*'], discardPaths: true });
  });

  test.each(['no', 'No', 'false'])('discard-paths: %s is no', (word) => {
    const spec = parseBuildspec(`${HEAD}      - make\nartifacts:\n  files: [a]\n  discard-paths: ${word}\n`);
    expect(spec.artifacts?.discardPaths).toBe(false);
  });

  test('one command as a string, and commands that are nothing', () => {
    const spec = parseBuildspec(
      'version: 0.2\nphases:\n  build:\n    commands: make\n  post_build:\n    commands:\n      -\n',
    );
    expect(spec.phases.build?.commands).toEqual(['make']);
    expect(spec.phases.post_build?.commands).toEqual([]);
  });

  test('of two equal keys the last counts', () => {
    const spec = parseBuildspec(`${HEAD}      - first\n  build:\n    commands:\n      - second\n`);
    expect(spec.phases.build?.commands).toEqual(['second']);
  });

  test('version 0.1 has its variables under another name', () => {
    const spec = parseBuildspec(
      'version: 0.1\nenvironment_variables:\n  plaintext:\n    A: "1"\nphases:\n  build:\n    commands:\n      - make\n',
    );
    expect(spec).toMatchObject({ version: '0.1', variables: { A: '1' } });
  });

  test('on-failure: RETRY with count and pattern', () => {
    const spec = parseBuildspec(
      'version: 0.2\nphases:\n  build:\n    on-failure: RETRY-2-flaky.*\n    commands: [make]\n',
    );
    expect(spec.phases.build?.onFailure).toEqual({ kind: 'RETRY', attempts: 2, pattern: 'flaky.*' });
  });

  test('JSON is a buildspec too', () => {
    const spec = parseBuildspec('{"version":"0.2","phases":{"build":{"commands":["a","b"]}}}');
    expect(spec.phases.build?.commands).toEqual(['a', 'b']);
  });
});

test('every list of quoted commands comes back as it was written', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), { maxLength: 6 }), (commands) => {
      const text = HEAD + commands.map((command) => `      - ${JSON.stringify(command)}\n`).join('');
      const spec = parseBuildspec(commands.length > 0 ? text : text.replace('commands:', 'commands: []'));
      expect(spec.phases.build?.commands).toEqual(commands);
    }),
  );
});

test('whatever the text, the answer is a buildspec or a message, never a crash', () => {
  const piece = fc.constantFrom(
    'version: 0.2\n',
    'phases:\n',
    '  build:\n',
    '    commands:\n',
    '      - x\n',
    '- ',
    ': ',
    '[',
    '{',
    '\t',
    '*',
    '&a ',
    '"',
    "'",
    '|',
    '\n',
    '#',
    '@',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      expect(typeof problemOf(pieces.join(''))).toBe('string');
    }),
  );
});

test.each([
  ['nodejs', '20.x', 'Installing Node.js version 20 ...'],
  ['python', '3.10', 'Installing Python version 3.10 ...'],
  ['nodejs', '14.18.1', 'Installing custom Node.js version 14.18.1 ...'],
])('the runtime %s %s is installed', (name, version, line) => {
  const choice = chooseRuntime(name, version);
  expect(typeof choice === 'string' ? choice : choice.lines[0]?.output).toBe(`${line}\n`);
});

test.each([
  [
    'nodejs',
    '99',
    "Unknown runtime version named '99' of nodejs. This build image has the following versions: 18, 20, 22, 24",
  ],
  [
    'docker',
    '18',
    "Unknown runtime named 'docker'. This build image has the following runtimes: dotnet, golang, java, nodejs, php, python, ruby",
  ],
])('the runtime %s %s is unknown', (name, version, message) => {
  expect(chooseRuntime(name, version)).toBe(message);
});

test.each([
  ['**/*', 'a/b/c.txt', true],
  ['**/*', '.hidden', true],
  ['dir/*', 'dir/a', true],
  ['dir/*', 'dir/a/b', false],
  ['dir/**/*', 'dir/a/b', true],
  ['dir/**', 'dir/a/b', true],
  ['*.js', 'a/b.js', false],
  ['./app.js', 'app.js', true],
  ['*/my-file-3.txt', 'my-subdirectory/my-file-3.txt', true],
  ['a+b(1).txt', 'a+b(1).txt', true],
  ['a.c', 'abc', false],
])('%s and %s', (pattern, path, fits) => {
  expect(fitsGlob(pattern, path)).toBe(fits);
});
