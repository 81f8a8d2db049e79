// Accounts and groups of a machine: /etc/passwd and /etc/group are kept in step with what the world knows.
import { passwdLine } from '../../images/accounts.ts';
import type { Computer } from '../../computer.ts';
import { FsError } from '../../disk/errors.ts';
import type { Account } from '../../model.ts';

/** A line of /etc/group. */
export interface GroupEntry {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

const PASSWD = '/etc/passwd';
const GROUP = '/etc/group';

function textOf(computer: Computer, path: string): string {
  try {
    return computer.files().readText(path);
  } catch (error) {
    if (error instanceof FsError) return '';
    throw error;
  }
}

/** The groups that /etc/group lists; groups that accounts name but the file does not are added at the end. */
export function groupsOf(computer: Computer): GroupEntry[] {
  const listed = textOf(computer, GROUP)
    .split('\n')
    .filter((line) => line.includes(':'))
    .map((line): GroupEntry => {
      const [name = '', , gid = '', members = ''] = line.split(':');
      return { name, gid: Number(gid), members: members.split(',').filter(Boolean) };
    });
  const names = new Set(listed.map(({ name }) => name));
  for (const { groups, uid } of computer.record.accounts) {
    for (const [i, name] of groups.entries()) {
      if (names.has(name)) continue;
      names.add(name);
      listed.push({ name, gid: i === 0 ? uid : 20_000 + names.size, members: [] });
    }
  }
  return listed;
}

/** The number of a group; undefined when there is none. */
export const groupId = (computer: Computer, name: string): number | undefined =>
  groupsOf(computer).find((group) => group.name === name)?.gid;

function writeGroups(computer: Computer, groups: readonly GroupEntry[]): void {
  const { accounts } = computer.record;
  const lines = groups.map(({ name, gid }) => {
    const members = accounts.filter((account) => account.groups.indexOf(name) > 0).map((account) => account.name);
    return `${name}:x:${gid}:${members.join(',')}\n`;
  });
  computer.files().writeFile(GROUP, lines.join(''));
}

function writePasswd(computer: Computer): void {
  const groups = groupsOf(computer);
  const gid = ({ groups: own, uid }: Account): number => groups.find(({ name }) => name === own[0])?.gid ?? uid;
  computer
    .files()
    .writeFile(PASSWD, computer.record.accounts.map((account) => passwdLine(account, gid(account))).join(''));
}

/** Adds an account, or changes the one of that name, in the world and in its files; groups of its own are made. */
export function putAccount(computer: Computer, account: Account): void {
  computer.putAccount(account);
  const groups = groupsOf(computer);
  writeGroups(computer, groups);
  writePasswd(computer);
}

/** Takes an account away, with its own group. */
export function removeAccount(computer: Computer, name: string): void {
  const groups = groupsOf(computer).filter((group) => group.name !== name);
  computer.change({ accounts: computer.record.accounts.filter((account) => account.name !== name) });
  writeGroups(computer, groups);
  writePasswd(computer);
}

/** Adds a group; gives its number. */
export function addGroup(computer: Computer, name: string, gid?: number, system = false): number {
  const groups = groupsOf(computer);
  const used = new Set(groups.map((group) => group.gid));
  let free = gid ?? (system ? 999 : 1000);
  while (gid === undefined && used.has(free)) free += system ? -1 : 1;
  writeGroups(computer, [...groups, { name, gid: free, members: [] }]);
  return free;
}

/** Takes a group away, and every account out of it. */
export function removeGroup(computer: Computer, name: string): void {
  const groups = groupsOf(computer).filter((group) => group.name !== name);
  const accounts = computer.record.accounts.map((account) => ({
    ...account,
    groups: account.groups.filter((group) => group !== name),
  }));
  computer.change({ accounts });
  writeGroups(computer, groups);
}

/** A user number that nobody has: from 1000 up for people, from 999 down for services. */
export function freeUid({ record }: Computer, system = false): number {
  const used = new Set(record.accounts.map(({ uid }) => uid));
  let uid = system ? 999 : 1000;
  while (used.has(uid)) uid += system ? -1 : 1;
  return uid;
}
