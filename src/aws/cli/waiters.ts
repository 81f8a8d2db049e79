// `aws <service> wait <name>`: asks again and again, in virtual time, until what the model's acceptors say.
import { search } from 'jmespath';
import { AwsError } from '../errors.ts';
import type { ServiceModel, Waiter } from '../models/index.ts';
import type { Session } from './index.ts';
import { kebab } from './names.ts';
import { readInput, UsageError } from './parameters.ts';

type Acceptor = Waiter['acceptors'][number];

/** Runs a waiter; gives the exit status. */
export async function waitFor(
  session: Session,
  model: ServiceModel,
  [name, ...words]: readonly string[],
): Promise<number> {
  const found = Object.entries(model.waiters).find(([one]) => kebab(one) === name);
  if (!found) throw new UsageError(`argument waiter: Found invalid choice '${name ?? ''}'`);
  const [waiterName, waiter] = found;
  const { context } = session;
  const input = readInput(context, model, waiter.operation, words);
  for (let attempt = 1; ; attempt++) {
    const state = await ask(session, model, waiter, input);
    if (state === 'success') return 0;
    const why =
      state === 'failure'
        ? 'Waiter encountered a terminal failure state'
        : attempt >= waiter.maxAttempts
          ? 'Max attempts exceeded'
          : state === 'retry'
            ? undefined
            : state;
    if (why) {
      await context.stderr.write(`\naws: [ERROR]: Waiter ${waiterName} failed: ${why}\n`);
      return 255;
    }
    await context.task.sleep(waiter.delay * 1000);
  }
}

async function ask(
  { door, context, credentials, region }: Session,
  model: ServiceModel,
  waiter: Waiter,
  input: Record<string, unknown>,
): Promise<string> {
  try {
    const answer = await door.call({
      service: model.name,
      operation: waiter.operation,
      input,
      credentials,
      region,
      userAgent: 'aws-cli/2.33.13',
      task: context.task,
    });
    return waiter.acceptors.find((acceptor) => fits(acceptor, answer))?.state ?? 'retry';
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const accepted = waiter.acceptors.find(({ matcher, expected }) => matcher === 'error' && expected === error.code);
    return accepted?.state ?? `An error occurred (${error.code}): ${error.message}`;
  }
}

function fits({ matcher, argument, expected }: Acceptor, answer: Record<string, unknown>): boolean {
  if (matcher === 'status') return expected === 200;
  if (matcher === 'error') return false;
  const value: unknown = search(answer, argument!);
  if (matcher === 'path') return value === expected;
  const values = Array.isArray(value) ? value : [];
  return (
    values.length > 0 && (matcher === 'pathAll' ? values.every((one) => one === expected) : values.includes(expected))
  );
}
