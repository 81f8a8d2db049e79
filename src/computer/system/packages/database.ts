// Which packages a machine has: a list on its disk, one line each, in the folder where the real database is.
import type { Computer } from '../../computer.ts';
import type { OsName } from '../../model.ts';

/** An installed package. */
export interface Installed {
  readonly name: string;
  readonly version: string;
  /** Where it came from: `amazonlinux`, `@System`, a repository's name. */
  readonly repository: string;
}

/** The file that lists what is installed. */
export const databasePath = (os: OsName): string =>
  os === 'ubuntu' ? '/var/lib/dpkg/installed' : '/var/lib/rpm/installed';

export const databaseText = (list: readonly Installed[]): string =>
  list.map(({ name, version, repository }) => `${name}\t${version}\t${repository}\n`).join('');

/** What is installed, in order of names. */
export function installedPackages(computer: Computer): Installed[] {
  const files = computer.files();
  const path = databasePath(computer.record.os);
  if (!files.isFile(path)) return [];
  const lines = files.readText(path).split('\n').filter(Boolean);
  return lines
    .map((line) => line.split('\t'))
    .map(([name = '', version = '', repository = '']) => ({ name, version, repository }));
}

/** Writes the list anew. */
export function writeInstalled(computer: Computer, list: readonly Installed[]): void {
  const sorted = [...list].sort((a, b) => (a.name < b.name ? -1 : 1));
  const path = databasePath(computer.record.os);
  computer.files().mkdir(path.replace(/\/[^/]*$/, ''), { recursive: true });
  computer.files().writeFile(path, databaseText(sorted));
}
