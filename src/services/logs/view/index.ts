// CloudWatch Logs for panels: streams, and the lines of one.
import { recordOf, recordsOf, type Tables } from '../../../diagram/parts.ts';
import {
  CHUNK_LINES,
  logChunksTable,
  logStreamsTable,
  streamKey,
  type LogChunk,
  type LogLine,
  type LogStream,
} from '../model.ts';

/** All streams, the one last written to first. */
export const logStreamsOf = (tables: Tables): readonly LogStream[] =>
  [...recordsOf<LogStream>(tables, logStreamsTable.name)].sort(
    (a, b) => (b.lastEventAt ?? b.createdAt) - (a.lastEventAt ?? a.createdAt),
  );

/** The lines that a stream still holds, oldest first; index 0 is the first line that it ever had while none was dropped. */
export function logLinesOf(tables: Tables, group: string, stream: string): readonly LogLine[] {
  const key = streamKey(group, stream);
  const record = recordOf<LogStream>(tables, logStreamsTable.name, key);
  if (!record) return [];
  const lines: LogLine[] = [];
  for (let index = Math.floor(record.first / CHUNK_LINES); index * CHUNK_LINES < record.next; index++)
    lines.push(...(recordOf<LogChunk>(tables, logChunksTable.name, `${key}:${index}`)?.lines ?? []));
  return lines;
}
