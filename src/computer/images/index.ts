// The disks that machines begin with: instances of three systems, a developer's laptop, CodeBuild's containers.
// Each is one immutable tree, made once and shared by every machine of that image.
import { assert } from '../../lib/assert.ts';
import type { DirectoryNode, DiskNode } from '../disk/node.ts';
import type { Account, OsName } from '../model.ts';
import { CATALOGUE } from '../system/packages/catalogue.ts';
import { databasePath, databaseText } from '../system/packages/database.ts';
import { imageAccounts, laptopAccounts } from './accounts.ts';
import { devicesAndProc, etcOf } from './etc.ts';
import {
  ADMIN_PROGRAMS,
  basePrograms,
  BUILD_GHOSTS,
  BUILD_PROGRAMS,
  INSTANCE_GHOSTS,
  INSTANCE_PROGRAMS,
  LAPTOP_PROGRAMS,
  SYSTEM_PROGRAMS,
  SYSTEMD_PROGRAMS,
} from './programs.ts';
import { programFiles, treeOf, IMAGE_TIME, type Spec } from './tree.ts';

export { imageAccounts, laptopAccounts } from './accounts.ts';
export { programFile } from './tree.ts';

/** What a machine begins with. */
export interface Image {
  readonly name: string;
  readonly os: OsName;
  readonly accounts: readonly Account[];
  readonly root: DirectoryNode;
}

interface ImageSpec {
  readonly os: OsName;
  readonly kind: 'instance' | 'laptop' | 'build';
}

const AL2023_BUILD: ImageSpec = { os: 'amazon-linux-2023', kind: 'build' };
const AL2_BUILD: ImageSpec = { os: 'amazon-linux-2', kind: 'build' };
const UBUNTU_BUILD: ImageSpec = { os: 'ubuntu', kind: 'build' };

/** Every image, by the name that EC2, CodeBuild or a scenario gives it. */
export const IMAGES: Readonly<Record<string, ImageSpec>> = {
  'amazon-linux-2023': { os: 'amazon-linux-2023', kind: 'instance' },
  'amazon-linux-2': { os: 'amazon-linux-2', kind: 'instance' },
  ubuntu: { os: 'ubuntu', kind: 'instance' },
  laptop: { os: 'ubuntu', kind: 'laptop' },
  'aws/codebuild/amazonlinux-x86_64-standard:5.0': AL2023_BUILD,
  'aws/codebuild/amazonlinux-x86_64-standard:6.0': AL2023_BUILD,
  'aws/codebuild/amazonlinux2-x86_64-standard:5.0': AL2023_BUILD,
  'aws/codebuild/amazonlinux2023-x86_64-standard:5.0': AL2023_BUILD,
  'aws/codebuild/amazonlinux2-x86_64-standard:4.0': AL2_BUILD,
  'aws/codebuild/standard:5.0': UBUNTU_BUILD,
  'aws/codebuild/standard:6.0': UBUNTU_BUILD,
  'aws/codebuild/standard:7.0': UBUNTU_BUILD,
  'aws/codebuild/standard:8.0': UBUNTU_BUILD,
};

/** The image named `name`, or undefined when nobody knows it. The same object each time. */
export function buildImage(name: string): Image | undefined {
  const spec = Object.hasOwn(IMAGES, name) ? IMAGES[name] : undefined;
  if (!spec) return undefined;
  const known = built.get(name);
  if (known) return known;
  const accounts = spec.kind === 'laptop' ? laptopAccounts() : imageAccounts(spec.os);
  const image = { name, os: spec.os, accounts, root: treeOf(specsOf(spec, accounts)) };
  built.set(name, image);
  return image;
}

// Trees are pure; the list of images bounds this.
const built = new Map<string, Image>();

const SBIN = new Set(['lsof', 'service', ...ADMIN_PROGRAMS]);

function specsOf({ os, kind }: ImageSpec, accounts: readonly Account[]): Record<string, Spec> {
  const ghosts = kind === 'build' ? BUILD_GHOSTS : kind === 'instance' ? INSTANCE_GHOSTS[os] : [];
  const own = kind === 'build' ? buildPrograms(os) : kind === 'laptop' ? LAPTOP_PROGRAMS : INSTANCE_PROGRAMS[os];
  const names = [...new Set([...basePrograms(), ...SYSTEM_PROGRAMS, ...own, ...ghosts, 'bash', 'dash'])];
  return {
    ...folders(kind),
    ...programFiles(names.filter((name) => !SBIN.has(name) && (name !== 'dash' || os === 'ubuntu'))),
    ...programFiles(
      [
        ...ADMIN_PROGRAMS,
        ...(os === 'ubuntu' ? ['update-rc.d', 'adduser', 'addgroup'] : []),
        'service',
        ...own.filter((name) => SBIN.has(name)),
      ],
      '/usr/sbin',
    ),
    ...(os === 'ubuntu' ? {} : { '/usr/sbin/adduser': { link: 'useradd' } }),
    ...(kind === 'build' && os !== 'ubuntu' ? {} : programFiles(SYSTEMD_PROGRAMS)),
    '/usr/bin/sh': { link: os === 'ubuntu' ? 'dash' : 'bash' },
    ...Object.fromEntries(['bin', 'sbin', 'lib'].map((name) => [`/${name}`, { link: `usr/${name}` }])),
    ...etcOf(os, accounts),
    ...devicesAndProc(os),
    ...homes(accounts),
    ...packages(os, [...names, ...SYSTEMD_PROGRAMS]),
    ...(kind === 'build' ? buildFolders() : {}),
  };
}

