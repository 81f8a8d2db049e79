// `aws logs tail`: the lines of a log group, and with --follow those that come.
import { parseTimestamp } from '../models/timestamp.ts';
import { parseKnown, type Argument } from './argumentParser.ts';
import { generalFailure, UnknownOptions } from './failure.ts';
import { plainHelp } from './help.ts';
import type { Session } from './session.ts';

interface LogEvent {
  readonly eventId?: string;
  readonly logStreamName: string;
  readonly timestamp: number;
  readonly message: string;
}

const ARGUMENTS: readonly Argument[] = [
  { name: 'group_name', dest: 'group', count: 1, required: true },
  { name: '--since', dest: 'since', count: 1 },
  { name: '--follow', dest: 'follow', count: 0, constant: true },
  { name: '--format', dest: 'format', count: 1, choices: ['detailed', 'short', 'json'] },
  { name: '--filter-pattern', dest: 'filterPattern', count: 1 },
  { name: '--log-stream-names', dest: 'logStreamNames', count: '+' },
  { name: '--log-stream-name-prefix', dest: 'logStreamNamePrefix', count: 1 },
];

const FOLLOW_MS = 5_000;
const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Prints a group's events. @throws CliFailure, ServiceFailure */
export async function logsTail(session: Session, words: readonly string[]): Promise<number> {
  if (words.length === 1 && words[0] === 'help') {
    await session.write(
      plainHelp(
        'logs tail',
        'Tails the logs of a CloudWatch Logs group.',
        ARGUMENTS.map(({ name }) => name),
      ),
    );
    return 0;
  }
  const { values, rest } = parseKnown(ARGUMENTS, words);
  if (rest.length > 0) throw new UnknownOptions(rest);
  const input: Record<string, unknown> = { logGroupName: values.get('group'), interleaved: true };
  input.startTime = startOf(String(values.get('since') ?? '10m'), session.now);
  for (const name of ['filterPattern', 'logStreamNames', 'logStreamNamePrefix'])
    if (values.has(name)) input[name] = values.get(name);
  await session.connect('logs');
  const style = String(values.get('format') ?? 'detailed');
  const print = async (event: LogEvent): Promise<void> => void (await session.write(lineOf(session, event, style)));
  if (values.has('follow')) return follow(session, input, print);
  for (let token: unknown; ;) {
    const page = await session.call(
      'logs',
      'FilterLogEvents',
      token === undefined ? input : { ...input, nextToken: token },
    );
    for (const event of (page.events ?? []) as LogEvent[]) await print(event);
    token = page.nextToken;
    if (token === undefined) return 0;
  }
}

/** Asks every five seconds from the newest event on; what was shown is not shown again. */
async function follow(
  session: Session,
  input: Record<string, unknown>,
  print: (event: LogEvent) => Promise<void>,
): Promise<never> {
  let shown = new Map<string, number>();
  let asked = input;
  for (;;) {
    const page = await session.call('logs', 'FilterLogEvents', asked);
    for (const event of (page.events ?? []) as LogEvent[]) {
      const id = event.eventId ?? `${event.timestamp}/${event.logStreamName}/${event.message}`;
      if (shown.has(id)) continue;
      shown.set(id, event.timestamp);
      await print(event);
    }
    if (page.nextToken !== undefined) {
      asked = { ...asked, nextToken: page.nextToken };
      continue;
    }
    const newest = Math.max(...shown.values(), Number(input.startTime));
    shown = new Map([...shown].filter(([, timestamp]) => timestamp === newest));
    asked = { ...input, startTime: newest };
    await session.context.task.sleep(FOLLOW_MS);
  }
}

/** `10m` ago, or a time. @throws CliFailure */
function startOf(since: string, now: number): number {
  const [, amount, unit] = /^(\d+)([smhdw])$/.exec(since) ?? [];
  if (amount !== undefined) return now - Number(amount) * UNIT_MS[unit!]!;
  const time = parseTimestamp(since);
  if (time === undefined) throw generalFailure(`Invalid timestamp "${since}": Unknown string format: ${since}`);
  return time;
}

function lineOf({ globals, context }: Session, { timestamp, message, logStreamName }: LogEvent, style: string): string {
  const coloured = globals.color === 'on' || (globals.color === 'auto' && context.stdout.isTerminal);
  const paint = (text: string, code: number): string => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);
  const iso = new Date(timestamp).toISOString();
  if (style === 'short') return endOnce(`${paint(iso.slice(0, 19), 32)} ${message}`);
  const micros = style === 'json' && iso.endsWith('.000Z') ? '' : `${iso.slice(19, 23)}000`;
  const text = style === 'json' ? prettyJson(message) : message;
  return endOnce(`${paint(`${iso.slice(0, 19)}${micros}+00:00`, 32)} ${paint(logStreamName, 36)} ${text}`);
}

const endOnce = (line: string): string => `${line.trimEnd()}\n`;

function prettyJson(message: string): string {
  try {
    return `\n${JSON.stringify(JSON.parse(message), null, 4)}`;
  } catch {
    return message;
  }
}
