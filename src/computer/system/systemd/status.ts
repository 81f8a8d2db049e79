// What systemctl shows of units: status, show, lists. Layouts follow the version of systemd that each system has.
import type { Computer } from '../../computer.ts';
import { basename } from '../../disk/path.ts';
import { formatDate } from '../../commands/running.ts';
import { enablement, unitsOnDisk } from './install.ts';
import { journalText, readJournal } from './journal.ts';
import { exitText } from './launch.ts';
import { members } from './manager.ts';
import { unitsTable, type UnitRecord } from './model.ts';
import { changedOnDisk, loadService, unitRecord, type Service } from './service.ts';
import { setting, settingList } from './unitFile.ts';

/** A span of time as systemd tells it: `5s`, `2min 3s`, `1h 2min`. */
export function agoText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 1) return `${Math.max(0, Math.floor(ms))}ms`;
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}min${seconds % 60 ? ` ${seconds % 60}s` : ''}`;
  if (seconds < 86_400)
    return `${Math.floor(seconds / 3600)}h${Math.floor((seconds % 3600) / 60) ? ` ${Math.floor((seconds % 3600) / 60)}min` : ''}`;
  return `${Math.floor(seconds / 86_400)} day${seconds >= 172_800 ? 's' : ''}`;
}

const stampText = (at: number): string => formatDate('%a %Y-%m-%d %H:%M:%S UTC', at);

/** The mark before a unit's name. */
function mark(computer: Computer, record: UnitRecord | undefined): string {
  if (computer.record.os === 'amazon-linux-2') return '●';
  if (record?.active === 'failed') return '×';
  return !record || record.active === 'inactive' ? '○' : '●';
}

function activeLine(computer: Computer, record: UnitRecord | undefined): string {
  if (!record || (record.active === 'inactive' && record.startedAt === undefined)) return 'inactive (dead)';
  const { active, sub, result, since } = record;
  const why = active === 'failed' || sub === 'auto-restart' ? ` (Result: ${result})` : '';
  return `${active} (${sub})${why} since ${stampText(since)}; ${agoText(computer.kernel.now - since)} ago`;
}

function loadedLine(computer: Computer, unit: string, service: Service | 'masked'): string {
  if (service === 'masked') return `masked (Reason: Unit ${unit} is masked.)`;
  const preset = computer.record.os === 'ubuntu' ? 'enabled' : 'disabled';
  const word = computer.record.os === 'amazon-linux-2023' ? 'preset' : 'vendor preset';
  return `loaded (${service.path}; ${enablement(computer, unit) ?? 'disabled'}; ${word}: ${preset})`;
}

function processLines(computer: Computer, record: UnitRecord, name: (label: string) => string): string[] {
  const lines: string[] = [];
  const { exit, mainPid } = record;
  if (exit && mainPid === 0)
    lines.push(
      `${name('Process')}${exit.pid} ExecStart=${exit.command} (${exitText(exit.status).replace('code=exited, status=0/SUCCESS', 'code=exited, status=0/SUCCESS')})`,
    );
  const processes = members(computer, record.unit);
  const main = processes.find(({ pid }) => pid === mainPid);
  if (main) lines.push(`${name('Main PID')}${mainPid} (${basename(main.argv[0] ?? main.name)})`);
  else if (exit) lines.push(`${name('Main PID')}${exit.pid} (${exitText(exit.status)})`);
  if (processes.length === 0) return lines;
  lines.push(`${name('Tasks')}${processes.length} (limit: 1111)`);
  const indent = ' '.repeat(name('CGroup').length);
  lines.push(`${name('CGroup')}/system.slice/${record.unit}`);
  processes.forEach(({ pid, argv }, i) =>
    lines.push(`${indent}${i === processes.length - 1 ? '└─' : '├─'}${pid} ${argv.join(' ')}`),
  );
  return lines;
}

/** The text of `systemctl status` for one unit, with the last `lines` of its journal. */
export function statusText(computer: Computer, unit: string, lines = 10): string | undefined {
  const service = loadService(computer, unit);
  const record = unitRecord(computer, unit);
  if (!service) return undefined;
  const width = computer.record.os === 'amazon-linux-2' ? 9 : 11;
  const label = (text: string): string => `${text.padStart(width)}: `;
  const description = service === 'masked' ? '' : service.description;
  const out = [
    `${mark(computer, record)} ${unit}${description && description !== unit ? ` - ${description}` : service === 'masked' ? '' : ` - ${unit}`}`,
  ];
  out.push(`${label('Loaded')}${loadedLine(computer, unit, service)}`);
  out.push(`${label('Active')}${activeLine(computer, record)}`);
  if (service !== 'masked') {
    const docs = settingList(service.file, 'Unit.Documentation').join(' ');
    if (docs) out.push(`${label('Docs')}${docs}`);
  }
  if (record) out.push(...processLines(computer, record, label));
  const journal = readJournal(computer).filter((line) => line.unit === unit);
  if (journal.length > 0 && lines > 0)
    out.push('', ...journal.slice(-lines).map((line) => journalText(computer, line)));
  return `${out.join('\n')}\n`;
}

/** What systemctl warns of when a unit file changed since it was read. */
export const reloadWarning = (computer: Computer, unit: string): string =>
  changedOnDisk(computer, unit)
    ? `Warning: The unit file, source configuration file or drop-ins of ${unit} changed on disk. Run 'systemctl daemon-reload' to reload units.\n`
    : '';

/** Properties of a unit, as `systemctl show` names them. */
export function properties(computer: Computer, unit: string): Record<string, string> {
  const service = loadService(computer, unit);
  const record = unitRecord(computer, unit);
  const loaded = service && service !== 'masked' ? service : undefined;
  return {
    Type: loaded?.type ?? 'simple',
    Restart: (loaded && setting(loaded.file, 'Service.Restart')) ?? 'no',
    NRestarts: String(record?.restarts ?? 0),
    MainPID: String(record?.mainPid ?? 0),
    ExecMainStatus: String(record?.exit?.status ?? 0),
    Result: record?.result ?? 'success',
    User: (loaded && setting(loaded.file, 'Service.User')) ?? '',
    Id: unit,
    Names: unit,
    Description: loaded?.description ?? unit,
    LoadState: service === 'masked' ? 'masked' : loaded ? 'loaded' : 'not-found',
    ActiveState: record?.active ?? 'inactive',
    SubState: record?.sub ?? 'dead',
    FragmentPath: loaded?.path ?? '',
    UnitFileState: enablement(computer, unit) ?? '',
    ActiveEnterTimestamp: record?.active === 'active' ? stampText(record.since) : '',
  };
}

/** The table of `systemctl list-units`. */
export function listUnits(
  computer: Computer,
  { all = false, state }: { all?: boolean; state?: string | undefined } = {},
): string {
  const records = computer.kernel.table(unitsTable).by('computer', computer.id);
  const rows = records
    .filter(({ active, sub }) => (state ? active === state || sub === state : all || active !== 'inactive'))
    .map(({ unit, active, sub }) => {
      const service = loadService(computer, unit);
      return [
        unit,
        service ? 'loaded' : 'not-found',
        active,
        sub,
        service && service !== 'masked' ? service.description : unit,
      ];
    })
    .sort(([a], [b]) => (a! < b! ? -1 : 1));
  const head = ['UNIT', 'LOAD', 'ACTIVE', 'SUB', 'DESCRIPTION'];
  const widths = head.map((word, i) => Math.max(word.length, ...rows.map((row) => row[i]!.length)));
  const text = [head, ...rows].map(
    (row) => `  ${row.map((cell, i) => (i === 4 ? cell : cell.padEnd(widths[i]!))).join(' ')}`,
  );
  const legend =
    'LOAD   = Reflects whether the unit definition was properly loaded.\nACTIVE = The high-level unit activation state, i.e. generalization of SUB.\nSUB    = The low-level unit activation state, values depend on unit type.\n';
  return `${text.join('\n')}\n\n${legend}${rows.length} loaded units listed.\n`;
}

/** The table of `systemctl list-unit-files`. */
export function listUnitFiles(computer: Computer): string {
  const rows = unitsOnDisk(computer).map((unit) => [unit, enablement(computer, unit) ?? 'static']);
  const width = Math.max(9, ...rows.map(([unit]) => unit!.length));
  const text = rows.map(([unit, state]) => `${unit!.padEnd(width)} ${state}`);
  return `${'UNIT FILE'.padEnd(width)} STATE\n${text.join('\n')}\n\n${rows.length} unit files listed.\n`;
}
