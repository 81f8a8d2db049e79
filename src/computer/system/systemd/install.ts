// Enabling units: the links that `systemctl enable` makes, and what starts when the machine boots.
import type { Task } from '../../../kernel/task.ts';
import type { Computer } from '../../computer.ts';
import { joinPath } from '../../disk/path.ts';
import { runJob, startService } from './manager.ts';
import { loadService, unitRecord } from './service.ts';
import { ADMIN_FOLDER, findUnit, parseUnit, settingList, unitName, UNIT_FOLDERS } from './unitFile.ts';

/** A link that enabling a unit makes: its path and where it leads. */
interface InstallLink {
  readonly path: string;
  readonly target: string;
}

/** Enabling says which links; `static` for units that cannot be enabled. */
export type Enablement = 'enabled' | 'disabled' | 'static' | 'masked' | 'alias';

function linksOf(computer: Computer, unit: string): InstallLink[] | undefined {
  const found = findUnit(computer.files(), unit);
  if (!found) return undefined;
  const file = parseUnit(found.text);
  const words = (key: string): string[] => settingList(file, `Install.${key}`).flatMap((list) => list.split(/\s+/));
  return [
    ...words('Alias').map((alias) => ({ path: `${ADMIN_FOLDER}/${alias}`, target: found.path })),
    ...words('WantedBy').map((target) => ({ path: `${ADMIN_FOLDER}/${target}.wants/${unit}`, target: found.path })),
    ...words('RequiredBy').map((target) => ({
      path: `${ADMIN_FOLDER}/${target}.requires/${unit}`,
      target: found.path,
    })),
  ];
}

const isLink = (computer: Computer, path: string): boolean => {
  try {
    return computer.files().lstat(path).kind === 'link';
  } catch {
    return false;
  }
};

/** Whether the unit starts at boot; undefined when there is no such unit. */
export function enablement(computer: Computer, unit: string): Enablement | undefined {
  const found = findUnit(computer.files(), unit);
  if (!found) return undefined;
  if (found.masked) return 'masked';
  const links = linksOf(computer, unit)!;
  if (links.length === 0) return 'static';
  return links.some(({ path }) => isLink(computer, path)) ? 'enabled' : 'disabled';
}

/** Makes the unit's links; gives the lines that systemctl prints, or undefined when there is no such unit. */
export function enableUnit(computer: Computer, unit: string): string[] | undefined {
  const links = linksOf(computer, unit);
  if (!links) return undefined;
  const files = computer.files();
  return links
    .filter(({ path }) => !isLink(computer, path))
    .map(({ path, target }) => {
      files.mkdir(joinPath(path, '..'), { recursive: true });
      files.symlink(target, path);
      const arrow =
        computer.record.os === 'amazon-linux-2'
          ? `Created symlink from ${path} to ${target}.`
          : `Created symlink ${path} → ${target}.`;
      return arrow;
    });
}

/** Takes the unit's links away; gives the lines that systemctl prints, or undefined when there is no such unit. */
export function disableUnit(computer: Computer, unit: string): string[] | undefined {
  const links = linksOf(computer, unit);
  if (!links) return undefined;
  const files = computer.files();
  return links
    .filter(({ path }) => isLink(computer, path))
    .map(({ path }) => {
      files.unlink(path);
      return computer.record.os === 'amazon-linux-2' ? `Removed symlink ${path}.` : `Removed "${path}".`;
    });
}

/** Every unit that has a file on the disk, in order of names. */
export function unitsOnDisk(computer: Computer): string[] {
  const files = computer.files();
  const names = UNIT_FOLDERS.filter((folder) => files.isDirectory(folder)).flatMap((folder) => files.readdir(folder));
  return [...new Set(names.filter((name) => /\.(service|target|timer|socket)$/.test(name)))].sort();
}

/** The services that start with the machine, in order of names. */
export function enabledServices(computer: Computer): string[] {
  const files = computer.files();
  const wants = UNIT_FOLDERS.map((folder) => `${folder}/multi-user.target.wants`).filter((path) =>
    files.isDirectory(path),
  );
  return [...new Set(wants.flatMap((path) => files.readdir(path)))].filter((name) => name.endsWith('.service')).sort();
}

/** Starts every enabled service of a machine that has booted, one after the other. */
export async function bootServices(computer: Computer, task: Task): Promise<void> {
  for (const unit of enabledServices(computer)) {
    const service = loadService(computer, unitName(unit));
    if (!service || service === 'masked' || unitRecord(computer, unit)?.active === 'active') continue;
    await runJob(computer, unit, task, (own) => startService(computer, service, own));
  }
}
