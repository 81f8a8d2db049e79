// Finding groups and streams, and reading and writing lines: what several operations share.
import type { ServiceContext } from '../../aws/service.ts';
import { toBytes } from '../../lib/bytes.ts';
import { errors } from './errors.ts';
import {
  CHUNK_LINES,
  logChunksTable,
  logGroupsTable,
  logStreamsTable,
  STREAM_LINES_MAX,
  streamKey,
  type LogGroup,
  type LogLine,
  type LogStream,
} from './model.ts';

/** Bytes that AWS counts for each event besides its message. */
const EVENT_BYTES = 26;

/** The ARN that IAM compares for a group, or for a stream of it. */
export const logArn = (context: ServiceContext, group: string, stream?: string): string =>
  context.arn('logs', `log-group:${group}${stream === undefined ? '' : `:log-stream:${stream}`}`);

/** The group's name, from the name or ARN that a request gives. @throws AwsError InvalidParameterException */
export function groupName(input: {
  logGroupName?: string | undefined;
  logGroupIdentifier?: string | undefined;
}): string {
  const given = input.logGroupName ?? input.logGroupIdentifier;
  if (given === undefined) throw errors['InvalidParameterException/name']();
  return /:log-group:([^:]+)/.exec(given)?.[1] ?? given;
}

/** @throws AwsError ResourceNotFoundException */
export function groupOf(context: ServiceContext, name: string): LogGroup {
  const group = context.kernel.table(logGroupsTable).get(name);
  if (!group) throw errors['ResourceNotFoundException/group']();
  return group;
}

/** @throws AwsError ResourceNotFoundException */
export function streamOf(context: ServiceContext, group: string, name: string): LogStream {
  groupOf(context, group);
  const stream = context.kernel.table(logStreamsTable).get(streamKey(group, name));
  if (!stream) throw errors['ResourceNotFoundException/stream']();
  return stream;
}

/** Adds lines to the end of a stream, and lets the oldest go when there are too many. */
export function appendLines(context: ServiceContext, stream: LogStream, lines: readonly LogLine[]): void {
  if (lines.length === 0) return;
  const { kernel } = context;
  const key = streamKey(stream.group, stream.name);
  const chunks = kernel.table(logChunksTable);
  let { next } = stream;
  for (let taken = 0; taken < lines.length;) {
    const index = Math.floor(next / CHUNK_LINES);
    const part = lines.slice(taken, taken + CHUNK_LINES - (next % CHUNK_LINES));
    const before = chunks.get(`${key}:${index}`)?.lines ?? [];
    chunks.put(`${key}:${index}`, { stream: key, index, lines: [...before, ...part] });
    taken += part.length;
    next += part.length;
  }
  const bytes = lines.reduce((sum, { message }) => sum + toBytes(message).length + EVENT_BYTES, 0);
  const group = kernel.table(logGroupsTable).must(stream.group);
  kernel.table(logGroupsTable).patch(stream.group, { storedBytes: group.storedBytes + bytes });
  kernel.table(logStreamsTable).put(key, {
    ...stream,
    first: trim(context, key, stream.first, next),
    next,
    bytes: stream.bytes + bytes,
    firstEventAt: stream.firstEventAt ?? lines[0]!.at,
    lastEventAt: lines.at(-1)!.at,
    lastIngestionAt: context.now,
  });
}

function trim(context: ServiceContext, key: string, first: number, next: number): number {
  const chunks = context.kernel.table(logChunksTable);
  while (next - first > STREAM_LINES_MAX) {
    chunks.delete(`${key}:${Math.floor(first / CHUNK_LINES)}`);
    first += CHUNK_LINES;
  }
  return first;
}

/** The lines of a stream from index `from` up to, not including, `to`. */
export function readLines(context: ServiceContext, stream: LogStream, from: number, to: number): LogLine[] {
  const chunks = context.kernel.table(logChunksTable);
  const key = streamKey(stream.group, stream.name);
  const lines: LogLine[] = [];
  for (let at = Math.max(from, stream.first); at < Math.min(to, stream.next);) {
    const chunk = chunks.get(`${key}:${Math.floor(at / CHUNK_LINES)}`);
    const part = chunk?.lines.slice(at % CHUNK_LINES, (at % CHUNK_LINES) + (to - at)) ?? [];
    lines.push(...part);
    at += Math.max(part.length, 1);
  }
  return lines;
}

/** Takes a stream and its lines away. */
export function dropStream(context: ServiceContext, stream: LogStream): void {
  const key = streamKey(stream.group, stream.name);
  const chunks = context.kernel.table(logChunksTable);
  for (const chunk of chunks.by('stream', key)) chunks.delete(`${key}:${chunk.index}`);
  context.kernel.table(logStreamsTable).delete(key);
}
