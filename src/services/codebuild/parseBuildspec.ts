// Reads a buildspec, and refuses what CodeBuild refuses, in its words.
import { isMap, isPair, isScalar, isSeq, type LineCounter, type Node, type YAMLMap } from 'yaml';
import {
  BuildspecError,
  COMMAND_PHASES,
  type ArtifactSpec,
  type Buildspec,
  type CommandPhase,
  type OnFailure,
  type PhaseSpec,
} from './buildspec.ts';
import { parseYaml } from './yamlErrors.ts';

/** What CodeBuild says of a file that is YAML but no buildspec. */
const NOT_A_BUILDSPEC = 'wrong number of container tags, expected 1';

/** The buildspec that `text` (YAML or JSON) holds. @throws BuildspecError */
export function parseBuildspec(text: string): Buildspec {
  const { document, lines } = parseYaml(text);
  const root = document.contents as Node | null;
  if (!isMap(root)) throw new BuildspecError(NOT_A_BUILDSPEC);
  const version = readVersion(root);
  const phases = member(root, 'phases');
  if (!isMap(phases)) throw new BuildspecError(NOT_A_BUILDSPEC);
  // Version 0.1 calls the section environment_variables, and the variables plaintext.
  const env = member(root, version === '0.1' ? 'environment_variables' : 'env');
  const install = member(phases, 'install');
  const runtimes = texts(isMap(install) ? member(install, 'runtime-versions') : undefined);
  const artifacts = member(root, 'artifacts');
  return {
    version,
    ...optional('runAs', text1(member(root, 'run-as'))),
    ...optional('shell', text1(member(env, 'shell'))),
    variables: { ...texts(member(env, 'variables')), ...texts(member(env, 'plaintext')) },
    parameterStore: texts(member(env, 'parameter-store')),
    secretsManager: texts(member(env, 'secrets-manager')),
    exportedVariables: list(member(env, 'exported-variables')),
    runtimes: Object.entries(runtimes).map(([name, wanted]) => ({ name, version: wanted })),
    phases: readPhases(phases, lines),
    ...optional('artifacts', isMap(artifacts) ? readArtifacts(artifacts) : undefined),
    secondaryArtifacts: readSecondary(member(artifacts, 'secondary-artifacts')),
    cachePaths: list(member(member(root, 'cache'), 'paths')),
    reports: keys(member(root, 'reports')),
  };
}

function readVersion(root: YAMLMap): '0.1' | '0.2' {
  const version = text1(member(root, 'version'));
  if (version === undefined) throw new BuildspecError(NOT_A_BUILDSPEC);
  if (Number(version) === 0.1) return '0.1';
  if (Number(version) === 0.2) return '0.2';
  throw new BuildspecError(`invalid buildspec version: ${version}, supported versions are 0.1 and 0.2`);
}

function readPhases(phases: YAMLMap, lines: LineCounter): Partial<Record<CommandPhase, PhaseSpec>> {
  const read: Partial<Record<CommandPhase, PhaseSpec>> = {};
  for (const name of keys(phases)) {
    if (!(COMMAND_PHASES as readonly string[]).includes(name)) {
      throw new BuildspecError(`invalid phase name: ${name}, supported names are ${COMMAND_PHASES.join(', ')}`);
    }
    const phase = member(phases, name);
    const runAs = text1(member(phase, 'run-as'));
    const onFailure = text1(member(phase, 'on-failure'));
    read[name as CommandPhase] = {
      commands: commands(member(phase, 'commands'), 'Commands', lines),
      finally: commands(member(phase, 'finally'), 'Finally', lines),
      ...optional('runAs', runAs),
      ...optional('onFailure', onFailure === undefined ? undefined : readOnFailure(onFailure)),
    };
  }
  return read;
}

function readOnFailure(text: string): OnFailure {
  if (text === 'ABORT' || text === 'CONTINUE') return { kind: text };
  const retry = /^RETRY(?:-(\d+))?(?:-(.+))?$/.exec(text);
  if (!retry)
    throw new BuildspecError(`invalid on-failure value: ${text}, supported values are ABORT, CONTINUE and RETRY`);
  return { kind: 'RETRY', attempts: Math.min(Number(retry[1] ?? 3), 100), pattern: retry[2] ?? '.*' };
}

/** Commands as they stand; one string is taken for a list of one. */
function commands(node: Node | undefined, label: string, lines: LineCounter): string[] {
  const single = text1(node);
  if (single !== undefined) return single === '' ? [] : [single];
  if (!isSeq(node)) return [];
  return node.items.flatMap((item, index) => {
    const text = text1(item as Node);
    if (text !== undefined) return text === '' ? [] : [text];
    if (item === null || (isScalar(item) && item.value === null)) return [];
    // `- echo "done: $X"` without quotes around it is a mapping.
    const { line } = lines.linePos((item as Node).range?.[0] ?? 0);
    throw new BuildspecError(
      `Expected ${label}[${index}] to be of string type: found subkeys instead at line ${line}, value of the key tag on line ${line - 1} might be empty`,
    );
  });
}

function readArtifacts(node: YAMLMap): ArtifactSpec {
  return {
    files: list(member(node, 'files')),
    excludePaths: list(member(node, 'exclude-paths')),
    discardPaths: isYes(member(node, 'discard-paths')),
    ...optional('baseDirectory', text1(member(node, 'base-directory'))),
    ...optional('name', text1(member(node, 'name'))),
  };
}

function readSecondary(node: Node | undefined): Record<string, ArtifactSpec> {
  if (!isMap(node)) return {};
  return Object.fromEntries(
    keys(node).flatMap((name) => {
      const spec = member(node, name);
      return isMap(spec) ? [[name, readArtifacts(spec)]] : [];
    }),
  );
}

/** The value of `name`; of equal keys the last counts. */
function member(node: Node | undefined, name: string): Node | undefined {
  if (!isMap(node)) return undefined;
  const pair = node.items.findLast((item) => isPair(item) && isScalar(item.key) && keyText(item.key.value) === name);
  return (pair?.value as Node | null | undefined) ?? undefined;
}

const keyText = (key: unknown): string => String(key);

const keys = (node: Node | undefined): string[] =>
  isMap(node) ? [...new Set(node.items.map((item) => (isScalar(item.key) ? keyText(item.key.value) : '')))] : [];

/** A scalar's text as it stands in the file, so that 3.10 stays 3.10; undefined for null and for what is no scalar. */
function text1(node: Node | undefined): string | undefined {
  if (!isScalar(node) || node.value === null || node.value === undefined) return undefined;
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

/** Yes in any of YAML 1.1's spellings. */
const isYes = (node: Node | undefined): boolean => /^(y|yes|true|on)$/i.test(text1(node) ?? '');

/** Scalars of a list; a single scalar is taken for a list of one. */
function list(node: Node | undefined): string[] {
  const single = text1(node);
  if (single !== undefined) return [single];
  return isSeq(node) ? node.items.flatMap((item) => text1(item as Node) ?? []) : [];
}

/** A map of scalars as texts; what is null is the empty text. */
function texts(node: Node | undefined): Record<string, string> {
  return Object.fromEntries(keys(node).map((name) => [name, text1(member(node, name)) ?? '']));
}

const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
