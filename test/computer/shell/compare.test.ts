// Our shell against the real ones of the machine that runs the tests: the same script must print the same and end alike.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { corePrograms } from '../../../src/computer/commands/index.ts';
import { testMachine } from '../../support/machine.ts';
import { both, bashOnly, dashOnly } from './cases.ts';

function real(shell: string, script: string) {
  const env = { PATH: '/usr/bin:/bin', HOME: '/home/alice', LC_ALL: 'C' };
  const { stdout, stderr, status } = spawnSync(shell, ['-c', `cd "$(mktemp -d)" || exit 99\n${script}`, shell], {
    env,
    encoding: 'utf8',
  });
  // The line that makes the folder is ours.
  return {
    stdout,
    stderr: stderr.replace(/(: line |: )(\d+)(?=: )/g, (_, before: string, n: string) => `${before}${Number(n) - 1}`),
    status,
  };
}

async function ours(shell: string, script: string) {
  const machine = testMachine({ programs: corePrograms });
  return machine.run(`${script}`, { shell: shell === 'dash' ? 'dash' : 'bash' });
}

const clean = (text: string): string =>
  text.replace(/^(bash|dash|sh): line \d+: /gm, '$1: line N: ').replace(/^(dash|sh): \d+: /gm, '$1: N: ');

for (const [shell, cases] of [
  ['bash', [...both, ...bashOnly]],
  ['dash', [...both, ...dashOnly]],
] as const) {
  test.each(cases)(`${shell}: %s`, async (script) => {
    const [expected, actual] = [real(shell, script), await ours(shell, script)];
    expect({ ...actual, stderr: clean(actual.stderr) }).toEqual({ ...expected, stderr: clean(expected.stderr) });
  });
}
