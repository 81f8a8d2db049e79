// Installing and removing packages: trees laid over the disk, accounts, units, the list of what is installed.
import type { Computer } from '../../computer.ts';
import type { DirectoryNode, DiskNode } from '../../disk/node.ts';
import { mergeTrees } from '../../images/tree.ts';
import { putAccount } from '../accounts/accountFiles.ts';
import { CATALOGUE, findPackage, type PackageDef } from './catalogue.ts';
import { installedPackages, writeInstalled } from './database.ts';
import { payloadOf } from './payload.ts';

/** What an installation comes to: what was asked for, and what that needs besides. */
export interface Plan {
  readonly wanted: readonly PackageDef[];
  readonly needed: readonly PackageDef[];
  /** Asked for, and there already. */
  readonly present: readonly PackageDef[];
  /** Asked for, and unknown. */
  readonly unknown: readonly string[];
}

/** Plans the installation of `names` on `computer`. */
export function planInstall(computer: Computer, names: readonly string[]): Plan {
  const { os } = computer.record;
  const installed = new Set(installedPackages(computer).map(({ name }) => name));
  const wanted = new Map<string, PackageDef>();
  const needed = new Map<string, PackageDef>();
  const present: PackageDef[] = [];
  const unknown: string[] = [];
  for (const name of names) {
    const item = findPackage(os, name);
    if (!item) unknown.push(name);
    else if (installed.has(item.name)) present.push(item);
    else wanted.set(item.name, item);
  }
  const queue = [...wanted.values()];
  for (let item = queue.shift(); item; item = queue.shift()) {
    for (const name of item.requires) {
      const other = CATALOGUE[os].get(name);
      if (!other || installed.has(name) || wanted.has(name) || needed.has(name)) continue;
      needed.set(name, other);
      queue.push(other);
    }
  }
  return { wanted: [...wanted.values()], needed: [...needed.values()], present, unknown };
}

/** Virtual milliseconds that fetching and unpacking take: 25 MB a second, and a little for each package. */
export const installMs = (packages: readonly PackageDef[]): number =>
  packages.reduce((ms, { sizeKb }) => ms + 120 + sizeKb / 25, 0);

/** Puts packages on the machine's disk. Configuration that is there already is kept, as package managers do. */
export function installPackages(computer: Computer, packages: readonly PackageDef[], repository = '@System'): void {
  const { os } = computer.record;
  let root = computer.disk.root;
  for (const item of packages) {
    root = mergeTrees(root, keepConfig(payloadOf(os, item).tree, root));
  }
  computer.disk.replaceRoot(root, '/');
  for (const item of packages) {
    for (const account of payloadOf(os, item).accounts)
      if (!computer.account(account.name)) putAccount(computer, account);
  }
  const names = new Set(packages.map(({ name }) => name));
  const kept = installedPackages(computer).filter(({ name }) => !names.has(name));
  writeInstalled(computer, [...kept, ...packages.map(({ name, version }) => ({ name, version, repository }))]);
}

/** `tree` without the files below /etc and /var/www that the disk has already. */
function keepConfig(tree: DirectoryNode, root: DirectoryNode): DirectoryNode {
  const without = (over: DirectoryNode, under: DiskNode | undefined): DirectoryNode => {
    if (under?.kind !== 'directory') return over;
    const entries: Record<string, DiskNode> = {};
    for (const [name, node] of Object.entries(over.entries)) {
      const there = under.entries[name];
      if (!there) entries[name] = node;
      else if (node.kind === 'directory') entries[name] = without(node, there);
    }
    return { ...over, entries };
  };
  const entries: Record<string, DiskNode> = { ...tree.entries };
  for (const name of ['etc', 'var']) {
    const own = entries[name];
    if (own?.kind === 'directory') entries[name] = without(own, root.entries[name]);
  }
  return { ...tree, entries };
}

/** Takes packages off the disk: programs, units and configuration go, what was made since stays. */
export function removePackages(computer: Computer, packages: readonly PackageDef[]): void {
  const { os } = computer.record;
  const files = computer.files();
  for (const item of packages) for (const path of filesOf(payloadOf(os, item).tree)) files.remove(path);
  const names = new Set(packages.map(({ name }) => name));
  writeInstalled(
    computer,
    installedPackages(computer).filter(({ name }) => !names.has(name)),
  );
}

/** Every file and link of a package, by path. */
export function filesOf(tree: DirectoryNode, prefix = ''): string[] {
  return Object.entries(tree.entries).flatMap(([name, node]) =>
    node.kind === 'directory' ? filesOf(node, `${prefix}/${name}`) : [`${prefix}/${name}`],
  );
}
