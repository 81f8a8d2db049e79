// The lifecycle of one pipeline execution: from stage to stage until it ends. Pure.
import { assign, setup } from 'xstate';

export interface ExecutionInput {
  /** Index of the stage to begin with, and how many stages there are. */
  readonly stage: number;
  readonly stages: number;
  readonly transitionMs: number;
  /** A retry is in its stage at once. */
  readonly retry: boolean;
}

type ExecutionEvent =
  | { type: 'ENTER' }
  | { type: 'SUPERSEDE' }
  | { type: 'STOP' }
  | { type: 'CANCEL' }
  | { type: 'STAGE_ENDED'; status: string };

const finish = (status: string) => ({
  type: 'final' as const,
  entry: { type: 'finish' as const, params: { status } },
});

export const executionMachine = setup({
  types: {} as { context: ExecutionInput; events: ExecutionEvent; input: ExecutionInput },
  actions: {
    arrive: (_, _params: { stage: number }) => {},
    enterStage: (_, _params: { stage: number }) => {},
    haltStage: (_, _params: { stage: number }) => {},
    finish: (_, _params: { status: string }) => {},
  },
  guards: {
    isRetry: ({ context }) => context.retry,
    failed: ({ event }) => event.type === 'STAGE_ENDED' && event.status === 'Failed',
    stopped: ({ event }) => event.type === 'STAGE_ENDED' && event.status === 'Stopped',
    wasLast: ({ context }) => context.stage + 1 >= context.stages,
  },
  delays: { transition: ({ context }) => context.transitionMs },
}).createMachine({
  context: ({ input }) => input,
  initial: 'beginning',
  states: {
    beginning: { always: [{ guard: 'isRetry', target: 'inStage' }, { target: 'atEntry' }] },
    atEntry: {
      // Waits here while another execution is in the stage, or its transition is disabled.
      entry: { type: 'arrive', params: ({ context }) => ({ stage: context.stage }) },
      on: { ENTER: 'inStage', SUPERSEDE: 'superseded', STOP: 'stopped', CANCEL: 'cancelled' },
    },
    inStage: {
      entry: { type: 'enterStage', params: ({ context }) => ({ stage: context.stage }) },
      on: {
        STAGE_ENDED: [
          { guard: 'failed', target: 'failed' },
          { guard: 'stopped', target: 'stopped' },
          { guard: 'wasLast', target: 'succeeded' },
          { target: 'between' },
        ],
        STOP: 'stopping',
        CANCEL: 'cancelling',
      },
    },
    between: {
      entry: assign({ stage: ({ context }) => context.stage + 1 }),
      after: { transition: 'atEntry' },
      on: { STOP: 'stopped', CANCEL: 'cancelled' },
    },
    stopping: {
      entry: { type: 'haltStage', params: ({ context }) => ({ stage: context.stage }) },
      on: { STAGE_ENDED: 'stopped' },
    },
    cancelling: {
      entry: { type: 'haltStage', params: ({ context }) => ({ stage: context.stage }) },
      on: { STAGE_ENDED: 'cancelled' },
    },
    succeeded: finish('Succeeded'),
    failed: finish('Failed'),
    stopped: finish('Stopped'),
    superseded: finish('Superseded'),
    cancelled: finish('Cancelled'),
  },
});
