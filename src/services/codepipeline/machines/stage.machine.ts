// The lifecycle of one execution in one stage: groups of actions with the same run order, one after the other. Pure.
import { assign, setup } from 'xstate';

export interface StageInput {
  /** How many groups there are, and the one to begin with. */
  readonly groups: number;
  readonly group: number;
}

type StageEvent = { type: 'GROUP_ENDED'; ok: boolean } | { type: 'HALT' } | { type: 'ABANDON' };

const end = (status: string) => ({ type: 'final' as const, entry: { type: 'endStage' as const, params: { status } } });

export const stageMachine = setup({
  types: {} as { context: StageInput; events: StageEvent; input: StageInput },
  actions: {
    startGroup: (_, _params: { group: number }) => {},
    endStage: (_, _params: { status: string }) => {},
    next: assign({ group: ({ context }) => context.group + 1 }),
  },
  guards: {
    failed: ({ event }) => event.type === 'GROUP_ENDED' && !event.ok,
    wasLast: ({ context }) => context.group + 1 >= context.groups,
  },
}).createMachine({
  context: ({ input }) => input,
  initial: 'running',
  states: {
    running: {
      entry: { type: 'startGroup', params: ({ context }) => ({ group: context.group }) },
      on: {
        GROUP_ENDED: [
          { guard: 'failed', target: 'failed' },
          { guard: 'wasLast', target: 'succeeded' },
          { target: 'running', reenter: true, actions: 'next' },
        ],
        HALT: 'halting',
        ABANDON: 'stopped',
      },
    },
    halting: { on: { GROUP_ENDED: 'stopped', ABANDON: 'stopped' } },
    succeeded: end('Succeeded'),
    failed: end('Failed'),
    stopped: end('Stopped'),
  },
});
