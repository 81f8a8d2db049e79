// One machine: its disk, accounts and processes. A thin face on the tables; it keeps nothing itself but what can be
// made again from them.
import { assert } from '../lib/assert.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { Disk, Files, type Credentials } from './disk/disk.ts';
import type { Computers } from './computers.ts';
import { computersTable, disksTable, type Account, type ComputerRecord } from './model.ts';
import { Processes } from './process.ts';

/** A machine of the world. Get one from `Computers`. */
export class Computer {
  readonly id: string;
  readonly world: Computers;
  readonly disk: Disk;
  readonly processes: Processes;
  #files = new Map<string, Files>();

  constructor(world: Computers, id: string) {
    this.world = world;
    this.id = id;
    const disks = world.kernel.table(disksTable);
    const { root, writes } = disks.must(id);
    const capacityBytes = this.record.capacityBytes;
    const host = {
      now: () => world.kernel.now,
      changed: (disk: Disk) => void disks.put(id, { root: disk.root, writes: disk.writes }),
      capacityBytes,
    };
    this.disk = new Disk(host, root, writes);
    this.processes = new Processes(this);
  }

  get kernel(): Kernel {
    return this.world.kernel;
  }

  get record(): ComputerRecord {
    return this.world.kernel.table(computersTable).must(this.id);
  }

  get running(): boolean {
    return this.record.state === 'running';
  }

  /** Replaces some of what the world keeps of this machine. */
  change(change: Partial<ComputerRecord>): void {
    this.world.kernel.table(computersTable).patch(this.id, change);
    this.#files.clear();
  }

  account(name: string): Account | undefined {
    return this.record.accounts.find((account) => account.name === name);
  }

  /** Adds an account, or replaces the one of that name. */
  putAccount(account: Account): void {
    this.change({ accounts: [...this.record.accounts.filter(({ name }) => name !== account.name), account] });
  }

  /** The disk as the user `name` sees it; a name without an account sees what others may. */
  files(name = 'root'): Files {
    let files = this.#files.get(name);
    if (!files) {
      const who: Credentials = { user: name, groups: this.account(name)?.groups ?? [name] };
      files = this.disk.as(who);
      this.#files.set(name, files);
    }
    return files;
  }

  /** The environment that a login of `name` begins with. */
  loginEnv(name: string): Record<string, string> {
    const account = this.account(name);
    assert(account, `${this.id} has no user ${name}`);
    return {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: account.home,
      USER: name,
      LOGNAME: name,
      SHELL: account.shell,
      LANG: 'C.UTF-8',
      ...this.record.env,
    };
  }
}
