// Commands that run others, or wait: env, nohup, timeout, xargs, sleep, which, date, printenv.
import { toText } from '../../lib/bytes.ts';
import { TaskAborted } from '../../kernel/task.ts';
import { resolvePath } from '../disk/path.ts';
import { readAll, type Output } from '../io.ts';
import { CannotStart, signalNumber } from '../process.ts';
import type { Program, ProgramContext, Replacement } from '../program.ts';

const seconds = (text: string): number => {
  const [, number, unit = 's'] = /^(\d*\.?\d+)([smhd]?)$/.exec(text) ?? [];
  return number === undefined ? Number.NaN : Number(number) * ({ s: 1, m: 60, h: 3600, d: 86_400 }[unit || 's'] ?? 1);
};

const sleep: Program = {
  name: 'sleep',
  summary: 'lets virtual time pass',
  async run({ argv, task, stderr }) {
    const words = argv.slice(1);
    if (words.length === 0) {
      await stderr.write("sleep: missing operand\nTry 'sleep --help' for more information.\n");
      return 1;
    }
    const bad = words.find((word) => word !== 'infinity' && Number.isNaN(seconds(word)));
    if (bad !== undefined) {
      await stderr.write(`sleep: invalid time interval '${bad}'\nTry 'sleep --help' for more information.\n`);
      return 1;
    }
    const total = words.includes('infinity') ? 1e9 : words.reduce((sum, word) => sum + seconds(word), 0);
    await task.sleep(total * 1000);
    return 0;
  },
};

const env: Program = {
  name: 'env',
  summary: 'runs a program in a changed environment',
  async run({ argv, env: given, stdout }): Promise<number | Replacement> {
    const words = argv.slice(1);
    let changed: Record<string, string> = { ...given };
    while (words[0] === '-i' || words[0] === '-' || words[0] === '-u' || words[0] === '-S' || words[0] === '--') {
      const word = words.shift();
      if (word === '-u') delete changed[words.shift() ?? ''];
      else if (word === '-S') words.unshift(...(words.shift() ?? '').split(/\s+/));
      else if (word !== '--') changed = {};
    }
    while (/^[^=]+=/.test(words[0] ?? '')) {
      const [, name, value] = /^([^=]+)=(.*)$/s.exec(words.shift()!)!;
      changed[name!] = value!;
    }
    if (words.length > 0) return { exec: words, env: changed };
    await stdout.write(
      Object.entries(changed)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    );
    return 0;
  },
};

const printenv: Program = {
  name: 'printenv',
  summary: 'shows the environment',
  async run({ argv, env: given, stdout }) {
    const names = argv.slice(1);
    if (names.length === 0)
      await stdout.write(
        Object.entries(given)
          .map(([name, value]) => `${name}=${value}\n`)
          .join(''),
      );
    for (const name of names) if (given[name] !== undefined) await stdout.write(`${given[name]}\n`);
    return names.some((name) => given[name] === undefined) ? 1 : 0;
  },
};

const nohup: Program = {
  name: 'nohup',
  summary: 'runs a program that outlives its terminal',
  async run({ argv, stderr, stdout, files, cwd, user }): Promise<number | Replacement> {
    const exec = argv.slice(1);
    if (exec.length === 0) {
      await stderr.write("nohup: missing operand\nTry 'nohup --help' for more information.\n");
      return 125;
    }
    if (!stdout.isTerminal) return { exec };
    const path = resolvePath(cwd, 'nohup.out');
    files.appendFile(path, '');
    await stderr.write("nohup: ignoring input and appending output to 'nohup.out'\n");
    const output: Output = {
      target: { kind: 'file', path, owner: user },
      isTerminal: false,
      write: (data) => files.appendFile(path, data),
    };
    return { exec, stdout: output, stderr: output };
  },
};

const timeout: Program = {
  name: 'timeout',
  summary: 'runs a program for a limited time',
  async run(context) {
    const words = context.argv.slice(1);
    let signal = 15;
    while (/^-/.test(words[0] ?? '')) {
      const word = words.shift()!;
      if (word === '-s') signal = signalNumber(words.shift() ?? '') ?? 15;
      else if (word.startsWith('--signal=')) signal = signalNumber(word.slice(9)) ?? 15;
      else if (word === '-k') words.shift();
    }
    const limit = seconds(words.shift() ?? '');
    if (Number.isNaN(limit) || words.length === 0) {
      await context.stderr.write("timeout: missing operand\nTry 'timeout --help' for more information.\n");
      return 125;
    }
    const { computer, task } = context;
    const pid = await start(context, words);
    if (pid === undefined) return 127;
    let over = false;
    const clock = computer.kernel.start(
      'timeout',
      async (own) => {
        await own.sleep(limit * 1000);
        over = computer.processes.kill(pid, signal);
      },
      { background: true },
    );
    try {
      const status = await computer.processes.wait(pid, task);
      return over ? 124 : status;
    } catch (error) {
      if (error instanceof TaskAborted) computer.processes.kill(pid, 15);
      throw error;
    } finally {
      clock.abort('the program ended');
    }
  },
};

/** Starts another program with this one's streams; tells when it cannot. */
async function start(
  { computer, env: own, cwd, user, stdin, stdout, stderr, pid, argv }: ProgramContext,
  words: readonly string[],
): Promise<number | undefined> {
  try {
    return computer.processes.spawn({ argv: words, env: own, cwd, user, stdin, stdout, stderr, parent: pid });
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    await stderr.write(
      `${argv[0]}: ${error.status === 127 ? `failed to run command '${words[0]}': No such file or directory` : error.message}\n`,
    );
    return undefined;
  }
}

