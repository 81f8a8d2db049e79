// `aws <service> wait <state>`: asks again and again, in virtual time, until the state is reached or cannot be.
import jmespath from 'jmespath';
import type { ServiceModel, Waiter } from '../models/model.ts';
import { generalFailure, type CliFailure } from './failure.ts';
import { finishInput } from './input.ts';
import { readOperation } from './operationCommand.ts';
import { printable } from './output/printable.ts';
import { pythonText } from './output/text.ts';
import { ServiceFailure, type Session } from './session.ts';

type Acceptor = Waiter['acceptors'][number];

interface Answer {
  readonly output?: Record<string, unknown>;
  readonly failure?: ServiceFailure;
}

/** Waits. @throws CliFailure when the state cannot be reached any more, or was not in time */
export async function runWaiter(
  session: Session,
  model: ServiceModel,
  command: string,
  name: string,
  words: readonly string[],
): Promise<number> {
  const { operation, delay, maxAttempts, acceptors } = model.waiters[name]!;
  const call = readOperation(session, model, command, operation, words);
  await session.connect(model.name);
  const input = finishInput(call.context, call.input);
  const fail = (reason: string): CliFailure => generalFailure(`Waiter ${name} failed: ${reason}`);
  let last: Acceptor | undefined;
  for (let attempt = 1; ; attempt++) {
    const answer = await ask(session, model, operation, input);
    const matched = acceptors.find((acceptor) => accepts(acceptor, answer));
    last = matched ?? last;
    if (!matched && answer.failure) {
      const { code, message } = answer.failure.error;
      throw fail(`An error occurred (${code}): ${message}`);
    }
    if (last?.state === 'success') return 0;
    if (last?.state === 'failure') throw fail(`Waiter encountered a terminal failure state: ${explanation(last)}`);
    if (attempt >= maxAttempts) {
      throw fail(`Max attempts exceeded${last ? `. Previously accepted state: ${explanation(last)}` : ''}`);
    }
    await session.context.task.sleep(delay * 1000);
  }
}

async function ask(
  session: Session,
  model: ServiceModel,
  operation: string,
  input: Record<string, unknown>,
): Promise<Answer> {
  try {
    return { output: printable(model, operation, await session.call(model.name, operation, input)) };
  } catch (failure) {
    if (failure instanceof ServiceFailure) return { failure };
    throw failure;
  }
}

function accepts({ matcher, argument, expected }: Acceptor, { output, failure }: Answer): boolean {
  if (matcher === 'status') return (failure ? failure.error.status : 200) === expected;
  if (matcher === 'error') {
    if (typeof expected === 'boolean') return (failure !== undefined) === expected;
    return failure?.error.code === expected;
  }
  if (!output) return false;
  const found = jmespath.search(output, argument!) as unknown;
  if (matcher === 'path') return found === expected;
  if (!Array.isArray(found) || found.length === 0) return false;
  return matcher === 'pathAll' ? found.every((item) => item === expected) : found.some((item) => item === expected);
}

function explanation({ matcher, argument, expected: wanted }: Acceptor): string {
  const expected = pythonText(wanted);
  switch (matcher) {
    case 'path':
      return `For expression "${argument}" we matched expected path: "${expected}"`;
    case 'pathAll':
      return `For expression "${argument}" all members matched excepted path: "${expected}"`;
    case 'pathAny':
      return `For expression "${argument}" we matched expected path: "${expected}" at least once`;
    case 'status':
      return `Matched expected HTTP status code: ${expected}`;
    case 'error':
      return `Matched expected service error code: ${expected}`;
  }
}
