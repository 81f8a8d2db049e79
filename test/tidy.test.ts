// The shape of the source: who may import whom, which package may stand where, and that no world reads the host's clock.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** From the lowest to the highest; a file may import its own layer or a lower one. */
const LAYERS = [
  'lib',
  'kernel',
  'computer',
  'aws',
  'diagram',
  'services',
  'desk',
  'world',
  'lab',
  'app',
  'worker',
  'node',
];

/** Which npm packages a path may import; the first row that fits decides, no row means none. */
const PACKAGES: [RegExp, RegExp][] = [
  [/^src\/lib\//, /^@noble\/hashes\/|^fflate$/],
  [/^src\/kernel\/machines\.ts/, /^xstate$/],
  [/^src\/computer\/git\//, /^fflate$|^isomorphic-git(\/|$)|^@isomorphic-git\/|^diff$|^ignore$/],
  [/^src\/computer\/(shell|commands)\//, /^just-bash(\/|$)|^fflate$|^yaml$|^diff$/],
  [/^src\/computer\/toolchains\//, /^quickjs-emscripten-core$|^@jitl\/|^fflate$|^buffer$|^diff$/],
  [/^src\/computer\//, /^yaml$/],
  [/^src\/aws\//, /^@noble\/hashes\/|^@aws-sdk\/client-|^jmespath$|^yaml$/],
  [/^src\/services\/[^/]+\/machines\//, /^xstate$/],
  [/^src\/services\/[^/]+\/view\//, /^svelte(\/|$)|^d3-/],
  [/^src\/services\//, /^@aws-sdk\/client-|^yaml$/],
  [/^src\/diagram\//, /^svelte(\/|$)|^d3-/],
  [/^src\/(desk|world|lab)\//, /^yaml$|^ignore$/],
  [/^src\/app\//, /^svelte(\/|$)|^d3-|^@xterm\/|^@?codemirror|^@lezer\/|^fflate$|^buffer$/],
  [/^src\/worker\//, /^buffer$/],
  [/^src\/node\//, /^node:|^vite$|^playwright-core$|^buffer$/],
];

const HOMES = /^src\/(app|worker|node)\//;

const BANNED: [RegExp, string, (file: string) => boolean][] = [
  [/\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/, 'kernel.now', (file) => !HOMES.test(file)],
  [/\bMath\.random\(|\bcrypto\.randomUUID\(/, 'kernel.chance', (file) => !HOMES.test(file)],
  [
    /\bset(Timeout|Interval|Immediate)\(|\brequestAnimationFrame\(/,
    'kernel.schedule or task.sleep',
    (file) => !HOMES.test(file),
  ],
  [/\bexport default\b/, 'a named export', () => true],
  [/:\s*any\b|\bas any\b|<any>/, 'unknown', () => true],
];

const isSource = (file: string): boolean => /\.(ts|svelte)$/.test(file) && !/\.d\.ts$/.test(file);
const files = (fs.readdirSync('src', { recursive: true }) as string[])
  .map((file) => path.posix.join('src', file.split(path.sep).join('/')))
  .filter(isSource);

const layerOf = (file: string): number => LAYERS.indexOf(file.split('/')[1]!);
const serviceOf = (file: string): string | undefined => /^src\/services\/([^/]+)\//.exec(file)?.[1];

/** Code that machines or QuickJS run is held as text; it is not the project's own. */
const withoutGuestCode = (text: string): string =>
  text.replace(/String\.raw`[\s\S]*?\n`/g, '``').replace(/`[^`]*`/g, '``');

function importProblems(file: string, text: string): string[] {
  const problems: string[] = [];
  for (const [, spec] of text.matchAll(/\b(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)) {
    const target = path.posix.join(path.posix.dirname(file), spec!);
    if (!target.startsWith('src/')) continue;
    if (layerOf(target) > layerOf(file)) problems.push(`${file}: imports ${target}, a higher layer`);
    const [own, other] = [serviceOf(file), serviceOf(target)];
    if (own && other && own !== other) problems.push(`${file}: service ${own} imports service ${other}`);
    if (!own && other && !/\/(index|view\/index)\.ts$/.test(target))
      problems.push(`${file}: imports ${target}, not the service's door`);
    const isView = /\/view\//.test(file) || /^src\/(app|worker|node)\//.test(file);
    if (/\/view\//.test(target) && !isView) problems.push(`${file}: model imports view ${target}`);
    if (/^src\/diagram\//.test(target) && !isView && !/^src\/diagram\//.test(file))
      problems.push(`${file}: model imports diagram ${target}`);
  }
  return problems;
}

function packageProblems(file: string, text: string): string[] {
  const row = PACKAGES.find(([where]) => where.test(file));
  return [
    ...text.matchAll(
      /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s+['"]([^.'"][^'"]*)['"]|\bimport\(\s*['"]([^.'"][^'"]*)['"]/gm,
    ),
  ]
    .map(([, a, b]) => a ?? b!)
    .filter((spec) => !row?.[1].test(spec))
    .map((spec) => `${file}: may not import ${spec}`);
}

const bannedProblems = (file: string, text: string): string[] =>
  BANNED.filter(([pattern, , applies]) => applies(file) && pattern.test(text)).map(
    ([pattern, instead]) => `${file}: ${pattern.source} is banned, use ${instead}`,
  );

function problems(file: string, text: string): string[] {
  const code = withoutGuestCode(text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, ''));
  return [...importProblems(file, code), ...packageProblems(file, code), ...bannedProblems(file, code)];
}

test('the source keeps to its layers, packages and clock', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap((file) => problems(file, fs.readFileSync(file, 'utf8')))).toEqual([]);
});

test('the check sees an upward import, a foreign service, a view in a model, a package and a wall clock', () => {
  expect(problems('src/kernel/x.ts', "import { a } from '../services/index.ts';\nconst t = Date.now();")).toHaveLength(
    2,
  );
  expect(problems('src/services/codebuild/x.ts', "import { a } from '../codedeploy/model.ts';")).toHaveLength(1);
  expect(problems('src/kernel/y.ts', "import '../world/world.ts';\nconst z = import('../app/main.ts');")).toHaveLength(
    2,
  );
  expect(problems('src/kernel/z.ts', "import { setup } from 'xstate';")).toHaveLength(1);
  expect(problems('src/services/codebuild/index.ts', "import { a } from './view/index.ts';")).toHaveLength(1);
  expect(problems('src/world/x.ts', "import { a } from '../services/codebuild/model.ts';")).toHaveLength(1);
});

test('every service folder holds the same files', () => {
  for (const service of fs
    .readdirSync('src/services', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())) {
    const names = fs.readdirSync(path.join('src/services', service.name));
    expect(names, service.name).toEqual(expect.arrayContaining(['errors.ts', 'index.ts', 'model.md', 'operations']));
  }
});
