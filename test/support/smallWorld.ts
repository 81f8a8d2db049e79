// A world without AWS behind it, for tests of the page's machinery: a laptop's terminal that echoes, a pipeline that
// moves by itself, a fleet of any size. It has the shape of the true world, and stands in its place in test builds.
import { installedTable } from '../../src/aws/lineage.ts';
import { computersTable, type ComputerRecord } from '../../src/computer/model.ts';
import { outputTable, sessionsTable, type SessionRecord } from '../../src/desk/model.ts';
import { Kernel, type Checkpoint } from '../../src/kernel/kernel.ts';
import type { Origin } from '../../src/kernel/journal.ts';
import { defineTable } from '../../src/kernel/store.ts';
import { commitsTable, repositoriesTable } from '../../src/services/codecommit/model.ts';
import { executionsTable, pipelinesTable, slotKey, stageSlotsTable } from '../../src/services/codepipeline/model.ts';

const coloursTable = defineTable<{ letter: string; hue: number }>('world.colours');
const COMMITS = ['a1f3c90000000000000000000000000000000000', '7be2100000000000000000000000000000000000'];
const STAGES = ['Source', 'Build', 'Deploy'];
const STAGE_MS = 10_000;

/** The stand-in. */
export class World {
  readonly user = 'alice';
  readonly kernel: Kernel;

  private constructor(kernel: Kernel) {
    this.kernel = kernel;
    kernel.handle('desk.line', (payload) => this.#line(payload as { session: string; line: string }));
    kernel.handle('desk.input', () => undefined);
    kernel.handle('desk.save', (payload) => void kernel.record('desk.file.saved', (payload as { path: string }).path));
    kernel.handle('small.stage', (payload) => this.#stage(payload as number));
    kernel.handle('small.install', (payload) => this.#install(payload as number));
    kernel.handle('small.finish', (payload) => this.#finish(payload as SessionRecord['running'] & object));
  }

  static async begin(origin: Origin): Promise<World> {
    const world = new World(Kernel.begin(origin.seed, origin.start));
    const { instances = 6 } = origin.scenario as { instances?: number };
    world.#fill(instances);
    return world;
  }

  static resume(_origin: Origin, checkpoint: Checkpoint): World {
    return new World(new Kernel(checkpoint));
  }

  query(name: string, params: unknown): unknown {
    if (name === 'files.list') return [{ name: 'app.js', kind: 'file' }];
    if (name === 'files.read') return 'hello\n';
    throw new Error(`no query ${name} of ${JSON.stringify(params)}`);
  }

  #fill(instances: number): void {
    const { kernel } = this;
    COMMITS.forEach((id, hue) => {
      kernel.table(coloursTable).put(id, { letter: 'AB'[hue]!, hue });
      kernel.table(commitsTable).put(`shop/${id}`, {
        id,
        repository: 'shop',
        parents: hue ? [COMMITS[0]!] : [],
        author: 'alice',
        authoredAt: kernel.now / 1000 + hue,
        subject: hue ? 'new prices' : 'first page',
      });
    });
    kernel.table(repositoriesTable).put('shop', {
      id: 'r',
      name: 'shop',
      arn: 'arn:aws:codecommit:us-east-1:123456789012:shop',
      createdAt: kernel.now,
      modifiedAt: kernel.now,
      defaultBranch: 'main',
      branches: { main: COMMITS[1]! },
      tags: {},
    });
    const declaration = {
      name: 'shop-pipeline',
      roleArn: 'r',
      version: 1,
      stages: STAGES.map((name) => ({ name, actions: [] })),
    };
    kernel.table(pipelinesTable).put('shop-pipeline', {
      name: 'shop-pipeline',
      arn: 'p',
      declaration,
      createdAt: 0,
      updatedAt: 0,
      tags: {},
      disabled: {},
      enabled: {},
      revisions: {},
    });
    kernel.table(executionsTable).put('e-1', {
      id: 'e-1',
      pipeline: 'shop-pipeline',
      declaration,
      status: 'InProgress',
      startedAt: kernel.now,
      updatedAt: kernel.now,
      trigger: { type: 'CreatePipeline', detail: '' },
      variables: [],
      overrides: {},
      stage: 0,
      waiting: false,
      stages: {},
      artifacts: {},
      revisions: [],
      outputs: {},
      attempt: 1,
      commit: { commitId: COMMITS[1]!, repositoryName: 'shop' },
      fact: 0,
    });
    this.#fillMachines(instances);
    kernel.schedule(1_000, 'small.stage', 0);
  }

  #fillMachines(instances: number): void {
    const { kernel } = this;
    for (let n = 0; n < instances; n++) {
      const id = `i-0${(n + 10).toString(16).padStart(16, '0')}`;
      kernel.table(computersTable).put(id, machine(id));
      kernel.table(installedTable).put(id, { instanceId: id, deploymentId: 'd-1', at: 0, commitId: COMMITS[0]! });
    }
    kernel.table(sessionsTable).put('main', {
      id: 'main',
      computer: 'laptop',
      user: this.user,
      shell: { cwd: '/home/alice/shop' } as SessionRecord['shell'],
      typedAhead: [],
      history: [],
      status: 0,
      prompt: 'alice@laptop:~/shop (main)$ ',
      chunks: 0,
      unfinished: '',
    });
  }

  #stage(n: number): void {
    const { kernel } = this;
    const execution = kernel.table(executionsTable).must('e-1');
    const stages = { ...execution.stages };
    if (n > 0) stages[STAGES[n - 1]!] = 'Succeeded';
    const name = STAGES[n];
    if (name) stages[name] = 'InProgress';
    kernel.table(executionsTable).put('e-1', { ...execution, stages, status: name ? 'InProgress' : 'Succeeded' });
    kernel.record(name ? 'codepipeline.stage.started' : 'codepipeline.execution.succeeded', name ?? 'e-1');
    if (!name) return;
    const slot = { pipeline: 'shop-pipeline', inside: ['e-1'], waiting: [], latest: 'e-1', runs: {} };
    kernel.table(stageSlotsTable).put(slotKey('shop-pipeline', name), slot);
    kernel.schedule(STAGE_MS, 'small.stage', n + 1);
    if (name === 'Deploy') kernel.schedule(100, 'small.install', 0);
  }

  #install(n: number): void {
    const { kernel } = this;
    const installed = kernel.table(installedTable).entries()[n];
    if (!installed) return;
    kernel.table(installedTable).patch(installed[0], { commitId: COMMITS[1]!, at: kernel.now });
    kernel.schedule(40, 'small.install', n + 1);
  }

