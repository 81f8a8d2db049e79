// What a terminal shows, from the tables of a frame.
import { recordOf, type Tables } from '../../diagram/parts.ts';
import { outputTable, sessionsTable, type OutputRecord, type SessionRecord } from '../../desk/model.ts';

const keyOf = (session: string, n: number): string => `${session}/${String(n).padStart(8, '0')}`;
const RED = '\x1b[91m';
const PLAIN = '\x1b[0m';

/** The text of chunks `from` and on, coloured; chunks that are no longer kept are skipped. */
export function outputSince(tables: Tables, session: SessionRecord, from: number): string {
  let text = '';
  for (let n = from; n < session.chunks; n++) {
    const chunk = recordOf<OutputRecord>(tables, outputTable.name, keyOf(session.id, n));
    if (chunk) text += chunk.stream === 'err' ? `${RED}${chunk.text}${PLAIN}` : chunk.text;
  }
  return text;
}

/** The first terminal of the world. */
export const sessionOf = (tables: Tables): SessionRecord | undefined =>
  (tables.get(sessionsTable.name)?.values().next().value as SessionRecord | undefined) ?? undefined;

/** What stands before the line that is typed; nothing while a command runs. */
export const promptOf = (session: SessionRecord): string =>
  session.running ? '' : session.unfinished ? '> ' : session.prompt;
