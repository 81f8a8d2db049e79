// Prints the budgets as figures and ratios. Machines are noisy: read the ratios, and run it more than once.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { History } from '../kernel/history.ts';
import { TERMINAL } from '../world/build.ts';
import { World } from '../world/world.ts';
import { hideHostCompression } from './globals.ts';

const ORIGIN = { scenario: { name: 'static-site' }, seed: 1, start: Date.UTC(2026, 0, 5, 9) };
const CLONE = 'git clone -q https://git-codecommit.us-east-1.amazonaws.com/v1/repos/static-site && cd static-site';

const line = (what: string, figure: string, budget: string): void =>
  console.log(`${what.padEnd(58)}${figure.padStart(14)}   ${budget}`);

/** Types a line and lets the world go on until it has ended and all is idle. */
async function enter(world: World, text: string): Promise<void> {
  world.enter(world.user, 'desk.line', { session: TERMINAL, line: text });
  const before = world.kernel.now;
  await world.advance(
    before + 3_600_000,
    () => world.kernel.now > before && world.kernel.idle && world.desk.scriptStatus(TERMINAL) !== undefined,
  );
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await act();
  return performance.now() - from;
}

async function pushes(): Promise<void> {
  const world = await World.begin(ORIGIN);
  await enter(world, CLONE);
  const costs: number[] = [];
  for (let n = 0; n < 200; n++) {
    costs.push(await timed(() => enter(world, `echo ${n} >> index.html; git commit -qam ${n}; git push -q`)));
  }
  const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
  line(
    'one push to the end of its pipeline, headless',
    `${median(costs).toFixed(1)} ms`,
    '(no deployment yet; budget with one: 150 ms)',
  );
  line(
    'the 190th execution against the 10th',
    (median(costs.slice(180)) / median(costs.slice(5, 25))).toFixed(2),
    'budget 1.2 for the 1,000th',
  );
}

async function reload(): Promise<void> {
  const factory = { begin: (origin: typeof ORIGIN) => World.begin(origin), resume: World.resume };
  const history = new History<World>(factory as never, ORIGIN);
  const world = await World.begin(ORIGIN);
  for (let n = 0; n < 200; n++) {
    await enter(world, `echo ${n} > file${n % 10}`);
    history.remember('main', world);
  }
  const { end } = history.branch('main');
  line(
    'reload of a session with 200 commands',
    `${(await timed(() => history.at('main', end))).toFixed(0)} ms`,
    'budget 1,500 ms',
  );
}

function sizes(): void {
  const folder = path.join(process.cwd(), 'dist');
  if (!fs.existsSync(folder)) return line('sizes', 'no dist/', 'run npm run build first');
  const scripts = (fs.readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith('.js'));
  const gzip = (file: string): number => zlib.gzipSync(fs.readFileSync(path.join(folder, file))).length / 1024;
  const entry = /src="\.\/(assets\/[^"]+\.js)"/.exec(fs.readFileSync(path.join(folder, 'index.html'), 'utf8'))?.[1];
  if (entry) line('script of the first screen', `${gzip(entry).toFixed(0)} KB gzip`, 'budget 120 KB');
  line('all scripts', `${scripts.reduce((sum, file) => sum + gzip(file), 0).toFixed(0)} KB gzip`, 'budget 1,500 KB');
}

hideHostCompression();
await pushes();
await reload();
sizes();
process.exit(0);
