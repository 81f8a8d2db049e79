// What the account remembers of itself: API calls (CloudTrail reads them) and events (EventBridge matches them).
import { defineTable } from '../kernel/store.ts';
import type { Data } from '../lib/json.ts';

/** One API call, as CloudTrail will tell of it. */
export interface ApiCallRecord {
  readonly id: string;
  readonly at: number;
  readonly service: string;
  /** e.g. `codedeploy.amazonaws.com`. */
  readonly eventSource: string;
  readonly operation: string;
  readonly readOnly: boolean;
  readonly callerKind: 'root' | 'user' | 'role' | 'service';
  readonly callerArn: string;
  readonly callerId: string;
  readonly accessKeyId?: string;
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly requestId: string;
  readonly input: Data;
  readonly output?: Data;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  /** Names of the resources that the call was about. */
  readonly resources: readonly string[];
  /** The fact in the trace that the call made. */
  readonly fact?: number;
}

/** An event as EventBridge delivers it. */
export interface AwsEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601 in whole seconds: `2026-11-24T10:00:00Z`. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: { readonly [key: string]: Data | undefined };
}

/** An event with what the simulator knows besides. */
export interface EventRecord {
  readonly at: number;
  readonly event: AwsEvent;
  readonly fact: number;
}

/** The last calls, keyed by event id. */
export const apiCallsTable = defineTable<ApiCallRecord>('aws.apiCalls', { operation: (c) => c.operation });
/** The last events, keyed by id. */
export const eventRecordsTable = defineTable<EventRecord>('aws.events');

/** How many calls and events a world keeps; AWS keeps 90 days of calls. */
export const RECORDS_MAX = 5_000;
