// The shell's own commands, by dialect.
import type { SimpleCommandNode } from '../ast.ts';
import type { Executor } from '../execute.ts';
import type { Shell } from '../runtime.ts';
import { controlBuiltins } from './control.ts';
import { environmentBuiltins } from './environment.ts';
import { inputBuiltins } from './input.ts';
import { jobBuiltins } from './jobs.ts';
import { outputBuiltins } from './output.ts';
import { variableBuiltins } from './variables.ts';

/** What a builtin is given. */
export interface BuiltinCall {
  readonly shell: Shell;
  readonly executor: Executor;
  /** `argv[0]` is its name. */
  readonly argv: readonly string[];
  /** The command as it was written: `declare a=(…)` needs it. */
  readonly node?: SimpleCommandNode;
}

export type Builtin = (call: BuiltinCall) => number | Promise<number>;

/** What dash lacks. */
const BASH_ONLY = new Set([
  'source',
  'declare',
  'typeset',
  'let',
  'shopt',
  'mapfile',
  'readarray',
  'pushd',
  'popd',
  'dirs',
  'disown',
  'builtin',
  'history',
  'enable',
  'caller',
  'compgen',
  'complete',
  'logout',
]);

const all: Readonly<Record<string, Builtin>> = {
  ...controlBuiltins,
  ...environmentBuiltins,
  ...inputBuiltins,
  ...jobBuiltins,
  ...outputBuiltins,
  ...variableBuiltins,
};

const posix = Object.fromEntries(Object.entries(all).filter(([name]) => !BASH_ONLY.has(name)));
// A name such as `constructor` must not be found on the prototype.
const tables = {
  bash: Object.assign(Object.create(null) as Record<string, Builtin>, all),
  sh: Object.assign(Object.create(null) as Record<string, Builtin>, posix),
};

/** The builtins of a dialect, by name. */
export const builtins = (dialect: 'bash' | 'sh'): Readonly<Record<string, Builtin>> => tables[dialect];
