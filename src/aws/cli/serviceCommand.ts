// `aws <service> …`: operations, waiters, and what version 2 adds to a service.
import type { ServiceModel } from '../models/model.ts';
import { parseKnown, type Argument } from './argumentParser.ts';
import { extraCommands, type ExtraCommand } from './extraCommands.ts';
import { notSimulated, wrongParameter } from './failure.ts';
import { operationHelp, serviceHelp, waiterHelp } from './help.ts';
import { kebab } from './names.ts';
import { runOperation } from './operationCommand.ts';
import type { Session } from './session.ts';
import { runWaiter } from './waiter.ts';

/** Operations that stream events, which version 2 does not offer. */
const REMOVED: Readonly<Record<string, readonly string[]>> = {
  lambda: ['InvokeWithResponseStream'],
  logs: ['GetLogObject'],
};

/** What follows a service's name: command → name in the model, or what version 2 adds. */
export interface ServiceCommands {
  readonly operations: ReadonlyMap<string, string>;
  /** Those that exist on AWS but not here. */
  readonly omitted: ReadonlySet<string>;
  readonly waiters: ReadonlyMap<string, string>;
  readonly extra: Readonly<Record<string, ExtraCommand>>;
}

/** The commands of a service, operations in alphabetical order. */
export function commandsOf(model: ServiceModel, command: string): ServiceCommands {
  const removed = REMOVED[command] ?? [];
  const byCommand = (names: readonly string[]): Map<string, string> =>
    new Map(names.filter((name) => !removed.includes(name)).map((name) => [kebab(name), name]));
  return {
    operations: byCommand(Object.keys(model.operations)),
    omitted: new Set(byCommand(model.omitted).keys()),
    waiters: byCommand(Object.keys(model.waiters)),
    extra: extraCommands(command),
  };
}

/** Every word that may follow the service's name, sorted. */
export const choicesOf = ({ operations, omitted, waiters, extra }: ServiceCommands): string[] =>
  [
    ...new Set([
      ...operations.keys(),
      ...omitted,
      ...Object.keys(extra),
      ...(waiters.size > 0 ? ['wait'] : []),
      'help',
    ]),
  ].sort();

/** Runs `aws command …words`. @throws CliFailure, ServiceFailure */
export async function runService(
  session: Session,
  model: ServiceModel,
  command: string,
  words: readonly string[],
): Promise<number> {
  const commands = commandsOf(model, command);
  const choice: Argument = {
    name: 'operation',
    dest: 'operation',
    count: 1,
    required: true,
    choices: choicesOf(commands),
  };
  const { values, rest } = parseKnown([choice], words);
  const name = String(values.get('operation'));
  const operation = commands.operations.get(name);
  if (name === 'help') return print(session, serviceHelp(model, command, choicesOf(commands)));
  if (name === 'wait') return runWait(session, model, command, commands, rest);
  const extra = commands.extra[name];
  if (extra) return extra(session, rest);
  if (operation === undefined) throw notSimulated(`aws ${command} ${name}`);
  if (rest[0] === 'help' && rest.length === 1) return print(session, operationHelp(model, command, operation));
  return runOperation(session, model, command, operation, rest);
}

async function runWait(
  session: Session,
  model: ServiceModel,
  command: string,
  { waiters }: ServiceCommands,
  words: readonly string[],
): Promise<number> {
  if (words.length === 1 && words[0] === 'help') return print(session, waiterHelp(command, [...waiters.keys()]));
  const choice: Argument = { name: 'subcommand', dest: 'subcommand', count: '?', choices: [...waiters.keys()] };
  const { values, rest } = parseKnown([choice], words);
  const name = values.get('subcommand');
  if (name === undefined) throw tooFewArguments(`${command} wait`);
  return runWaiter(session, model, command, waiters.get(String(name))!, rest);
}

/** A command that only has subcommands, without one. */
export const tooFewArguments = (path: string): Error =>
  wrongParameter(`usage: aws [options] ${path} <subcommand> [parameters]\naws: [ERROR]: too few arguments`);

async function print(session: Session, text: string): Promise<number> {
  await session.write(text);
  return 0;
}
