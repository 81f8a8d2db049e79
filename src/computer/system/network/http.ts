// One HTTP request from a program over the simulated network, with a limit of time.
import type { HttpResponse, ProgramContext } from '../../program.ts';
import { reasonOf } from '../web/pages.ts';

/** Nothing came back in time. */
export class TimedOut extends Error {}

export interface Sent {
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

/**
 * Sends a request and waits for the answer, at most `limitMs`.
 * @throws NetworkError, TimedOut
 */
export async function send(
  { computer, task }: ProgramContext,
  url: URL,
  sent: Sent,
  limitMs: number,
): Promise<HttpResponse> {
  const { network, kernel } = computer.world;
  if (!Number.isFinite(limitMs)) return network.request(url, sent, task, computer);
  // The request goes on in a task of its own, so that it can be given up while it waits.
  let outcome: { response: HttpResponse } | { error: unknown } | undefined;
  const done = `http/${computer.id}/${task.id}/${kernel.step}`;
  const own = kernel.start(
    `request ${url.host}`,
    async (inner) => {
      try {
        outcome = { response: await network.request(url, sent, inner, computer) };
      } catch (error) {
        if (inner.aborted !== undefined) throw error;
        outcome = { error };
      }
      kernel.signal(done);
    },
    { background: true },
  );
  const clock = kernel.start(
    'time limit',
    async (inner) => {
      await inner.sleep(limitMs);
      kernel.signal(done);
    },
    { background: true },
  );
  try {
    await task.wait(done);
  } finally {
    clock.abort('the request is over');
    own.abort('the request is over');
  }
  if (!outcome) throw new TimedOut();
  if ('error' in outcome) throw outcome.error;
  return outcome.response;
}

/** Head of an answer as HTTP/1.1 writes it. */
export const headText = ({ status, headers }: HttpResponse): string =>
  `HTTP/1.1 ${status} ${reasonOf(status)}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;

/** The first value of a header, whatever its case. */
export const headerOf = ({ headers }: Pick<HttpResponse, 'headers'>, name: string): string | undefined =>
  headers.find(([key]) => key.toLowerCase() === name)?.[1];
