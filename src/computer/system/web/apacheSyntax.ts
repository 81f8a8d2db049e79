// Apache's configuration files as a tree of directives with their places, includes followed.
import type { Files } from '../../disk/disk.ts';
import { FsError } from '../../disk/errors.ts';
import { basename, dirname, resolvePath } from '../../disk/path.ts';
import { globPaths } from './glob.ts';
import { ConfigError } from './site.ts';

/** A directive, or a section with what it holds. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly file: string;
  readonly line: number;
  readonly children?: readonly Directive[];
}

/** A complaint in Apache's words. */
export const syntaxError = ({ file, line }: Pick<Directive, 'file' | 'line'>, text: string): ConfigError =>
  new ConfigError(`AH00526: Syntax error on line ${line} of ${file}:\n${text}`);

const words = (text: string): string[] =>
  (text.match(/"(?:[^"\\]|\\.)*"|'[^']*'|\S+/g) ?? []).map((word) =>
    word.replace(/^(["'])(.*)\1$/s, '$2').replace(/\\(["\\])/g, '$1'),
  );

interface Reading {
  readonly files: Files;
  readonly serverRoot: string;
  /** `${NAME}`s: from Define and from the environment. */
  readonly variables: Record<string, string>;
  depth: number;
}

const INCLUDES_MAX = 50;

/** Reads `path` and what it includes. @throws ConfigError */
export function readApacheConfig(
  files: Files,
  path: string,
  serverRoot: string,
  variables: Readonly<Record<string, string>>,
): Directive[] {
  const reading: Reading = { files, serverRoot, variables: { ...variables }, depth: 0 };
  return readFile(reading, path);
}

function readFile(reading: Reading, path: string): Directive[] {
  if (++reading.depth > INCLUDES_MAX)
    throw new ConfigError(`AH00526: Exceeded the maximum include directory nesting level in ${path}`);
  let text: string;
  try {
    text = reading.files.readText(path);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    throw new ConfigError(`httpd: Could not open configuration file ${path}: ${error.text}`);
  }
  const top: Directive[] = [];
  const stack: { directive: Directive; children: Directive[] }[] = [];
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = i + 1;
    let source = lines[i]!.trim();
    while (source.endsWith('\\') && i + 1 < lines.length) source = source.slice(0, -1) + lines[++i]!.trim();
    if (source === '' || source.startsWith('#')) continue;
    source = source.replace(/\$\{(\w+)\}/g, (all, name: string) => reading.variables[name] ?? all);
    readLine(reading, source, { file: path, line }, top, stack);
  }
  const open = stack.at(-1)?.directive;
  if (open) throw syntaxError(open, `<${open.name}> was not closed.`);
  reading.depth--;
  return top;
}

function readLine(
  reading: Reading,
  source: string,
  place: { file: string; line: number },
  top: Directive[],
  stack: { directive: Directive; children: Directive[] }[],
): void {
  const into = stack.at(-1)?.children ?? top;
  const [, closed] = /^<\/\s*(\w+)\s*>/.exec(source) ?? [];
  if (closed) {
    const open = stack.pop();
    if (!open) throw syntaxError(place, `</${closed}> without matching <${closed}> section`);
    if (open.directive.name.toLowerCase() !== closed.toLowerCase())
      throw syntaxError(place, `Expected </${open.directive.name}> but saw </${closed}>`);
    return;
  }
  const [, section, rest] = /^<\s*(\w+)\s*(.*)$/.exec(source) ?? [];
  if (section) {
    if (!rest!.endsWith('>')) throw syntaxError(place, `<${section}> directive missing closing '>'`);
    const children: Directive[] = [];
    const directive = { name: section, args: words(rest!.slice(0, -1)), ...place, children };
    into.push(directive);
    stack.push({ directive, children });
    return;
  }
  const [name = '', ...args] = words(source);
  if (/^include(optional)?$/i.test(name)) into.push(...include(reading, args[0] ?? '', /optional/i.test(name), place));
  else if (/^define$/i.test(name)) reading.variables[args[0] ?? ''] = args[1] ?? '';
  else into.push({ name, args, ...place });
}

function include(
  reading: Reading,
  pattern: string,
  optional: boolean,
  place: { file: string; line: number },
): Directive[] {
  const full = resolvePath(reading.serverRoot, pattern);
  const paths = globPaths(reading.files, full).flatMap((path) =>
    reading.files.isDirectory(path) ? reading.files.readdir(path).map((name) => `${path}/${name}`) : [path],
  );
  if (paths.length === 0 && !optional && !/[*?[]/.test(basename(pattern))) {
    throw syntaxError(place, `Could not open configuration file ${full}: No such file or directory`);
  }
  if (paths.length === 0 && !optional && !reading.files.isDirectory(dirname(full))) {
    throw syntaxError(place, `Include directory '${dirname(full)}' not found`);
  }
  return paths.flatMap((path) => readFile(reading, path));
}
