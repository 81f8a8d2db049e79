// What CloudWatch Logs keeps: groups, streams, and lines in chunks, so that a line costs no copy of the log before it.
import { defineTable } from '../../kernel/store.ts';

export interface LogGroup {
  readonly name: string;
  readonly createdAt: number;
  /** Days; absent means that nothing expires. */
  readonly retentionInDays?: number;
  readonly storedBytes: number;
}

export interface LogStream {
  readonly group: string;
  readonly name: string;
  readonly createdAt: number;
  readonly firstEventAt?: number;
  readonly lastEventAt?: number;
  readonly lastIngestionAt?: number;
  /** Index of the oldest line still kept, and of the line that will come next. */
  readonly first: number;
  readonly next: number;
  readonly bytes: number;
}

export interface LogLine {
  readonly at: number;
  readonly ingestedAt: number;
  readonly message: string;
}

/** Lines `index * CHUNK_LINES` and on of one stream. */
export interface LogChunk {
  readonly stream: string;
  readonly index: number;
  readonly lines: readonly LogLine[];
}

/** How many lines one record holds, and how many one stream keeps; older ones go first. */
export const CHUNK_LINES = 100;
export const STREAM_LINES_MAX = 20_000;

export const logGroupsTable = defineTable<LogGroup>('logs.groups');
/** Keyed by `streamKey`. */
export const logStreamsTable = defineTable<LogStream>('logs.streams', { group: (s) => s.group });
/** Keyed `<streamKey>:<index>`. */
export const logChunksTable = defineTable<LogChunk>('logs.chunks', { stream: (c) => c.stream });

/** The key of a stream; neither name may hold a colon. */
export const streamKey = (group: string, stream: string): string => `${group}:${stream}`;
