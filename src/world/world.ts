// A whole world: the kernel, the account, the machines and the desk, from a scenario or from a checkpoint.
import { assert } from '../lib/assert.ts';
import { encodeJson, type Data } from '../lib/json.ts';
import { sha256Hex } from '../lib/hash.ts';
import { Gateway } from '../aws/gateway.ts';
import { createAwsProgram } from '../aws/cli/index.ts';
import { accessKeysTable } from '../aws/iam/model.ts';
import { Computers } from '../computer/computers.ts';
import type { Program } from '../computer/program.ts';
import { Desk } from '../desk/desk.ts';
import { Frames, type FrameDelta } from '../kernel/frames.ts';
import type { JournalEntry, Origin } from '../kernel/journal.ts';
import { Kernel, type Checkpoint } from '../kernel/kernel.ts';
import { services } from '../services/index.ts';
import { buildAccount, buildLaptop, createPipeline, STUDENT } from './build.ts';
import { machinePrograms, machineResidents } from './programs.ts';
import { queries } from './queries.ts';
import { repoScenario, type BroughtFile, type RepoOptions, type ScenarioSpec } from './scenario.ts';
import { scenarios } from './scenarios/index.ts';
import { slipwayProgram } from './slipway.ts';

const ACCOUNT = '123456789012';
const REGION = 'us-east-1';

/** How long before the beginning the account was set up, in virtual milliseconds. */
const SETUP_MS = 15 * 60_000;

/** What an origin names: a scenario, or a repository that was brought in. */
export type ScenarioData =
  | { readonly name: string }
  | {
      readonly repo: { readonly name: string; readonly files: readonly BroughtFile[] };
      readonly options?: RepoOptions;
    };

/** One world. */
export class World {
  readonly origin: Origin;
  readonly kernel: Kernel;
  readonly computers: Computers;
  readonly gateway: Gateway;
  readonly desk: Desk;
  /** Who sits at the laptop. */
  readonly user = STUDENT;
  readonly #frames: Frames;

  private constructor(origin: Origin, kernel: Kernel) {
    this.origin = origin;
    this.kernel = kernel;
    const programs: Record<string, Program> = { ...machinePrograms };
    this.computers = new Computers(kernel, { programs, residents: machineResidents });
    this.gateway = new Gateway(kernel, this.computers, { account: ACCOUNT, region: REGION, services });
    programs.slipway = slipwayProgram(kernel);
    programs.aws = createAwsProgram(this.gateway);
    this.desk = new Desk(this.computers);
    this.#frames = new Frames(kernel);
  }

  /**
   * A world at its very beginning.
   * @throws RangeError when the origin names a scenario that there is none of.
   */
  static async begin(origin: Origin): Promise<World> {
    const spec = specOf(origin.scenario);
    const world = new World(origin, Kernel.begin(origin.seed, origin.start - SETUP_MS));
    await world.#setUp(spec);
    return world;
  }

  /** The world as it was at a checkpoint. */
  static resume(origin: Origin, checkpoint: Checkpoint): World {
    return new World(origin, new Kernel(checkpoint));
  }

  /** Enters something: journals it and hands it to its taker. Only between `advance`s. */
  enter(who: string, kind: string, payload: Data): JournalEntry {
    return this.kernel.enter(who, kind, payload);
  }

  /** Runs everything due up to `until` (epoch milliseconds). */
  advance(until: number, stop?: () => boolean): Promise<boolean> {
    return this.kernel.advance(until, stop);
  }

  /** What changed since the last frame; the first holds everything. */
  frame(): FrameDelta {
    return this.#frames.next();
  }

  /**
   * Reads something without changing the world: `files.list`, `files.read`…
   * @throws RangeError when there is no such question.
   */
  query(name: string, params: unknown): unknown {
    const ask = queries[name];
    if (!ask) throw new RangeError(`no query ${name}; there are ${Object.keys(queries).join(', ')}`);
    return ask(this, params as never);
  }

  /** A digest over the whole world, the names of tasks in flight included: `sha256:` and 64 digits. */
  digest(): string {
    const { facts: _live, tables, ...rest } = this.kernel.state();
    const tasks = this.kernel.tasks.map(({ id, name }) => [id, name]);
    const records = [...tables].map(([name, table]) => [name, [...table]]);
    return `sha256:${sha256Hex(encodeJson({ ...rest, tasks, facts: this.kernel.trace.all, records }))}`;
  }

  async #setUp(spec: ScenarioSpec): Promise<void> {
    const { kernel, gateway } = this;
    await this.#run('set up', (task) => buildAccount(gateway, spec, task));
    const keys = kernel.table(accessKeysTable).values();
    buildLaptop(gateway, this.desk, spec, keys);
    await kernel.advance(this.origin.start);
    assert(kernel.now === this.origin.start, 'setting up took longer than it may');
    await this.#run('create the pipeline', (task) => createPipeline(gateway, spec, task));
  }

  async #run(name: string, work: Parameters<Kernel['start']>[1]): Promise<void> {
    let done = false;
    this.kernel.start(name, async (task) => {
      await work(task);
      done = true;
    });
    const end = this.kernel.now + SETUP_MS / 2;
    await this.kernel.advance(end, () => done);
    assert(done, `${name} did not end in time`);
  }
}

function specOf(scenario: Data): ScenarioSpec {
  const data = scenario as unknown as ScenarioData;
  if ('repo' in data) return repoScenario(data.repo.name, data.repo.files, data.options);
  const spec = Object.hasOwn(scenarios, data.name) ? scenarios[data.name] : undefined;
  if (!spec) throw new RangeError(`no scenario ${data.name}; there are ${Object.keys(scenarios).join(', ')}`);
  return spec;
}
