// Everything that a shell remembers, as data: kept from line to line of a terminal, and from phase to phase of a build.
import type { Data } from '../../lib/json.ts';
import type { FunctionDefNode } from './ast.ts';

/** A variable. Arrays keep their elements by subscript. */
export interface Variable {
  readonly value: string | Readonly<Record<string, string>> | undefined;
  readonly array?: 'indexed' | 'assoc';
  readonly exported?: boolean;
  readonly readonly?: boolean;
  readonly integer?: boolean;
}

/** A job in the background. */
export interface Job {
  readonly id: number;
  readonly pid: number;
  readonly text: string;
  readonly status?: number;
}

export interface ShellState {
  readonly dialect: 'bash' | 'sh';
  readonly interactive: boolean;
  readonly variables: Readonly<Record<string, Variable>>;
  /** Trees of function definitions: plain data, shared with the script that made them. */
  readonly functions: Readonly<Record<string, Data>>;
  readonly aliases: Readonly<Record<string, string>>;
  /** Names of options that are on: `errexit`, `nounset`, `pipefail`… */
  readonly options: readonly string[];
  readonly shopt: readonly string[];
  readonly traps: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** `$1`, `$2`… */
  readonly positional: readonly string[];
  /** `$0`, and what messages begin with. */
  readonly name: string;
  readonly lastStatus: number;
  readonly lastBackgroundPid: number;
  readonly jobs: readonly Job[];
  readonly umask: number;
  readonly dirStack: readonly string[];
}

export interface NewShellOptions {
  readonly dialect: 'bash' | 'sh';
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** `$0`; the dialect's name unless told. */
  readonly name?: string;
  readonly args?: readonly string[];
  readonly interactive?: boolean;
}

/** A shell that has run nothing yet. */
export function newShell(options: NewShellOptions): ShellState {
  const exported = Object.entries({ ...options.env, PWD: options.cwd }).map(([name, value]) => [
    name,
    { value, exported: true },
  ]);
  const own: Record<string, Variable> = {
    IFS: { value: ' \t\n' },
    PS4: { value: '+ ' },
    OPTIND: { value: '1' },
    ...(options.dialect === 'bash'
      ? {
          BASH: { value: '/bin/bash' },
          BASH_VERSION: { value: '5.2.15(1)-release' },
          HOSTTYPE: { value: 'x86_64' },
          OSTYPE: { value: 'linux-gnu' },
        }
      : {}),
  };
  return {
    dialect: options.dialect,
    interactive: options.interactive ?? false,
    variables: { ...own, ...(Object.fromEntries(exported) as Record<string, Variable>) },
    functions: {},
    aliases: {},
    options: options.dialect === 'bash' ? ['braceexpand', 'hashall'] : [],
    shopt: [],
    traps: {},
    cwd: options.cwd,
    positional: options.args ?? [],
    name: options.name ?? options.dialect,
    lastStatus: 0,
    lastBackgroundPid: 0,
    jobs: [],
    umask: 0o022,
    dirStack: [],
  };
}

/** A function's tree. */
export const functionOf = (
  state: { functions: Readonly<Record<string, Data>> },
  name: string,
): FunctionDefNode | undefined =>
  Object.hasOwn(state.functions, name) ? (state.functions[name] as unknown as FunctionDefNode) : undefined;
