// An instance with the real commands and the real system on it, for tests of what systems do.
import { corePrograms } from '../../../src/computer/commands/index.ts';
import type { Computer } from '../../../src/computer/computer.ts';
import { Computers } from '../../../src/computer/computers.ts';
import { buildImage } from '../../../src/computer/images/index.ts';
import { Capture } from '../../../src/computer/io.ts';
import type { ComputerRecord } from '../../../src/computer/model.ts';
import type { Program, ResidentDriver } from '../../../src/computer/program.ts';
import { findPackage } from '../../../src/computer/system/packages/catalogue.ts';
import { installPackages } from '../../../src/computer/system/packages/install.ts';
import { attachSystemd, systemPrograms, systemResidents } from '../../../src/computer/system/index.ts';
import { Kernel } from '../../../src/kernel/kernel.ts';

export interface Instance {
  readonly kernel: Kernel;
  readonly computers: Computers;
  readonly computer: Computer;
  /** Runs a script as root until it ends; gives what it printed, in order, and its status. */
  run(
    script: string,
    options?: { user?: string; untilMs?: number },
  ): Promise<{ out: string; err: string; status: number }>;
  /** Lets virtual time pass. */
  pass(ms: number): Promise<void>;
  write(path: string, text: string, mode?: number): void;
  read(path: string): string;
}

const START = Date.UTC(2026, 0, 5, 9);

export interface InstanceOptions {
  readonly image?: string;
  readonly packages?: readonly string[];
  readonly programs?: Readonly<Record<string, Program>>;
  readonly residents?: Readonly<Record<string, ResidentDriver>>;
  readonly record?: Partial<ComputerRecord>;
}

export function addInstance(computers: Computers, options: InstanceOptions = {}): Computer {
  const image = buildImage(options.image ?? 'amazon-linux-2023')!;
  const record: ComputerRecord = {
    id: 'i-0123456789abcdef0',
    kind: 'instance',
    os: image.os,
    hostname: 'ip-10-0-1-12.ec2.internal',
    address: '10.0.1.12',
    state: 'running',
    bootedAt: START,
    accounts: image.accounts,
    nextPid: 1500,
    capacityBytes: 8 * 1024 ** 3,
    env: {},
    labels: {},
    ...options.record,
  };
  const computer = computers.add(record, image.root);
  if (options.packages)
    installPackages(
      computer,
      options.packages.map((name) => findPackage(image.os, name)!),
    );
  return computer;
}

export function instance(options: InstanceOptions = {}): Instance {
  const kernel = Kernel.begin(1, START);
  const computers = new Computers(kernel, {
    programs: { ...systemPrograms, ...corePrograms, ...options.programs },
    residents: { ...systemResidents, ...options.residents },
  });
  attachSystemd(computers);
  const computer = addInstance(computers, options);
  return {
    kernel,
    computers,
    computer,
    async run(script, { user = 'root', untilMs = 600_000 } = {}) {
      const [stdout, stderr] = [new Capture(), new Capture()];
      let status = -1;
      const home = computer.account(user)!.home;
      const argv = ['/bin/bash', '-c', script];
      const task = kernel.start('test', async (own) => {
        status = await computer.processes.run(
          { argv, env: computer.loginEnv(user), cwd: home, user, stdout, stderr, parent: 2 },
          own,
        );
      });
      await kernel.advance(kernel.now + untilMs, () => status >= 0);
      if (status < 0) task.abort('the test is over');
      await kernel.settle();
      return { out: stdout.text, err: stderr.text, status };
    },
    pass: async (ms) => void (await kernel.advance(kernel.now + ms)),
    write: (path, text, mode = 0o644) => {
      computer.files().writeFile(path, text, { mode });
      computer.files().chmod(path, mode);
    },
    read: (path) => computer.files().readText(path),
  };
}
