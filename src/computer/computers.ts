// All machines of a world, and what they share: programs, drivers of residents, the network between them.
import { assert } from '../lib/assert.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { Computer } from './computer.ts';
import type { DirectoryNode } from './disk/node.ts';
import { nullOutput, type Output, type StreamTarget } from './io.ts';
import { computersTable, disksTable, type ComputerRecord, type ProcessRecord } from './model.ts';
import { Network } from './network/network.ts';
import type { Program, ResidentDriver } from './program.ts';

/** The code that machines run; registered anew whenever a world is made or loaded. */
export interface ComputersOptions {
  programs: Readonly<Record<string, Program>>;
  residents: Readonly<Record<string, ResidentDriver>>;
}

/** The machines of one world. */
export class Computers {
  readonly kernel: Kernel;
  readonly network: Network;
  readonly programs: Readonly<Record<string, Program>>;
  readonly residents: Readonly<Record<string, ResidentDriver>>;
  #live = new Map<string, Computer>();
  #endings: ((computer: Computer, process: ProcessRecord) => void)[] = [];
  #openers: ((computer: Computer, target: StreamTarget) => Output | undefined)[] = [];

  constructor(kernel: Kernel, options: ComputersOptions) {
    this.kernel = kernel;
    this.programs = options.programs;
    this.residents = options.residents;
    this.network = new Network(this);
    kernel.handle('computer.timer', (payload) => {
      const { computer, pid, payload: inner } = payload as { computer: string; pid: number; payload: string };
      const machine = this.find(computer);
      if (machine?.running) kernel.start('timer', async (task) => machine.processes.timer(pid, inner, task));
    });
  }

  /** Puts a machine into the world, with `root` as its disk. */
  add(record: ComputerRecord, root: DirectoryNode): Computer {
    assert(!this.find(record.id), `two machines named ${record.id}`);
    this.kernel.table(computersTable).put(record.id, record);
    this.kernel.table(disksTable).put(record.id, { root, writes: 0 });
    return this.get(record.id);
  }

  find(id: string): Computer | undefined {
    const live = this.#live.get(id);
    if (live) return live;
    if (!this.kernel.table(computersTable).has(id)) return undefined;
    const computer = new Computer(this, id);
    this.#live.set(id, computer);
    return computer;
  }

  get(id: string): Computer {
    const computer = this.find(id);
    assert(computer, `no machine ${id}`);
    return computer;
  }

  /** Takes a machine and its disk out of the world. */
  remove(id: string): void {
    this.get(id).processes.killAll();
    this.kernel.table(computersTable).delete(id);
    this.kernel.table(disksTable).delete(id);
    this.#live.delete(id);
  }

  /** Has `listener` told of every process that ended (systemd restarts services so). */
  onProcessEnd(listener: (computer: Computer, process: ProcessRecord) => void): void {
    this.#endings.push(listener);
  }

  ended(computer: Computer, process: ProcessRecord): void {
    for (const listener of this.#endings) listener(computer, process);
  }

  /** Adds a way to open streams again (terminals, journals) for servers that outlive a load. */
  onReopen(open: (computer: Computer, target: StreamTarget) => Output | undefined): void {
    this.#openers.push(open);
  }

  reopen(computer: Computer, target: StreamTarget): Output {
    for (const open of this.#openers) {
      const output = open(computer, target);
      if (output) return output;
    }
    return nullOutput;
  }
}
