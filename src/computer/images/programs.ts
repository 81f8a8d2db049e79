// Which programs each image has, by the names of their program files.
import { corePrograms } from '../commands/index.ts';
import type { OsName } from '../model.ts';

/** Of the commands that every machine could have, those that come with packages of their own. */
const OPTIONAL = new Set(['bash', 'dash', 'jq', 'zip', 'unzip', 'tree', 'git', 'curl', 'wget']);

/** coreutils and their like: on every machine. */
export const basePrograms = (): string[] => Object.keys(corePrograms).filter((name) => !OPTIONAL.has(name));

/** Accounts, processes and system: on every machine. */
export const SYSTEM_PROGRAMS: readonly string[] = [
  'id',
  'whoami',
  'who',
  'w',
  'groups',
  'su',
  'sudo',
  'chown',
  'chgrp',
  'newgrp',
  'passwd',
  'hostname',
  'uname',
  'uptime',
  'nproc',
  'free',
  'df',
  'lscpu',
  'getent',
  'ps',
  'pgrep',
  'pkill',
  'kill',
  'pidof',
  'top',
  'nice',
  'setsid',
  'ss',
];

/** Programs of the administrator, in /usr/sbin. */
export const ADMIN_PROGRAMS: readonly string[] = ['useradd', 'usermod', 'userdel', 'groupadd', 'groupdel', 'visudo'];

/** Where systemd runs. */
export const SYSTEMD_PROGRAMS: readonly string[] = ['systemctl', 'journalctl', 'hostnamectl'];

/** What each system has besides, on an instance as AWS and Canonical publish it. */
export const INSTANCE_PROGRAMS: Readonly<Record<OsName, readonly string[]>> = {
  'amazon-linux-2023': [
    'jq',
    'curl',
    'wget',
    'zip',
    'unzip',
    'gpasswd',
    'lsof',
    'killall',
    'fuser',
    'netstat',
    'ping',
    'dig',
    'nslookup',
    'host',
    'aws',
    'yum',
    'dnf',
    'rpm',
    'chkconfig',
  ],
  'amazon-linux-2': [
    'curl',
    'wget',
    'zip',
    'unzip',
    'gpasswd',
    'lsof',
    'killall',
    'fuser',
    'netstat',
    'ping',
    'dig',
    'nslookup',
    'host',
    'aws',
    'yum',
    'rpm',
    'chkconfig',
    'amazon-linux-extras',
  ],
  ubuntu: [
    'curl',
    'wget',
    'git',
    'gpasswd',
    'lsof',
    'killall',
    'fuser',
    'ping',
    'dig',
    'nslookup',
    'host',
    'nc',
    'apt',
    'apt-get',
    'dpkg',
    'lsb_release',
    'add-apt-repository',
  ],
};

/** Programs that come with an instance and are not simulated. */
export const INSTANCE_GHOSTS: Readonly<Record<OsName, readonly string[]>> = {
  'amazon-linux-2023': ['python3', 'bc', 'openssl', 'rsync'],
  'amazon-linux-2': ['python', 'python3', 'bc', 'openssl', 'rsync'],
  ubuntu: ['python3', 'bc', 'openssl', 'rsync'],
};

/** What CodeBuild's images have: toolchains and clients. */
export const BUILD_PROGRAMS: readonly string[] = [
  'git',
  'curl',
  'wget',
  'jq',
  'zip',
  'unzip',
  'tree',
  'node',
  'npm',
  'npx',
  'aws',
  'lsof',
  'killall',
  'fuser',
  'netstat',
];
export const BUILD_GHOSTS: readonly string[] = [
  'python3',
  'python',
  'pip',
  'pip3',
  'java',
  'javac',
  'jar',
  'mvn',
  'gradle',
  'docker',
  'docker-compose',
  'go',
  'gofmt',
  'ruby',
  'gem',
  'bundle',
  'php',
  'composer',
  'dotnet',
  'gcc',
  'g++',
  'cc',
  'make',
  'yarn',
  'openssl',
  'gpg',
  'rsync',
  'bc',
  'sam',
];

/** What a developer has on the laptop. */
export const LAPTOP_PROGRAMS: readonly string[] = [
  'slipway',
  'git',
  'curl',
  'wget',
  'jq',
  'zip',
  'unzip',
  'tree',
  'node',
  'npm',
  'npx',
  'aws',
  'lsof',
  'killall',
  'fuser',
  'netstat',
  'nc',
  'ping',
  'dig',
  'nslookup',
  'apt',
  'apt-get',
  'dpkg',
  'lsb_release',
];
