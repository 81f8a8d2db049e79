// The one command of our own: it asks the simulator, not AWS.
import type { Kernel } from '../kernel/kernel.ts';
import type { Program, ProgramContext } from '../computer/program.ts';
import { executionsTable } from '../services/codepipeline/index.ts';

/** How long `slipway wait` waits, in virtual milliseconds. */
const WAIT_MS = 2 * 3_600_000;
const LOOK_MS = 1_000;

const USAGE = 'usage: slipway wait idle | wait pipeline [NAME] | clock | log\n';

/** The `slipway` command of a world. */
export function slipwayProgram(kernel: Kernel): Program {
  return {
    name: 'slipway',
    summary: 'asks the simulator',
    async run(context) {
      const [, verb, what, name] = context.argv;
      if (verb === 'clock') return clock(kernel, context);
      if (verb === 'log') return log(kernel, context);
      if (verb === 'wait' && what === 'idle') return waitIdle(kernel, context);
      if (verb === 'wait' && what === 'pipeline') return waitPipeline(kernel, context, name);
      await context.stderr.write(USAGE);
      return 64;
    },
  };
}

async function clock(kernel: Kernel, { stdout }: ProgramContext): Promise<number> {
  await stdout.write(`${new Date(kernel.now).toISOString()}\n`);
  return 0;
}

async function log(kernel: Kernel, { stdout, task }: ProgramContext): Promise<number> {
  for (const { id, at, type, resource, cause, detail } of kernel.trace.all) {
    const because = cause === undefined ? '' : ` because of ${cause}`;
    const more = Object.entries(detail)
      .map(([key, value]) => ` ${key}=${JSON.stringify(value)}`)
      .join('');
    await stdout.write(`${new Date(at).toISOString()} ${id} ${type} ${resource}${more}${because}\n`, task);
  }
  return 0;
}

async function waitIdle(kernel: Kernel, { task, stderr }: ProgramContext): Promise<number> {
  const end = kernel.now + WAIT_MS;
  while (!kernel.idle) {
    if (kernel.now >= end) {
      await stderr.write(
        `slipway: still busy after ${WAIT_MS / 60_000} minutes: ${
          kernel.tasks
            .filter((one) => !one.background)
            .map((one) => one.name)
            .join(', ') || 'something is due'
        }\n`,
      );
      return 1;
    }
    await task.sleep(LOOK_MS);
  }
  return 0;
}

async function waitPipeline(
  kernel: Kernel,
  { task, env, stderr }: ProgramContext,
  given: string | undefined,
): Promise<number> {
  const name = given ?? env.SLIPWAY_PIPELINE ?? '';
  const end = kernel.now + WAIT_MS;
  // What was just pushed is on its way to the pipeline: let the events arrive.
  await task.sleep(5 * LOOK_MS);
  for (;;) {
    const latest = kernel.table(executionsTable).by('pipeline', name).at(-1);
    if (!latest) {
      await stderr.write(`slipway: no execution of ${name || 'a pipeline'}: give its name, or set SLIPWAY_PIPELINE\n`);
      return 1;
    }
    if (latest.status !== 'InProgress' && latest.status !== 'Stopping') return latest.status === 'Succeeded' ? 0 : 1;
    if (kernel.now >= end) {
      await stderr.write(`slipway: ${name} still runs after ${WAIT_MS / 60_000} minutes\n`);
      return 1;
    }
    await task.sleep(LOOK_MS);
  }
}
