// A service unit as systemd understands it: its type, commands, environment and limits, from the unit file's settings.
import type { Computer } from '../../computer.ts';
import { FsError } from '../../disk/errors.ts';
import { unitsTable, type UnitRecord } from './model.ts';
import {
  expandSpecifiers,
  findUnit,
  parseExec,
  parseUnit,
  setting,
  settingList,
  splitWords,
  timeSpan,
  type ExecCommand,
  type FoundUnit,
  type UnitFile,
} from './unitFile.ts';

/** A service that systemd has loaded. */
export interface Service {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly file: UnitFile;
  readonly description: string;
  readonly type: string;
  readonly user: string;
  readonly remainAfterExit: boolean;
}

/** Milliseconds that starting and stopping may take. */
export const TIMEOUT_MS = 90_000;

export const unitKey = (computer: Computer, unit: string): string => `${computer.id}/${unit}`;

/** What systemd knows of `unit` since the machine booted. */
export const unitRecord = (computer: Computer, unit: string): UnitRecord | undefined =>
  computer.kernel.table(unitsTable).get(unitKey(computer, unit));

/** Replaces some of what systemd knows of `unit`. */
export function changeUnit(computer: Computer, unit: string, change: Partial<UnitRecord>): UnitRecord {
  const table = computer.kernel.table(unitsTable);
  const before: UnitRecord = table.get(unitKey(computer, unit)) ?? {
    computer: computer.id,
    unit,
    active: 'inactive',
    sub: 'dead',
    since: computer.kernel.now,
    mainPid: 0,
    result: 'success',
    restarts: 0,
    starts: [],
    busy: false,
  };
  const since = change.active && change.active !== before.active ? { since: computer.kernel.now } : {};
  return table.put(unitKey(computer, unit), { ...before, ...since, ...change });
}

/** The service of a unit file's text. */
export function serviceOf(computer: Computer, name: string, { path, text }: Pick<FoundUnit, 'path' | 'text'>): Service {
  const expanded = text.includes('%') ? expandSpecifiers(text, name, computer.record.hostname) : text;
  const file = parseUnit(expanded);
  const hasExec = settingList(file, 'Service.ExecStart').length > 0;
  return {
    name,
    path,
    text,
    file,
    description: setting(file, 'Unit.Description') ?? name,
    type: setting(file, 'Service.Type') ?? (setting(file, 'Service.BusName') ? 'dbus' : hasExec ? 'simple' : 'oneshot'),
    user: setting(file, 'Service.User') ?? 'root',
    remainAfterExit: isTrue(setting(file, 'Service.RemainAfterExit')),
  };
}

export const isTrue = (text: string | undefined): boolean => /^(1|yes|true|on)$/i.test(text ?? '');

/**
 * The unit as systemd has loaded it: as it was read when it was started, as the disk has it otherwise.
 * Undefined when there is none; `masked` when it leads to /dev/null.
 */
export function loadService(computer: Computer, name: string): Service | 'masked' | undefined {
  const found = findUnit(computer.files(), name);
  const loaded = unitRecord(computer, name)?.loaded;
  if (found?.masked) return 'masked';
  if (loaded !== undefined)
    return serviceOf(computer, name, { path: found?.path ?? `/etc/systemd/system/${name}`, text: loaded });
  return found && serviceOf(computer, name, found);
}

/** Whether the unit file is not the one that systemd has read: it warns then. */
export function changedOnDisk(computer: Computer, name: string): boolean {
  const loaded = unitRecord(computer, name)?.loaded;
  return loaded !== undefined && findUnit(computer.files(), name)?.text !== loaded;
}

/** As journal and messages name a service: with its description, as its version of systemd does. */
export const titleOf = (computer: Computer, { name, description }: Service): string =>
  computer.record.os === 'amazon-linux-2023' && description !== name ? `${name} - ${description}` : description;

/** The environment of a service's processes. @throws EnvironmentFileMissing */
export function serviceEnv(computer: Computer, { file, user }: Service): Record<string, string> {
  const account = computer.account(user);
  const env: Record<string, string> = {
    LANG: 'C.UTF-8',
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    ...computer.record.env,
    ...(setting(file, 'Service.User') && account
      ? { HOME: account.home, LOGNAME: user, USER: user, SHELL: account.shell }
      : {}),
  };
  for (const word of settingList(file, 'Service.Environment').flatMap(splitWords)) {
    const equals = word.indexOf('=');
    if (equals > 0) env[word.slice(0, equals)] = word.slice(equals + 1);
  }
  for (const line of settingList(file, 'Service.EnvironmentFile')) Object.assign(env, environmentFile(computer, line));
  return env;
}

/** A named EnvironmentFile= is not there. */
export class EnvironmentFileMissing extends Error {}

function environmentFile(computer: Computer, line: string): Record<string, string> {
  const optional = line.startsWith('-');
  const path = line.replace(/^-/, '');
  const env: Record<string, string> = {};
  try {
    for (const text of computer.files().readText(path).split('\n')) {
      const [, name, value] = /^\s*(?:export\s+)?([A-Za-z_]\w*)=(.*)$/.exec(text) ?? [];
      if (name) env[name] = value!.trim().replace(/^(['"])(.*)\1$/, '$2');
    }
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    if (!optional) throw new EnvironmentFileMissing(path);
  }
  return env;
}

/** The commands of `Service.<key>`. */
export const commandsOf = (service: Service, key: string, env: Readonly<Record<string, string>>): ExecCommand[] =>
  settingList(service.file, `Service.${key}`).map((line) => parseExec(line, env));

/** A time setting of the service in milliseconds. */
export const serviceTime = ({ file }: Service, key: string, otherwise: number): number =>
  timeSpan(setting(file, `Service.${key}`)) ?? otherwise;
