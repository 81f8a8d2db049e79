// The journal of a machine: what systemd and its services said, newest lines kept.
import { toText } from '../../../lib/bytes.ts';
import type { Computer } from '../../computer.ts';
import type { Output } from '../../io.ts';
import { formatDate } from '../../commands/running.ts';
import { journalsTable, type JournalLine } from './model.ts';

/** Lines that a machine keeps; the oldest quarter goes when there are more. */
const LINES_MAX = 2000;
const LINE_LENGTH_MAX = 4096;

/** Adds lines to the journal of `computer`. */
export function writeJournal(
  computer: Computer,
  unit: string,
  by: string,
  pid: number,
  texts: readonly string[],
): void {
  const table = computer.kernel.table(journalsTable);
  const before = table.get(computer.id)?.lines ?? [];
  const kept = before.length + texts.length > LINES_MAX ? before.slice(-(LINES_MAX * 3) / 4) : before;
  const at = computer.kernel.now;
  const added = texts.map((text): JournalLine => ({ at, unit, by, pid, text: text.slice(0, LINE_LENGTH_MAX) }));
  table.put(computer.id, { lines: [...kept, ...added.slice(-LINES_MAX / 2)] });
}

/** What systemd says of `unit`. */
export const systemdSays = (computer: Computer, unit: string, ...texts: string[]): void =>
  writeJournal(computer, unit, 'systemd', 1, texts);

/** The lines that the journal holds, oldest first. */
export const readJournal = (computer: Computer): readonly JournalLine[] =>
  computer.kernel.table(journalsTable).get(computer.id)?.lines ?? [];

/** A stream into the journal: each line of what is written is one. */
export function journalOutput(computer: Computer, unit: string, by: string, pidOf: () => number): Output {
  return {
    target: { kind: 'journal', unit },
    isTerminal: false,
    write(data) {
      const lines = toText(data).replace(/\n$/, '').split('\n');
      writeJournal(computer, unit, by, pidOf(), lines);
    },
  };
}

/** The name of the machine in journal lines. */
export const journalHost = (computer: Computer): string => computer.record.hostname;

/** A line as journalctl shows it in its short form. */
export const journalText = (computer: Computer, { at, by, pid, text }: JournalLine): string =>
  `${formatDate('%b %d %H:%M:%S', at)} ${journalHost(computer)} ${by}[${pid}]: ${text}`;
