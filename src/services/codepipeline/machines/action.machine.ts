// The lifecycle of one run of one action. Pure: a task does the work and tells how it went.
import { setup } from 'xstate';

type ActionEvent = { type: 'SUCCEEDED' } | { type: 'FAILED' } | { type: 'ABANDON' };

const end = (status: string) => ({ type: 'final' as const, entry: { type: 'endAction' as const, params: { status } } });

export const actionMachine = setup({
  types: {} as { context: object; events: ActionEvent; input: null },
  actions: { perform: () => {}, endAction: (_, _params: { status: string }) => {} },
}).createMachine({
  context: {},
  initial: 'inProgress',
  states: {
    inProgress: {
      entry: 'perform',
      on: { SUCCEEDED: 'succeeded', FAILED: 'failed', ABANDON: 'abandoned' },
    },
    succeeded: end('Succeeded'),
    failed: end('Failed'),
    abandoned: end('Abandoned'),
  },
});