const xargs: Program = {
  name: 'xargs',
  summary: 'runs a program with words from its input',
  async run(context) {
    const words = context.argv.slice(1);
    let most = Infinity;
    let replace: string | undefined;
    let skipEmpty = false;
    let zero = false;
    while (/^-/.test(words[0] ?? '')) {
      const word = words.shift()!;
      if (word === '-n' || word === '-L') most = Number(words.shift());
      else if (/^-n\d+$/.test(word)) most = Number(word.slice(2));
      else if (word === '-I') replace = words.shift();
      else if (word === '-r' || word === '--no-run-if-empty') skipEmpty = true;
      else if (word === '-0') zero = true;
      else if (word === '-P') words.shift();
    }
    const command = words.length > 0 ? words : ['echo'];
    const text = toText(await readAll(context.stdin, context.task));
    const items = zero
      ? text.split('\0').filter(Boolean)
      : replace
        ? text
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean)
        : (text.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((item) => item.replace(/^(['"])(.*)\1$/s, '$2'));
    if (items.length === 0 && (skipEmpty || replace)) return 0;
    let status = 0;
    const runs: string[][] = [];
    if (replace) runs.push(...items.map((item) => command.map((word) => word.replaceAll(replace, item))));
    else
      for (let at = 0; at === 0 || at < items.length; at += most)
        runs.push([...command, ...items.slice(at, most === Infinity ? undefined : at + most)]);
    for (const argv of runs) {
      const pid = await start({ ...context, stdin: { isTerminal: false, read: () => undefined } }, argv);
      const one = pid === undefined ? 127 : await context.computer.processes.wait(pid, context.task);
      if (one === 127 || one === 126) return one;
      if (one !== 0) status = 123;
    }
    return status;
  },
};

const which: Program = {
  name: 'which',
  summary: 'tells where a program is',
  async run({ argv, env: own, computer, user, cwd, stdout, stderr }) {
    let status = 0;
    for (const name of argv.slice(1).filter((word) => !word.startsWith('-'))) {
      try {
        await stdout.write(`${computer.processes.find(name, { env: own, cwd, user }).path}\n`);
      } catch (error) {
        if (!(error instanceof CannotStart)) throw error;
        if (computer.record.os !== 'ubuntu') await stderr.write(`/usr/bin/which: no ${name} in (${own.PATH ?? ''})\n`);
        status = 1;
      }
    }
    return status;
  },
};

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `at` (epoch milliseconds, UTC) in the directives of strftime. */
export function formatDate(format: string, at: number): string {
  const date = new Date(at);
  const two = (n: number, fill = '0'): string => String(n).padStart(2, fill);
  const hour12 = date.getUTCHours() % 12 || 12;
  const values: Readonly<Record<string, () => string>> = {
    Y: () => String(date.getUTCFullYear()),
    y: () => two(date.getUTCFullYear() % 100),
    m: () => two(date.getUTCMonth() + 1),
    d: () => two(date.getUTCDate()),
    e: () => two(date.getUTCDate(), ' '),
    H: () => two(date.getUTCHours()),
    I: () => two(hour12),
    M: () => two(date.getUTCMinutes()),
    S: () => two(date.getUTCSeconds()),
    p: () => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
    s: () => String(Math.floor(at / 1000)),
    N: () => `${String(at % 1000).padStart(3, '0')}000000`,
    Z: () => 'UTC',
    z: () => '+0000',
    a: () => DAYS[date.getUTCDay()]!.slice(0, 3),
    A: () => DAYS[date.getUTCDay()]!,
    b: () => MONTHS[date.getUTCMonth()]!.slice(0, 3),
    B: () => MONTHS[date.getUTCMonth()]!,
    j: () => String(Math.floor((at - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1).padStart(3, '0'),
    u: () => String(date.getUTCDay() || 7),
    w: () => String(date.getUTCDay()),
    F: () => formatDate('%Y-%m-%d', at),
    T: () => formatDate('%H:%M:%S', at),
    D: () => formatDate('%m/%d/%y', at),
    R: () => formatDate('%H:%M', at),
    c: () => formatDate('%a %b %e %H:%M:%S %Y', at),
    n: () => '\n',
    t: () => '\t',
    '%': () => '%',
  };
  return format.replace(/%(?:3)?-?([a-zA-Z%])/g, (all, letter: string) =>
    all.startsWith('%3') && letter === 'N' ? String(at % 1000).padStart(3, '0') : (values[letter]?.() ?? all),
  );
}

const date: Program = {
  name: 'date',
  summary: 'tells the virtual time',
  async run({ argv, computer, stdout, stderr }) {
    const words = argv.slice(1).filter((word) => word !== '-u' && word !== '--utc');
    let at = computer.kernel.now;
    const given = words.indexOf('-d');
    if (given >= 0) {
      const text = words.splice(given, 2)[1] ?? '';
      const parsed = /^@\d+$/.test(text)
        ? Number(text.slice(1)) * 1000
        : text === 'now'
          ? at
          : Date.parse(/\d{4}-\d\d-\d\d$/.test(text) ? text : `${text} UTC`);
      if (Number.isNaN(parsed)) {
        await stderr.write(`date: invalid date '${text}'\n`);
        return 1;
      }
      at = parsed;
    }
    const iso = words.find((word) => /^(-I|--iso-8601)/.test(word));
    const format =
      words.find((word) => word.startsWith('+'))?.slice(1) ??
      (iso ? (/seconds/.test(iso) ? '%Y-%m-%dT%H:%M:%S+00:00' : '%Y-%m-%d') : '%a %b %e %H:%M:%S %Z %Y');
    await stdout.write(`${formatDate(format, at)}\n`);
    return 0;
  },
};

export const runningPrograms: readonly Program[] = [sleep, env, printenv, nohup, timeout, xargs, which, date];
