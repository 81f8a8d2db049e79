// The headless runner: one script on the laptop of a fresh world, at full speed.
import fs from 'node:fs';
import path from 'node:path';
import { TERMINAL } from '../world/build.ts';
import { World } from '../world/world.ts';
import { hideHostCompression } from './globals.ts';
import { readRepository } from './readRepository.ts';
import { readSimArguments, USAGE, type SimArguments } from './simArguments.ts';

/** Virtual time at which worlds begin: a Monday morning. */
const START = Date.UTC(2026, 0, 5, 9, 0, 0);

/** Where the caller stands: npm runs scripts from the package's folder. */
const callerFolder = process.env.INIT_CWD ?? process.cwd();

async function main(): Promise<number> {
  const given = readSimArguments(process.argv.slice(2));
  if (typeof given === 'string') {
    process.stderr.write(`sim: ${given}\n${USAGE}`);
    return 64;
  }
  hideHostCompression();
  const source = given.script === '-' ? fs.readFileSync(0, 'utf8') : readScript(given.script);
  if (source === undefined) return 64;
  const world = await World.begin({ scenario: scenarioOf(given), seed: given.seed, start: START });
  world.desk.onOutput(
    (_session, stream, text) => void (stream === 'err' ? process.stderr : process.stdout).write(text),
  );
  const name = given.script === '-' ? 'bash' : path.basename(given.script);
  world.enter('alice', 'desk.script', { session: TERMINAL, source, name });
  await world.advance(Number.MAX_SAFE_INTEGER, () => world.desk.scriptStatus(TERMINAL) !== undefined);
  if (given.hash) process.stdout.write(`${world.digest()}\n`);
  return world.desk.scriptStatus(TERMINAL) ?? 1;
}

function readScript(script: string): string | undefined {
  try {
    return fs.readFileSync(path.resolve(callerFolder, script), 'utf8');
  } catch (error) {
    process.stderr.write(`sim: cannot read ${script}: ${(error as Error).message}\n`);
    return undefined;
  }
}

function scenarioOf({ scenario, repo, options }: SimArguments) {
  if (!repo) return { name: scenario };
  const folder = path.resolve(callerFolder, repo);
  return { repo: { name: path.basename(folder), files: readRepository(folder) }, options } as never;
}

process.exitCode = await main();
// Libraries leave timers behind that nobody waits for.
process.stdout.write('', () => process.exit());
