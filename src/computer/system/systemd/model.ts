// What systemd keeps of a machine's units and of what they said, as data.
import { defineTable } from '../../../kernel/store.ts';

export type ActiveState = 'active' | 'inactive' | 'failed' | 'activating' | 'deactivating' | 'reloading';
export type ServiceResult =
  'success' | 'exit-code' | 'signal' | 'timeout' | 'protocol' | 'resources' | 'start-limit-hit';

/** A unit that was started at least once since the machine booted. */
export interface UnitRecord {
  readonly computer: string;
  /** With its suffix: `httpd.service`. */
  readonly unit: string;
  readonly active: ActiveState;
  /** `running`, `exited`, `dead`, `failed`, `auto-restart`, `start`, `stop-sigterm`. */
  readonly sub: string;
  /** When `active` last changed, in milliseconds since the Unix epoch. */
  readonly since: number;
  readonly startedAt?: number;
  /** 0 when nothing runs. */
  readonly mainPid: number;
  readonly result: ServiceResult;
  /** Exit status of the last main process, and of which program. */
  readonly exit?: { readonly pid: number; readonly command: string; readonly status: number };
  readonly restarts: number;
  /** Times of the last starts: too many in a short time, and systemd gives up. */
  readonly starts: readonly number[];
  /** Text of the unit file (with drop-ins) that systemd has read; a later change on disk needs daemon-reload. */
  readonly loaded?: string;
  /** True while somebody starts or stops it. */
  readonly busy: boolean;
}

/** Keyed `<computer>/<unit>`. */
export const unitsTable = defineTable<UnitRecord>('computer.units', { computer: (u) => u.computer }, { framed: false });

/** A line of the journal. */
export interface JournalLine {
  readonly at: number;
  /** The unit that it is about; empty for none. */
  readonly unit: string;
  /** Who said it: `systemd`, or the program's name. */
  readonly by: string;
  readonly pid: number;
  readonly text: string;
}

/** Keyed by computer: the newest lines, oldest first. */
export const journalsTable = defineTable<{ readonly lines: readonly JournalLine[] }>(
  'computer.journals',
  {},
  { framed: false },
);
