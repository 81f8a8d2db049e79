// journalctl: shows what systemd and the services said.
import { readOptions, UsageError, type Options } from '../../commands/options.ts';
import { formatDate } from '../../commands/running.ts';
import type { Computer } from '../../computer.ts';
import type { Program, ProgramContext } from '../../program.ts';
import { journalHost, journalText, readJournal } from './journal.ts';
import type { JournalLine } from './model.ts';
import { unitName } from './unitFile.ts';

const LONG: Readonly<Record<string, string>> = {
  unit: 'u',
  lines: 'n',
  follow: 'f',
  'pager-end': 'e',
  catalog: 'x',
  'no-pager': 'N',
  since: 'S',
  until: 'U',
  output: 'o',
  reverse: 'r',
  boot: 'b',
  quiet: 'q',
  identifier: 't',
  'no-hostname': 'H',
  grep: 'g',
  priority: 'p',
  all: 'a',
  'vacuum-time': 'V',
  'vacuum-size': 'V',
};

const FOLLOW_MS = 200;

/** Moments as --since has them: absolute, `today`, `-5min`, `10 minutes ago`. */
function momentOf(text: string, now: number): number | undefined {
  if (text === 'now') return now;
  if (text === 'today') return now - (now % 86_400_000);
  if (text === 'yesterday') return now - (now % 86_400_000) - 86_400_000;
  const [, count, unit] = /^-?\s*(\d+)\s*(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?)(\s+ago)?$/.exec(text) ?? [];
  if (count) return now - Number(count) * ({ s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit![0]!] ?? 1000);
  const at = Date.parse(/\d\d:\d\d/.test(text) && /^\d{4}-/.test(text) ? `${text.replace(' ', 'T')}Z` : text);
  return Number.isNaN(at) ? undefined : at;
}

function select(lines: readonly JournalLine[], { values, flags }: Options, now: number): JournalLine[] {
  const since = values.S === undefined ? undefined : momentOf(values.S, now);
  const until = values.U === undefined ? undefined : momentOf(values.U, now);
  const unit = values.u === undefined ? undefined : unitName(values.u);
  const pattern = values.g === undefined ? undefined : new RegExp(values.g);
  const chosen = lines.filter(
    (line) =>
      (unit === undefined || line.unit === unit) &&
      (values.t === undefined || line.by === values.t) &&
      (since === undefined || line.at >= since) &&
      (until === undefined || line.at <= until) &&
      (pattern === undefined || pattern.test(line.text)),
  );
  const count = values.n === undefined ? (flags.has('f') ? 10 : flags.has('e') ? 1000 : Infinity) : Number(values.n);
  const kept = Number.isFinite(count) ? chosen.slice(chosen.length - Math.min(count, chosen.length)) : chosen;
  return flags.has('r') ? kept.reverse() : kept;
}

function show(computer: Computer, line: JournalLine, format: string | undefined): string {
  if (format === 'cat') return line.text;
  if (format === 'short-iso')
    return `${formatDate('%Y-%m-%dT%H:%M:%S+0000', line.at)} ${journalHost(computer)} ${line.by}[${line.pid}]: ${line.text}`;
  if (format === 'json') {
    return JSON.stringify({
      __REALTIME_TIMESTAMP: String(line.at * 1000),
      _HOSTNAME: journalHost(computer),
      SYSLOG_IDENTIFIER: line.by,
      _PID: String(line.pid),
      _SYSTEMD_UNIT: line.unit,
      MESSAGE: line.text,
    });
  }
  return journalText(computer, line);
}

async function run(context: ProgramContext): Promise<number> {
  const { computer, stdout, stderr, task, user } = context;
  let options: Options;
  try {
    options = readOptions(context.argv, 'u:n:fexNS:U:o:rbqt:Hg:p:akV:', LONG);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    await stderr.write(`${error.message}\n`);
    return 1;
  }
  for (const value of [options.values.S, options.values.U]) {
    if (value === undefined || momentOf(value, computer.kernel.now) !== undefined) continue;
    await stderr.write(`Failed to parse timestamp: ${value}\n`);
    return 1;
  }
  const mayRead =
    user === 'root' ||
    computer.account(user)?.groups.some((group) => ['adm', 'wheel', 'systemd-journal'].includes(group));
  if (!mayRead) {
    await stderr.write(
      "Hint: You are currently not seeing messages from other users and the system.\n      Users in groups 'adm', 'systemd-journal', 'wheel' can see all messages.\n      Pass -q to turn off this notice.\nNo journal files were opened due to insufficient permissions.\n",
    );
    return 1;
  }
  const chosen = select(readJournal(computer), options, computer.kernel.now);
  const text = chosen.map((line) => `${show(computer, line, options.values.o)}\n`).join('');
  await stdout.write(text || (options.flags.has('f') ? '' : '-- No entries --\n'), task);
  if (!options.flags.has('f')) return 0;
  let last = readJournal(computer).at(-1);
  for (;;) {
    await task.sleep(FOLLOW_MS);
    const all = readJournal(computer);
    const fresh = all.slice(last ? all.lastIndexOf(last) + 1 : 0);
    last = all.at(-1);
    const { n: _count, ...values } = options.values;
    const more = select(fresh, { ...options, flags: new Set(), values }, computer.kernel.now);
    await stdout.write(more.map((line) => `${show(computer, line, options.values.o)}\n`).join(''), task);
  }
}

export const journalctl: Program = { name: 'journalctl', summary: "shows the machine's journal", startMs: 5, run };
