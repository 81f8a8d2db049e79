// export, readonly, declare, local, unset, let, getopts.
import { ExitShell, ExpansionError } from '../control.ts';

import { parseShell } from '../parse.ts';
import { functionOf, type Variable } from '../state.ts';
import type { Shell } from '../runtime.ts';
import type { Builtin, BuiltinCall } from './index.ts';

const NAME = /^[A-Za-z_]\w*$/;

interface Attributes {
  readonly exported?: boolean;
  readonly readonly?: boolean;
  readonly integer?: boolean;
  readonly array?: 'indexed' | 'assoc';
}

/** Gives variables attributes, and values where the words have them. */
async function declareAll(
  call: BuiltinCall,
  words: readonly string[],
  attributes: Attributes,
  local: boolean,
): Promise<number> {
  const { shell, executor } = call;
  let status = 0;
  for (const word of words) {
    const [, name, append, value] = /^([^=+]+?)(\+)?=(.*)$/s.exec(word) ?? [undefined, word];
    const bare = name!.replace(/\[.*\]$/s, '');
    if (!NAME.test(bare)) {
      await shell.complain(
        shell.bash
          ? `${call.argv[0]}: \`${word}': not a valid identifier`
          : `${call.argv[0]}: ${bare}: bad variable name`,
      );
      status = shell.bash ? 1 : 2;
      continue;
    }
    if (local) shell.local(bare);
    if (local && value === undefined && shell.scopes.at(-1)?.has(bare)) shell.variables.delete(bare);
    const list = arrayWords(call, bare) ?? (shell.bash ? listIn(name!, value) : undefined);
    if (list) {
      if (attributes.array) shell.variables.set(bare, { value: {}, array: attributes.array });
      await executor.assign({ type: 'Assignment', name: bare, value: null, append: append === '+', array: list });
    } else if (attributes.array) {
      const old = shell.variables.get(bare);
      shell.variables.set(bare, {
        ...old,
        array: attributes.array,
        value: typeof old?.value === 'object' ? old.value : {},
      });
      if (value !== undefined) shell.setElement(bare, '0', value);
    } else if (value !== undefined)
      await assignOne(
        call,
        name!,
        attributes.integer ? String(await executor.expander.evaluateText(value)) : value,
        append === '+',
      );
    const variable: Variable = shell.variables.get(bare) ?? { value: undefined };
    shell.variables.set(bare, { ...variable, ...attributes });
  }
  return status;
}

async function assignOne(
  { shell, executor }: BuiltinCall,
  name: string,
  value: string,
  append: boolean,
): Promise<void> {
  const [, array, subscript] = /^(\w+)\[(.*)\]$/s.exec(name) ?? [];
  if (array) shell.setElement(array, await executor.expander.subscript(array, subscript!), value, append);
  else shell.set(name, value, append);
}

/** `declare a=(…)`: the parser keeps the list apart from the words. */
function arrayWords({ node }: BuiltinCall, name: string) {
  return node?.assignments.find((assignment) => assignment.name === name && assignment.array)?.array ?? undefined;
}

/** The parser leaves the list of `local a=(…)` in one word. */
function listIn(name: string, value: string | undefined) {
  if (value === undefined || !/^\(.*\)$/s.test(value)) return undefined;
  const command = parseShell(`${name}=${value}`).statements[0]?.pipelines[0]?.commands[0];
  return command?.type === 'SimpleCommand' ? (command.assignments[0]?.array ?? undefined) : undefined;
}

async function listVariables(shell: Shell, keep: (variable: Variable) => boolean, before: string): Promise<number> {
  for (const [name, variable] of [...shell.variables].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!keep(variable)) continue;
    const { value } = variable;
    const text =
      value === undefined
        ? ''
        : typeof value === 'string'
          ? `="${value.replace(/(["\\$`])/g, '\\$1')}"`
          : `=(${Object.entries(value)
              .map(([key, item]) => `[${key}]="${item}"`)
              .join(' ')})`;
    await shell.out(
      shell.bash
        ? `${before} ${name}${text}\n`
        : `${before} ${name}${value === undefined ? '' : `='${String(value)}'`}\n`,
    );
  }
  return 0;
}

async function exports(call: BuiltinCall): Promise<number> {
  const { shell, argv } = call;
  const words = argv.slice(1).filter((word) => !/^-[npf]+$/.test(word) && word !== '--');
  if (words.length === 0)
    return listVariables(shell, ({ exported }) => exported === true, shell.bash ? 'declare -x' : 'export');
  if (argv.includes('-f')) return 0;
  return declareAll(call, words, { exported: !argv.includes('-n') }, false);
}

async function readonly(call: BuiltinCall): Promise<number> {
  const words = call.argv.slice(1).filter((word) => !/^-/.test(word));
  if (words.length === 0)
    return listVariables(
      call.shell,
      (variable) => variable.readonly === true,
      call.shell.bash ? 'declare -r' : 'readonly',
    );
  return declareAll(call, words, { readonly: true }, false);
}

