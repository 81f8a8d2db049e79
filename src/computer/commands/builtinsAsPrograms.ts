// What shells have built in stands on the disk too, for those who run it without a shell: env, xargs, systemd.
import type { Program } from '../program.ts';
import { formatAll } from '../shell/builtins/output.ts';

const echo: Program = {
  name: 'echo',
  summary: 'shows its words',
  async run({ argv, stdout, task }) {
    const bare = argv[1] === '-n';
    await stdout.write(argv.slice(bare ? 2 : 1).join(' ') + (bare ? '' : '\n'), task);
    return 0;
  },
};

const printf: Program = {
  name: 'printf',
  summary: 'shows its words by a format',
  async run({ argv, stdout, stderr, task }) {
    const [, format, ...values] = argv;
    if (format === undefined) {
      await stderr.write("printf: missing operand\nTry 'printf --help' for more information.\n");
      return 1;
    }
    const problems: string[] = [];
    await stdout.write(formatAll(format, values, problems), task);
    for (const problem of problems) await stderr.write(`printf: ${problem}\n`);
    return problems.length > 0 ? 1 : 0;
  },
};

const pwd: Program = {
  name: 'pwd',
  summary: 'tells the folder',
  async run({ cwd, stdout }) {
    await stdout.write(`${cwd}\n`);
    return 0;
  },
};

export const builtinPrograms: readonly Program[] = [
  echo,
  printf,
  pwd,
  { name: 'true', summary: 'does nothing, well', run: () => 0 },
  { name: 'false', summary: 'does nothing, badly', run: () => 1 },
  {
    name: 'yes',
    summary: 'says y until it is stopped',
    async run({ argv, stdout, task }) {
      const line = `${argv.slice(1).join(' ') || 'y'}\n`;
      for (;;) {
        await stdout.write(line.repeat(64), task);
        await task.charge(0.5);
      }
    },
  },
  { name: 'sync', summary: 'writes caches to disk', run: () => 0 },
  {
    name: 'clear',
    summary: 'clears the terminal',
    run: async ({ stdout }) => (await stdout.write('\x1b[H\x1b[2J\x1b[3J'), 0),
  },
];