  #line({ session, line }: { session: string; line: string }): void {
    const { kernel } = this;
    this.#write(session, 'prompt', `${kernel.table(sessionsTable).must(session).prompt}${line}\n`);
    const record = kernel.table(sessionsTable).must(session);
    const running = { line, startedAt: kernel.now };
    kernel.table(sessionsTable).put(session, { ...record, history: [...record.history, line], running });
    kernel.record('desk.line.entered', session, { line });
    kernel.schedule(line.startsWith('sleep') ? 3_600_000 : 5, 'small.finish', running);
  }

  #finish({ line }: { readonly line: string }): void {
    this.#write('main', 'out', `did ${line}\n`);
    const { running: _done, ...record } = this.kernel.table(sessionsTable).must('main');
    this.kernel.table(sessionsTable).put('main', record);
  }

  #write(session: string, stream: 'out' | 'prompt', text: string): void {
    const record = this.kernel.table(sessionsTable).must(session);
    const key = `${session}/${String(record.chunks).padStart(8, '0')}`;
    this.kernel.table(outputTable).put(key, { session, at: this.kernel.now, stream, text });
    this.kernel.table(sessionsTable).put(session, { ...record, chunks: record.chunks + 1 });
  }
}

const machine = (id: string): ComputerRecord => ({
  id,
  kind: 'instance',
  os: 'amazon-linux-2023',
  hostname: `ip-10-0-1-${id.slice(-2)}`,
  address: `10.0.1.${parseInt(id.slice(-4), 16)}`,
  state: 'running',
  bootedAt: 0,
  accounts: [],
  nextPid: 1,
  capacityBytes: 0,
  env: {},
  labels: {},
});