async function declare(call: BuiltinCall): Promise<number> {
  const { shell, argv } = call;
  const flags = argv
    .slice(1)
    .filter((word) => /^-[a-zA-Z]+$/.test(word))
    .join('');
  const off = argv
    .slice(1)
    .filter((word) => /^\+[a-z]+$/.test(word))
    .join('');
  const words = [...argv.slice(1).filter((word) => !/^[-+][a-zA-Z]+$/.test(word)), ...arrayNames(call)];
  if (/[fF]/.test(flags)) {
    for (const name of words) if (!functionOf(shell, name)) return 1;
    if (flags.includes('F'))
      for (const name of words.length > 0 ? words : Object.keys(shell.functions).sort())
        await shell.out(words.length > 0 ? `${name}\n` : `declare -f ${name}\n`);
    return 0;
  }
  if (flags.includes('p') || words.length === 0) {
    return listVariables(
      shell,
      (variable) => words.length === 0 || words.some((name) => shell.variables.get(name) === variable),
      'declare --',
    );
  }
  const attributes: Attributes = {
    ...(flags.includes('x') ? { exported: true } : off.includes('x') ? { exported: false } : {}),
    ...(flags.includes('r') ? { readonly: true } : {}),
    ...(flags.includes('i') ? { integer: true } : {}),
    ...(flags.includes('A') ? { array: 'assoc' as const } : flags.includes('a') ? { array: 'indexed' as const } : {}),
  };
  return declareAll(call, [...new Set(words)], attributes, shell.functionDepth > 0 && !flags.includes('g'));
}

const arrayNames = ({ node }: BuiltinCall): string[] =>
  (node?.assignments ?? []).filter(({ array }) => array).map(({ name }) => name);

async function local(call: BuiltinCall): Promise<number> {
  const { shell, argv } = call;
  if (shell.functionDepth === 0) {
    await shell.complain(shell.bash ? 'local: can only be used in a function' : 'local: not in a function');
    if (!shell.bash) throw new ExitShell(2);
    return 1;
  }
  if (shell.bash) return declare(call);
  return declareAll(call, argv.slice(1), {}, true);
}

async function unset({ shell, executor, argv }: BuiltinCall): Promise<number> {
  const onlyFunctions = argv[1] === '-f';
  let status = 0;
  for (const name of argv.slice(1).filter((word) => !/^-[fvn]$/.test(word))) {
    const [, array, subscript] = /^(\w+)\[(.*)\]$/s.exec(name) ?? [];
    const variable = shell.variables.get(array ?? name);
    if (variable?.readonly) {
      await shell.complain(
        shell.bash ? `unset: ${name}: cannot unset: readonly variable` : `unset: ${name}: is read only`,
      );
      status = 1;
    } else if (array && typeof variable?.value === 'object') {
      const { [await executor.expander.subscript(array, subscript!)]: _gone, ...rest } = variable.value;
      shell.variables.set(array, { ...variable, value: rest });
    } else if (variable && !onlyFunctions) shell.variables.delete(name);
    else {
      const { [name]: _gone, ...rest } = shell.functions;
      shell.functions = rest;
    }
  }
  return status;
}

async function arithmeticLet({ executor, argv }: BuiltinCall): Promise<number> {
  let value = 0n;
  for (const word of argv.slice(1)) value = await executor.expander.evaluateText(word);
  return value === 0n ? 1 : 0;
}

/** Where getopts is within a word such as `-abc` is kept beside OPTIND. */
async function getopts({ shell, argv }: BuiltinCall): Promise<number> {
  const [, spec = '', name = '', ...given] = argv;
  const words = given.length > 0 ? given : shell.positional;
  let index = Number(shell.get('OPTIND') ?? 1);
  let inner = Number(shell.get('_OPTCHAR') ?? 1);
  const word = words[index - 1];
  if (word === undefined || !/^-./.test(word) || word === '--') {
    if (word === '--') shell.set('OPTIND', String(index + 1));
    shell.set(name, '?');
    shell.variables.delete('_OPTCHAR');
    return 1;
  }
  const letter = word[inner]!;
  const at = spec.replace(/^:/, '').indexOf(letter);
  const takes = at >= 0 && spec.replace(/^:/, '')[at + 1] === ':';
  const silent = spec.startsWith(':');
  let result = letter;
  shell.variables.delete('OPTARG');
  inner++;
  if (at < 0 || letter === ':') {
    result = '?';
    if (silent) shell.set('OPTARG', letter);
    else await shell.err(`${shell.name}: illegal option -- ${letter}\n`);
  } else if (takes) {
    const value = inner < word.length ? word.slice(inner) : words[index++];
    inner = word.length;
    if (value !== undefined) shell.set('OPTARG', value);
    else {
      result = silent ? ':' : '?';
      if (silent) shell.set('OPTARG', letter);
      else await shell.err(`${shell.name}: option requires an argument -- ${letter}\n`);
    }
  }
  if (inner >= word.length) {
    index++;
    inner = 1;
  }
  shell.set('OPTIND', String(index));
  shell.set('_OPTCHAR', String(inner));
  shell.set(name, result);
  return 0;
}

export const variableBuiltins: Readonly<Record<string, Builtin>> = {
  export: exports,
  readonly,
  declare,
  typeset: declare,
  local,
  unset,
  let: arithmeticLet,
  getopts,
};

/** Refuses a name that no variable can have. @throws ExpansionError */
export function checkName(name: string): void {
  if (!NAME.test(name)) throw new ExpansionError(`\`${name}': not a valid identifier`, 1, false);
}