const buildPrograms = (os: OsName): readonly string[] => [
  ...BUILD_PROGRAMS,
  ...(os === 'ubuntu'
    ? ['apt', 'apt-get', 'dpkg', 'lsb_release', 'add-apt-repository']
    : os === 'amazon-linux-2'
      ? ['yum', 'rpm', 'amazon-linux-extras']
      : ['yum', 'dnf', 'rpm']),
];

function folders(kind: ImageSpec['kind']): Record<string, Spec> {
  const plain = [
    '/usr/lib/systemd/system',
    '/usr/local/bin',
    '/usr/local/sbin',
    '/usr/local/lib',
    '/usr/share',
    '/opt',
    '/mnt',
    '/media',
    '/srv',
    '/run',
    '/boot',
    '/var/lib',
    '/var/cache',
    '/var/spool',
    '/var/opt',
    '/home',
  ];
  return {
    ...Object.fromEntries(plain.map((path) => [path, { folder: true } as const])),
    '/tmp': { folder: true, mode: 0o1777 },
    '/var/tmp': { folder: true, mode: 0o1777 },
    '/var/log': { folder: true },
    '/var/run': { link: '../run' },
    '/var/log/messages': { text: '', mode: 0o600 },
    ...(kind === 'instance' ? { '/var/log/cloud-init-output.log': '' } : {}),
  };
}

function homes(accounts: readonly Account[]): Record<string, Spec> {
  const people = accounts.filter(({ uid }) => uid === 0 || (uid >= 1000 && uid < 60_000));
  return Object.fromEntries(
    people.flatMap(({ name, home, groups, uid }) => {
      const owned = { owner: name, group: groups[0]! };
      return [
        [home, { folder: true, mode: uid === 0 ? 0o550 : 0o750, ...owned }],
        [`${home}/.bashrc`, { text: '# Read by interactive shells.\n', ...owned }],
        [`${home}/.profile`, { text: '# Read by login shells.\n', ...owned }],
      ] as const;
    }),
  );
}

const buildFolders = (): Record<string, Spec> => ({
  '/codebuild': { folder: true },
  '/codebuild/readonly': { folder: true },
  '/codebuild/output': { folder: true },
  '/root/.npm': { folder: true },
});

/** The list of installed packages: those that bring what the image has, and those that a system is made of. */
function packages(os: OsName, names: readonly string[]): Record<string, Spec> {
  const present = new Set(names);
  const core = [
    'glibc',
    'coreutils',
    'util-linux',
    'openssh-server',
    'chrony',
    'curl-minimal',
    'awscli-2',
    'ca-certificates',
    'apt-transport-https',
  ];
  const optional =
    /^(nodejs|npm|ruby|python3\.1|php|mysql|mariadb|composer|yarn|default-|openjdk|java|golang|dotnet|aspnetcore|build-essential|netcat$|ruby-full|libapache|docker|maven|gcc|postgresql|python-is|git-core|curl$|awscli$|procps$|sam)/;
  const list = [...CATALOGUE[os].values()].filter(({ name, programs, ghosts }) => {
    if (core.includes(name)) return true;
    const brought = [...programs, ...ghosts];
    const keep =
      !optional.test(name) ||
      ((name === 'curl' || name === 'awscli' || name === 'procps') && os !== 'amazon-linux-2023');
    return keep && brought.length > 0 && brought.every((program) => present.has(program));
  });
  const repository = os === 'ubuntu' ? 'jammy,now' : '@System';
  const rows = list
    .map(({ name, version }) => ({ name, version, repository }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { [databasePath(os)]: databaseText(rows) };
}

/** `root` with homes for the accounts that have none yet. */
export function withHomes(root: DirectoryNode, accounts: readonly Account[]): DirectoryNode {
  const home = root.entries.home;
  assert(home?.kind === 'directory', 'an image without /home');
  const homes: Record<string, DiskNode> = { ...home.entries };
  for (const { name, home: path, groups } of accounts) {
    if (path !== `/home/${name}` || homes[name]) continue;
    const owned = { owner: name, group: groups[0] ?? name, mtimeMs: IMAGE_TIME, mtimeNs: 0 };
    homes[name] = { kind: 'directory', mode: 0o700, ...owned, entries: {} };
  }
  return { ...root, entries: { ...root.entries, home: { ...home, entries: homes } } };
}
