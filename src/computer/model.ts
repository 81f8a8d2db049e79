// What a world keeps of its machines, as data.
import { defineTable } from '../kernel/store.ts';
import type { Data } from '../lib/json.ts';
import type { DirectoryNode } from './disk/node.ts';
import type { StreamTarget } from './io.ts';

export type OsName = 'amazon-linux-2023' | 'amazon-linux-2' | 'ubuntu';

/** A user account of a machine. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  /** The first is the primary group. */
  readonly groups: readonly string[];
  readonly home: string;
  readonly shell: string;
  /** Whether sudo asks for no password. */
  readonly sudo: boolean;
}

/** A machine: a laptop, a build container, an instance. */
export interface ComputerRecord {
  readonly id: string;
  readonly kind: 'laptop' | 'container' | 'instance';
  readonly os: OsName;
  readonly hostname: string;
  /** Private address, e.g. 10.0.1.12. */
  readonly address: string;
  readonly state: 'running' | 'stopped';
  readonly bootedAt: number;
  readonly accounts: readonly Account[];
  readonly nextPid: number;
  /** Bytes that files may take in all; 0 for no limit. */
  readonly capacityBytes: number;
  /** Environment of every process, beneath what its parent gives. */
  readonly env: Readonly<Record<string, string>>;
  /** What the layers above know of it, e.g. the instance id. */
  readonly labels: Readonly<Record<string, string>>;
}

/** A disk: the tree, and the counter that keeps its time stamps apart. */
export interface DiskRecord {
  readonly root: DirectoryNode;
  readonly writes: number;
}

/** A process that is alive, or has ended and was not waited for. */
export interface ProcessRecord {
  readonly computer: string;
  readonly pid: number;
  readonly parent: number;
  /** Process group: what a signal to the whole pipeline or hook reaches. */
  readonly group: number;
  readonly user: string;
  readonly argv: readonly string[];
  /** The name of the program, as `pgrep` and `killall` compare it. */
  readonly name: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly startedAt: number;
  readonly state: 'running' | 'ended';
  readonly status?: number;
  readonly stdout: StreamTarget;
  readonly stderr: StreamTarget;
  /** The systemd unit that it belongs to. */
  readonly unit?: string;
  readonly resident?: { readonly kind: string; readonly ports: readonly number[]; readonly data: Data };
}

export const computersTable = defineTable<ComputerRecord>('computer.computers', { address: (c) => c.address });
export const disksTable = defineTable<DiskRecord>('computer.disks', {}, { framed: false });
/** Keyed `<computer>/<pid>`. */
export const processesTable = defineTable<ProcessRecord>(
  'computer.processes',
  { computer: (p) => p.computer },
  { framed: false },
);
