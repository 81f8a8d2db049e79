// What /etc, /dev and /proc say on each operating system.
import type { OsName } from '../model.ts';
import { groupText, imageGroups, passwdText } from './accounts.ts';
import type { Account } from '../model.ts';
import type { Spec } from './tree.ts';

const OS_RELEASE: Readonly<Record<OsName, readonly (readonly [string, string])[]>> = {
  'amazon-linux-2023': [
    ['NAME', '"Amazon Linux"'],
    ['VERSION', '"2023"'],
    ['ID', '"amzn"'],
    ['ID_LIKE', '"fedora"'],
    ['VERSION_ID', '"2023"'],
    ['PLATFORM_ID', '"platform:al2023"'],
    ['PRETTY_NAME', '"Amazon Linux 2023.9.20251014"'],
    ['ANSI_COLOR', '"0;33"'],
    ['CPE_NAME', '"cpe:2.3:o:amazon:amazon_linux:2023"'],
    ['HOME_URL', '"https://aws.amazon.com/linux/amazon-linux-2023/"'],
    ['SUPPORT_END', '"2029-06-30"'],
  ],
  'amazon-linux-2': [
    ['NAME', '"Amazon Linux"'],
    ['VERSION', '"2"'],
    ['ID', '"amzn"'],
    ['ID_LIKE', '"centos rhel fedora"'],
    ['VERSION_ID', '"2"'],
    ['PRETTY_NAME', '"Amazon Linux 2"'],
    ['ANSI_COLOR', '"0;33"'],
    ['CPE_NAME', '"cpe:2.3:o:amazon:amazon_linux:2"'],
    ['HOME_URL', '"https://amazonlinux.com/"'],
    ['SUPPORT_END', '"2026-06-30"'],
  ],
  ubuntu: [
    ['PRETTY_NAME', '"Ubuntu 22.04.5 LTS"'],
    ['NAME', '"Ubuntu"'],
    ['VERSION_ID', '"22.04"'],
    ['VERSION', '"22.04.5 LTS (Jammy Jellyfish)"'],
    ['VERSION_CODENAME', 'jammy'],
    ['ID', 'ubuntu'],
    ['ID_LIKE', 'debian'],
    ['HOME_URL', '"https://www.ubuntu.com/"'],
    ['UBUNTU_CODENAME', 'jammy'],
  ],
};

/** Release of the Linux kernel, as `uname -r` tells it. */
export const KERNEL_RELEASE: Readonly<Record<OsName, string>> = {
  'amazon-linux-2023': '6.1.155-176.282.amzn2023.x86_64',
  'amazon-linux-2': '4.14.355-280.695.amzn2.x86_64',
  ubuntu: '6.8.0-1039-aws',
};

/** Version of the Linux kernel, as `uname -v` tells it. */
export const KERNEL_VERSION: Readonly<Record<OsName, string>> = {
  'amazon-linux-2023': '#1 SMP PREEMPT_DYNAMIC Tue Sep 30 07:12:12 UTC 2025',
  'amazon-linux-2': '#1 SMP Thu Aug 21 20:24:13 UTC 2025',
  ubuntu: '#41~22.04.1-Ubuntu SMP Wed Aug 27 09:10:49 UTC 2025',
};

const releaseFile = (os: OsName): Record<string, Spec> =>
  os === 'ubuntu'
    ? {
        '/etc/lsb-release':
          'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=22.04\nDISTRIB_CODENAME=jammy\nDISTRIB_DESCRIPTION="Ubuntu 22.04.5 LTS"\n',
        '/etc/debian_version': 'bookworm/sid\n',
        '/etc/issue': 'Ubuntu 22.04.5 LTS \\n \\l\n\n',
      }
    : {
        '/etc/system-release': `Amazon Linux release ${os === 'amazon-linux-2' ? '2 (Karoo)' : '2023.9.20251014 (Amazon Linux)'}\n`,
      };

/** Processors and memory of the machines: a t3.micro's. */
export const PROCESSORS = 2;
export const MEMORY_KIB = 953_440;

const processor = (number: number): string =>
  [
    `processor\t: ${number}`,
    'vendor_id\t: GenuineIntel',
    'cpu family\t: 6',
    'model name\t: Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz',
    'cpu MHz\t\t: 2499.998',
    'cpu cores\t: 1',
    '',
    '',
  ].join('\n');

