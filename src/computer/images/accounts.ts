// The accounts that an operating system comes with, and their text in /etc/passwd and /etc/group.
import type { Account, OsName } from '../model.ts';

/** A group of an operating system's own. */
export interface Group {
  readonly name: string;
  readonly gid: number;
}

const system = (name: string, uid: number, home: string, group = name): Account => ({
  name,
  uid,
  groups: [group],
  home,
  shell: '/sbin/nologin',
  sudo: false,
});

const root: Account = { name: 'root', uid: 0, groups: ['root'], home: '/root', shell: '/bin/bash', sudo: true };

/** A person's account with sudo without a password, as cloud images give it. */
export const personAccount = (name: string, uid: number, groups: readonly string[]): Account => ({
  name,
  uid,
  groups: [name, ...groups],
  home: `/home/${name}`,
  shell: '/bin/bash',
  sudo: true,
});

const AMAZON: readonly Account[] = [
  root,
  system('bin', 1, '/bin'),
  system('daemon', 2, '/sbin'),
  system('adm', 3, '/var/adm'),
  system('mail', 8, '/var/spool/mail'),
  system('nobody', 65534, '/'),
  system('sshd', 74, '/usr/share/empty.sshd'),
  personAccount('ec2-user', 1000, ['adm', 'wheel', 'systemd-journal']),
];

const UBUNTU: readonly Account[] = [
  root,
  { ...system('daemon', 1, '/usr/sbin'), shell: '/usr/sbin/nologin' },
  { ...system('bin', 2, '/bin'), shell: '/usr/sbin/nologin' },
  { ...system('www-data', 33, '/var/www'), shell: '/usr/sbin/nologin' },
  { ...system('syslog', 107, '/home/syslog'), shell: '/usr/sbin/nologin' },
  { ...system('nobody', 65534, '/nonexistent', 'nogroup'), shell: '/usr/sbin/nologin' },
  { ...system('sshd', 106, '/run/sshd', 'nogroup'), shell: '/usr/sbin/nologin' },
  personAccount('ubuntu', 1000, ['adm', 'dialout', 'cdrom', 'sudo', 'audio', 'dip', 'video', 'plugdev', 'lxd']),
];

/** The accounts of a fresh instance or container: Amazon's have ec2-user, Canonical's ubuntu. */
export const imageAccounts = (os: OsName): readonly Account[] => (os === 'ubuntu' ? UBUNTU : AMAZON);

/** The accounts of a developer's laptop. */
export const laptopAccounts = (user = 'alice'): readonly Account[] => [
  ...UBUNTU.filter(({ name }) => name !== 'ubuntu'),
  personAccount(user, 1000, ['adm', 'sudo']),
];

const AMAZON_GROUPS: Readonly<Record<string, number>> = {
  root: 0,
  bin: 1,
  daemon: 2,
  sys: 3,
  adm: 4,
  tty: 5,
  disk: 6,
  mail: 12,
  wheel: 10,
  users: 100,
  utmp: 22,
  'systemd-journal': 190,
  sshd: 74,
  nobody: 65534,
  nogroup: 65533,
};
const UBUNTU_GROUPS: Readonly<Record<string, number>> = {
  root: 0,
  daemon: 1,
  bin: 2,
  sys: 3,
  adm: 4,
  tty: 5,
  disk: 6,
  mail: 8,
  dialout: 20,
  cdrom: 24,
  sudo: 27,
  audio: 29,
  dip: 30,
  'www-data': 33,
  staff: 50,
  video: 44,
  plugdev: 46,
  users: 100,
  nogroup: 65534,
  'systemd-journal': 101,
  syslog: 111,
  lxd: 118,
};

/** The groups of a fresh machine: the system's, and one for each person. */
export function imageGroups(os: OsName, accounts: readonly Account[]): Group[] {
  const known = os === 'ubuntu' ? UBUNTU_GROUPS : AMAZON_GROUPS;
  const people = accounts.filter(({ uid, name }) => uid >= 1000 && uid < 60_000 && known[name] === undefined);
  return [
    ...Object.entries(known).map(([name, gid]) => ({ name, gid })),
    ...people.map(({ name, uid }) => ({ name, gid: uid })),
  ];
}

/** One line of /etc/passwd. */
export const passwdLine = ({ name, uid, home, shell }: Account, gid: number): string =>
  `${name}:x:${uid}:${gid}:${uid === 0 ? 'root' : ''}:${home}:${shell}\n`;

/** The text of /etc/passwd. */
export const passwdText = (accounts: readonly Account[], groups: readonly Group[]): string =>
  accounts
    .map((account) => passwdLine(account, groups.find(({ name }) => name === account.groups[0])?.gid ?? account.uid))
    .join('');

/** The text of /etc/group: members are those whose primary group it is not. */
export const groupText = (accounts: readonly Account[], groups: readonly Group[]): string =>
  groups
    .map(({ name, gid }) => {
      const members = accounts.filter((account) => account.groups.indexOf(name) > 0).map((account) => account.name);
      return `${name}:x:${gid}:${members.join(',')}\n`;
    })
    .join('');
