// CloudWatch Logs: groups, streams and lines. See model.md for what is simulated.
import { defineService } from '../../aws/service.ts';
import { createLogGroup } from './operations/createLogGroup.ts';
import { createLogStream } from './operations/createLogStream.ts';
import { deleteLogGroup } from './operations/deleteLogGroup.ts';
import { deleteLogStream } from './operations/deleteLogStream.ts';
import { describeLogGroups } from './operations/describeLogGroups.ts';
import { describeLogStreams } from './operations/describeLogStreams.ts';
import { filterLogEvents } from './operations/filterLogEvents.ts';
import { getLogEvents } from './operations/getLogEvents.ts';
import { putLogEvents } from './operations/putLogEvents.ts';
import { putRetentionPolicy } from './operations/putRetentionPolicy.ts';

export const logs = defineService({
  name: 'logs',
  iamPrefix: 'logs',
  principal: 'logs.amazonaws.com',
  operations: {
    CreateLogGroup: createLogGroup,
    CreateLogStream: createLogStream,
    DeleteLogGroup: deleteLogGroup,
    DeleteLogStream: deleteLogStream,
    DescribeLogGroups: describeLogGroups,
    DescribeLogStreams: describeLogStreams,
    FilterLogEvents: filterLogEvents,
    GetLogEvents: getLogEvents,
    PutLogEvents: putLogEvents,
    PutRetentionPolicy: putRetentionPolicy,
  },
});

export { CHUNK_LINES, logChunksTable, logGroupsTable, logStreamsTable, streamKey } from './model.ts';
export type { LogChunk, LogGroup, LogLine, LogStream } from './model.ts';