function sudoers(os: OsName, accounts: readonly Account[]): Record<string, Spec> {
  const admin = os === 'ubuntu' ? '%sudo ALL=(ALL:ALL) ALL' : '%wheel ALL=(ALL) ALL';
  const people = accounts.filter(({ sudo, uid }) => sudo && uid > 0);
  const lines = people.map(({ name }) => `${name} ALL=(ALL) NOPASSWD:ALL\n`).join('');
  return {
    '/etc/sudoers': {
      text: `Defaults env_reset\nroot ALL=(ALL:ALL) ALL\n${admin}\n@includedir /etc/sudoers.d\n`,
      mode: 0o440,
    },
    '/etc/sudoers.d': { folder: true, mode: 0o750 },
    '/etc/sudoers.d/90-cloud-init-users': { text: lines, mode: 0o440 },
  };
}

/** /etc of a fresh machine. */
export function etcOf(os: OsName, accounts: readonly Account[]): Record<string, Spec> {
  const groups = imageGroups(os, accounts);
  return {
    '/etc/os-release': OS_RELEASE[os].map(([name, value]) => `${name}=${value}\n`).join(''),
    ...releaseFile(os),
    '/etc/passwd': passwdText(accounts, groups),
    '/etc/group': groupText(accounts, groups),
    '/etc/shadow': { text: accounts.map(({ name }) => `${name}:!!:20000:0:99999:7:::\n`).join(''), mode: 0o000 },
    '/etc/hosts':
      '127.0.0.1   localhost localhost.localdomain localhost4 localhost4.localdomain4\n::1         localhost6 localhost6.localdomain6\n',
    '/etc/hostname': 'localhost\n',
    '/etc/resolv.conf': 'search ec2.internal\nnameserver 10.0.0.2\n',
    '/etc/shells':
      os === 'ubuntu'
        ? '/bin/sh\n/bin/bash\n/usr/bin/bash\n/bin/dash\n'
        : '/bin/sh\n/bin/bash\n/usr/bin/sh\n/usr/bin/bash\n',
    '/etc/profile': '# System-wide start-up of login shells.\n',
    '/etc/profile.d': { folder: true },
    '/etc/environment': os === 'ubuntu' ? 'PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"\n' : '',
    '/etc/fstab': 'UUID=5f4a1c86-5a0c-4f5c-9d0b-0d3bf3c1a2e7 / ext4 defaults 1 1\n',
    '/etc/cron.d': { folder: true },
    '/etc/systemd/system': { folder: true },
    ...sudoers(os, accounts),
  };
}

/** Device files, and the few files of /proc that scripts read. */
export function devicesAndProc(os: OsName): Record<string, Spec> {
  return {
    '/dev/null': { device: 'null' },
    '/dev/zero': { device: 'zero' },
    '/dev/random': { device: 'random' },
    '/dev/urandom': { device: 'random' },
    '/dev/full': { device: 'full' },
    '/dev/tty': { device: 'tty', group: 'tty' },
    '/dev/shm': { folder: true, mode: 0o1777 },
    '/dev/stdin': { link: '/proc/self/fd/0' },
    '/dev/stdout': { link: '/proc/self/fd/1' },
    '/dev/stderr': { link: '/proc/self/fd/2' },
    '/dev/fd': { link: '/proc/self/fd' },
    '/proc/cpuinfo': { text: Array.from({ length: PROCESSORS }, (_, i) => processor(i)).join(''), mode: 0o444 },
    '/proc/meminfo': {
      text: `MemTotal:         ${MEMORY_KIB} kB\nMemFree:          415288 kB\nMemAvailable:     641720 kB\nSwapTotal:             0 kB\nSwapFree:              0 kB\n`,
      mode: 0o444,
    },
    '/proc/version': { text: `Linux version ${KERNEL_RELEASE[os]} (gcc) ${KERNEL_VERSION[os]}\n`, mode: 0o444 },
    '/proc/uptime': { text: '60.00 110.00\n', mode: 0o444 },
    '/proc/loadavg': { text: '0.00 0.01 0.00 1/102 2048\n', mode: 0o444 },
    '/sys/class': { folder: true },
  };
}
