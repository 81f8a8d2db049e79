// The options that every command takes.
import jmespath from 'jmespath';
import { wrongParameter } from './failure.ts';
import { parseKnown, type Argument } from './argumentParser.ts';

export const OUTPUTS = ['json', 'text', 'table', 'yaml', 'yaml-stream', 'off'] as const;
export type OutputFormat = (typeof OUTPUTS)[number];
const ERROR_FORMATS = ['legacy', 'json', 'yaml', 'text', 'table', 'enhanced'] as const;

/** What the global options say. */
export interface Globals {
  readonly output?: OutputFormat;
  readonly query?: string;
  readonly profile?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
  readonly color: 'on' | 'off' | 'auto';
  readonly paginate: boolean;
  readonly sign: boolean;
  readonly debug: boolean;
  readonly version: boolean;
  readonly binaryFormat?: 'base64' | 'raw-in-base64-out';
  readonly errorFormat?: (typeof ERROR_FORMATS)[number];
}

const value = (name: string, more: Partial<Argument> = {}): Argument => ({
  name: `--${name}`,
  dest: name,
  count: 1,
  ...more,
});
const flag = (name: string, dest = name, constant: unknown = true): Argument => ({
  name: `--${name}`,
  dest,
  count: 0,
  constant,
});

/** In the order in which the help lists them. */
export const GLOBAL_ARGUMENTS: readonly Argument[] = [
  flag('debug'),
  value('endpoint-url'),
  flag('no-verify-ssl'),
  flag('no-paginate', 'paginate', false),
  value('output', { choices: OUTPUTS }),
  value('query'),
  value('profile'),
  value('region'),
  flag('version'),
  value('color', { choices: ['on', 'off', 'auto'] }),
  flag('no-sign-request', 'sign', false),
  value('ca-bundle'),
  value('cli-read-timeout', { type: 'int' }),
  value('cli-connect-timeout', { type: 'int' }),
  value('cli-binary-format', { choices: ['base64', 'raw-in-base64-out'] }),
  flag('no-cli-pager'),
  flag('cli-auto-prompt'),
  flag('no-cli-auto-prompt'),
  value('cli-error-format', { choices: ERROR_FORMATS }),
];

/** The global options among `words`, the command, and what is left for it. @throws CliFailure for wrong usage. */
export function parseGlobals(
  words: readonly string[],
  commands: readonly string[],
): { globals: Globals; command: string; rest: readonly string[] } {
  const wantsVersion = words.includes('--version');
  const command: Argument = { name: 'command', dest: 'command', count: 1, choices: commands, required: !wantsVersion };
  const { values, rest } = parseKnown([...GLOBAL_ARGUMENTS, command], words);
  const text = <T extends string = string>(name: string): T | undefined => values.get(name) as T | undefined;
  const globals: Globals = {
    color: text('color') ?? 'auto',
    paginate: values.get('paginate') !== false,
    sign: values.get('sign') !== false,
    debug: values.has('debug'),
    version: values.has('version'),
    ...defined({
      output: text<OutputFormat>('output'),
      query: text('query'),
      profile: text('profile'),
      region: text('region'),
      endpointUrl: text('endpoint-url'),
      binaryFormat: text<'base64'>('cli-binary-format'),
      errorFormat: text<'legacy'>('cli-error-format'),
    }),
  };
  if (globals.query !== undefined) checkQuery(globals.query);
  return { globals, command: text('command') ?? '', rest };
}

/** `members` without those that are undefined. */
export function defined<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined)) as never;
}

/** @throws CliFailure when the query is no JMESPath expression. */
function checkQuery(query: string): void {
  try {
    jmespath.search(null, query);
  } catch (error) {
    const { name, message } = error as Error;
    // Functions complain of their operands only once there is data.
    if (!['ParserError', 'LexerError'].includes(name)) return;
    throw wrongParameter(`Bad value for --query ${query}: ${message}`);
  }
}
