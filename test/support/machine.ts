// A small machine to run scripts on, for tests of what machines do.
import { Computers } from '../../src/computer/computers.ts';
import type { Computer } from '../../src/computer/computer.ts';
import { buildImage } from '../../src/computer/images/index.ts';
import { buildTree } from '../../src/computer/disk/tree.ts';
import { Capture } from '../../src/computer/io.ts';
import type { OsName } from '../../src/computer/model.ts';
import { PROGRAM_MAGIC } from '../../src/computer/process.ts';
import type { Program, ResidentDriver } from '../../src/computer/program.ts';
import { Kernel } from '../../src/kernel/kernel.ts';
import { toBytes } from '../../src/lib/bytes.ts';

export interface MachineOptions {
  readonly programs: Readonly<Record<string, Program>>;
  readonly residents?: Readonly<Record<string, ResidentDriver>>;
  /** Files by absolute path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly os?: OsName;
  readonly capacityBytes?: number;
}

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

export interface TestMachine {
  readonly kernel: Kernel;
  readonly computers: Computers;
  readonly computer: Computer;
  /** Runs a script as `alice` in /home/alice until it ends, in a shell of its own. */
  run(
    script: string,
    options?: { shell?: string; user?: string; cwd?: string; args?: string[]; untilMs?: number },
  ): Promise<Ran>;
}

const START = Date.UTC(2026, 0, 5, 9);

export function testMachine({
  programs,
  residents = {},
  files = {},
  os = 'amazon-linux-2023',
  capacityBytes = 0,
}: MachineOptions): TestMachine {
  const kernel = Kernel.begin(1, START);
  const computers = new Computers(kernel, { programs, residents });
  const file = (path: string, text: string, mode = 0o100644) => ({
    path: path.replace(/^\//, ''),
    data: toBytes(text),
    mode,
  });
  const folder = (path: string, mode = 0o40755) => ({ path, data: new Uint8Array(0), mode });
  const names = Object.keys(programs).flatMap((name) => (name === 'dash' ? ['dash', 'sh'] : [name]));
  const root = buildTree(
    [
      ...['etc', 'home/alice', 'root', 'usr/bin', 'var/log'].map((path) => folder(path)),
      folder('tmp', 0o41777),
      ...names.map((name) => file(`/usr/bin/${name}`, `${PROGRAM_MAGIC}${name === 'sh' ? 'dash' : name}\n`, 0o100755)),
      file('/bin', 'usr/bin', 0o120777),
      ...Object.entries(files).map(([path, text]) => file(path, text, text.startsWith('#!') ? 0o100755 : 0o100644)),
    ],
    { mtimeMs: START },
  );
  const { dev } = buildImage('laptop')!.root.entries;
  const account = (name: string, uid: number, home: string) => ({
    name,
    uid,
    groups: [name],
    home,
    shell: '/bin/bash',
    sudo: true,
  });
  const computer = computers.add(
    {
      id: 'm',
      kind: 'laptop',
      os,
      hostname: 'host',
      address: '10.0.0.5',
      state: 'running',
      bootedAt: START,
      accounts: [account('root', 0, '/root'), account('alice', 1000, '/home/alice')],
      nextPid: 100,
      capacityBytes,
      env: {},
      labels: {},
    },
    { ...root, entries: { ...root.entries, dev: dev! } },
  );
  computer.files().chown('/home/alice', 'alice', 'alice');
  for (const path of computer.files().walk('/home/alice')) computer.files().chown(path, 'alice', 'alice');
  return {
    kernel,
    computers,
    computer,
    async run(script, { shell = 'bash', user = 'alice', cwd = '/home/alice', args = [], untilMs = 3_600_000 } = {}) {
      const [stdout, stderr] = [new Capture(), new Capture()];
      const env = { ...computer.loginEnv(user), PATH: '/usr/bin:/bin' };
      const argv = [shell, '-c', script, shell, ...args];
      let status = -1;
      const task = kernel.start('test', async (self) => {
        status = await computer.processes.run({ argv, env, cwd, user, stdout, stderr, parent: 2 }, self);
      });
      await kernel.advance(kernel.now + untilMs, () => status >= 0);
      if (status < 0) task.abort('the test is over');
      await kernel.settle();
      return { stdout: stdout.text, stderr: stderr.text, status };
    },
  };
}
