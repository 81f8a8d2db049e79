// The lifecycle of one build: which phase follows which, and what ends it early. Pure: a task does the work of the
// phases from DOWNLOAD_SOURCE to UPLOAD_ARTIFACTS and tells how each went.
import { assign, setup } from 'xstate';

export interface BuildTimes {
  readonly queuedTimeoutMs: number;
  readonly timeoutMs: number;
  readonly provisioningMs: number;
  readonly finalizingMs: number;
  readonly stopMs: number;
}

interface BuildContext extends BuildTimes {
  readonly outcome: 'SUCCEEDED' | 'FAILED' | 'STOPPED' | 'TIMED_OUT';
}

type BuildEvent =
  | { type: 'CAPACITY' }
  | { type: 'STOP' }
  /** `onFailure` as the buildspec has it for the phase, retries already used up. */
  | { type: 'ENDED'; ok: boolean; onFailure?: 'ABORT' | 'CONTINUE' };

const begin = (phase: string) => ({ type: 'beginPhase' as const, params: { phase } });

export const buildMachine = setup({
  types: {} as { context: BuildContext; events: BuildEvent; input: BuildTimes },
  actions: {
    // Named only: the service's effects do them.
    beginPhase: (_, _params: { phase: string }) => {},
    endPhase: () => {},
    prepare: () => {},
    provision: () => {},
    cut: (_, _params: { status: string }) => {},
    complete: (_, _params: { outcome: string }) => {},
    fail: assign({ outcome: 'FAILED' }),
    failUnlessOk: assign({
      outcome: ({ context, event }) => (event.type === 'ENDED' && !event.ok ? 'FAILED' : context.outcome),
    }),
  },
  guards: {
    goesOn: ({ event }) => event.type === 'ENDED' && (event.ok || event.onFailure === 'CONTINUE'),
    isNotAborted: ({ event }) => event.type === 'ENDED' && (event.ok || event.onFailure !== 'ABORT'),
  },
  delays: {
    queuedTimeout: ({ context }) => context.queuedTimeoutMs,
    timeout: ({ context }) => context.timeoutMs,
    provisioning: ({ context }) => context.provisioningMs,
    finalizing: ({ context }) => context.finalizingMs,
    stopping: ({ context }) => context.stopMs,
  },
}).createMachine({
  context: ({ input }) => ({ ...input, outcome: 'SUCCEEDED' }),
  initial: 'queued',
  on: { STOP: '.stopping' },
  states: {
    queued: {
      entry: [begin('QUEUED'), 'prepare'],
      after: {
        queuedTimeout: {
          target: 'finalizing',
          actions: [{ type: 'cut', params: { status: 'TIMED_OUT' } }, assign({ outcome: 'TIMED_OUT' })],
        },
      },
      on: {
        CAPACITY: { target: 'running', actions: 'endPhase' },
        ENDED: { target: 'finalizing', actions: 'fail' },
      },
    },
    running: {
      initial: 'provisioning',
      after: {
        timeout: {
          target: 'finalizing',
          actions: [{ type: 'cut', params: { status: 'TIMED_OUT' } }, assign({ outcome: 'TIMED_OUT' })],
        },
      },
      states: {
        provisioning: {
          entry: begin('PROVISIONING'),
          after: { provisioning: { actions: 'provision' } },
          on: {
            ENDED: [
              { guard: 'goesOn', target: 'downloadSource' },
              { target: '#build.finalizing', actions: 'fail' },
            ],
          },
        },
        downloadSource: {
          entry: begin('DOWNLOAD_SOURCE'),
          on: {
            ENDED: [
              { guard: 'goesOn', target: 'install' },
              { target: '#build.finalizing', actions: 'fail' },
            ],
          },
        },
        install: {
          entry: begin('INSTALL'),
          on: {
            ENDED: [
              { guard: 'goesOn', target: 'preBuild', actions: 'failUnlessOk' },
              { target: '#build.finalizing', actions: 'fail' },
            ],
          },
        },
        preBuild: {
          entry: begin('PRE_BUILD'),
          on: {
            ENDED: [
              { guard: 'goesOn', target: 'build', actions: 'failUnlessOk' },
              { target: '#build.finalizing', actions: 'fail' },
            ],
          },
        },
        build: {
          entry: begin('BUILD'),
          on: {
            ENDED: [
              // A failed BUILD does not keep POST_BUILD from running, unless the buildspec says ABORT.
              { guard: 'isNotAborted', target: 'postBuild', actions: 'failUnlessOk' },
              { target: '#build.finalizing', actions: 'fail' },
            ],
          },
        },
        postBuild: {
          entry: begin('POST_BUILD'),
          on: {
            ENDED: [
              { guard: 'isNotAborted', target: 'uploadArtifacts', actions: 'failUnlessOk' },
              { target: '#build.finalizing', actions: 'fail' },
            ],
          },
        },
        uploadArtifacts: {
          entry: begin('UPLOAD_ARTIFACTS'),
          on: { ENDED: { target: '#build.finalizing', actions: 'failUnlessOk' } },
        },
      },
    },
    stopping: {
      // The phase that runs ends here and now; the build says so a moment later.
      entry: [{ type: 'cut', params: { status: 'STOPPED' } }, assign({ outcome: 'STOPPED' })],
      on: { STOP: {} },
      after: { stopping: 'completed' },
    },
    finalizing: {
      entry: begin('FINALIZING'),
      on: { STOP: {} },
      after: { finalizing: { target: 'completed', actions: 'endPhase' } },
    },
    completed: {
      type: 'final',
      entry: { type: 'complete', params: ({ context }) => ({ outcome: context.outcome }) },
    },
  },
  id: 'build',
});
