import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

function sim(args: string[], input: string, env: Record<string, string> = {}) {
  const run = spawnSync('node_modules/.bin/tsx', ['src/node/sim.ts', ...args], {
    input,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { stdout: run.stdout, stderr: run.stderr, status: run.status };
}

const SCRIPT = `git clone -q https://git-codecommit.us-east-1.amazonaws.com/v1/repos/static-site && cd static-site
echo new >> index.html; git commit -qam new; git push -q; git rev-parse HEAD
slipway wait pipeline; echo "status $?"; date`;

test('a script prints its own output alone, and the digest is the same in any time zone', () => {
  const [one, two] = ['America/New_York', 'Asia/Tokyo'].map((TZ) =>
    sim(['--scenario', 'static-site', '--hash', '-'], SCRIPT, { TZ }),
  );
  expect(one!.stdout).toMatch(/^[0-9a-f]{40}\nstatus 0\nMon Jan {2}5 09:0\d:\d\d UTC 2026\nsha256:[0-9a-f]{64}\n$/);
  expect(one!.stderr).toBe('');
  expect(two).toEqual(one);
});

test("the exit status is the script's", () => {
  expect(sim(['-'], 'echo out; echo err >&2; exit 7')).toEqual({ stdout: 'out\n', stderr: 'err\n', status: 7 });
});

test.each([
  [[], 'which script?'],
  [['--nope', '-'], 'there is no option --nope'],
  [['--scenario', 'nope', '-'], 'there is no scenario nope'],
  [['--seed', 'x', '-'], '--seed wants a whole number'],
])('wrong usage %j is told with status 64', (args, message) => {
  const { stderr, status } = sim(args, '');
  expect(status).toBe(64);
  expect(stderr).toContain(message);
});
