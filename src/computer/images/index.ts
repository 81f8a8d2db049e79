// Disks that machines begin with. A tree is made once and shared by every machine of its image.
import { toBytes } from '../../lib/bytes.ts';
import { assert } from '../../lib/assert.ts';
import type { DirectoryNode, DiskNode } from '../disk/node.ts';
import { buildTree, type TreeEntry } from '../disk/tree.ts';
import type { Account, OsName } from '../model.ts';
import { PROGRAM_MAGIC } from '../process.ts';
import { IMAGES, type ImageSpec } from './programs.ts';

export { IMAGES } from './programs.ts';

/** When the images were made; nothing depends on it but what `ls -l` shows. */
const MADE_AT = Date.UTC(2025, 9, 1);

const RELEASES: Readonly<Record<OsName, string>> = {
  'amazon-linux-2023':
    'NAME="Amazon Linux"\nVERSION="2023"\nID="amzn"\nID_LIKE="fedora"\nVERSION_ID="2023"\nPLATFORM_ID="platform:al2023"\nPRETTY_NAME="Amazon Linux 2023"\n',
  'amazon-linux-2':
    'NAME="Amazon Linux"\nVERSION="2"\nID="amzn"\nID_LIKE="centos rhel fedora"\nVERSION_ID="2"\nPRETTY_NAME="Amazon Linux 2"\n',
  ubuntu:
    'PRETTY_NAME="Ubuntu 22.04.5 LTS"\nNAME="Ubuntu"\nVERSION_ID="22.04"\nVERSION="22.04.5 LTS (Jammy Jellyfish)"\nVERSION_CODENAME=jammy\nID=ubuntu\nID_LIKE=debian\n',
};

/** The file that stands for a program on a disk. */
export const programFile = (name: string): Uint8Array => toBytes(`${PROGRAM_MAGIC}${name}\n`);

/** A disk to begin with. */
export interface Image {
  readonly os: OsName;
  readonly root: DirectoryNode;
}

// Pure in their name: one tree serves all worlds.
const built = new Map<string, Image>();

/** The image `name`, e.g. `amazon-linux-2023` or `aws/codebuild/standard:7.0`; undefined when there is none. */
export function buildImage(name: string): Image | undefined {
  const known = built.get(name);
  if (known) return known;
  const spec = Object.hasOwn(IMAGES, name) ? IMAGES[name] : undefined;
  if (!spec) return undefined;
  const root = withHomes(
    withDevices(buildTree(entriesOf(spec), { mtimeMs: MADE_AT })),
    spec.user ? imageAccounts(spec.os) : [],
  );
  const image: Image = { os: spec.os, root };
  built.set(name, image);
  return image;
}

const USERS: Readonly<Record<OsName, string>> = {
  'amazon-linux-2023': 'ec2-user',
  'amazon-linux-2': 'ec2-user',
  ubuntu: 'ubuntu',
};

/** The accounts of a fresh instance of a system: root, and the user that AWS's images come with. */
export function imageAccounts(os: OsName): Account[] {
  const name = USERS[os];
  const group = os === 'ubuntu' ? 'sudo' : 'wheel';
  return [
    { name: 'root', uid: 0, groups: ['root'], home: '/root', shell: '/bin/bash', sudo: true },
    { name, uid: 1000, groups: [name, 'adm', group], home: `/home/${name}`, shell: '/bin/bash', sudo: true },
  ];
}

function entriesOf(spec: ImageSpec): TreeEntry[] {
  const file = (path: string, text: string | Uint8Array, mode = 0o644): TreeEntry => ({
    path,
    data: toBytes(text),
    mode: 0o100000 | mode,
  });
  const folder = (path: string, mode = 0o755): TreeEntry => ({ path, data: new Uint8Array(0), mode: 0o40000 | mode });
  const link = (path: string, target: string): TreeEntry => ({ path, data: toBytes(target), mode: 0o120777 });
  const folders = [
    'boot',
    'etc',
    'home',
    'media',
    'mnt',
    'opt',
    'run',
    'srv',
    'sys',
    'usr/bin',
    'usr/lib/systemd/system',
    'usr/local/bin',
    'usr/local/lib',
    'usr/sbin',
    'usr/share',
    'etc/systemd/system',
    'var/lib',
    'var/log',
    'var/tmp',
  ];
  return [
    ...folders.map((path) => folder(path)),
    folder('root', 0o700),
    folder('tmp', 0o1777),
    folder('var/tmp', 0o1777),
    link('bin', 'usr/bin'),
    link('sbin', 'usr/sbin'),
    link('lib', 'usr/lib'),
    ...[...new Set(spec.programs)].map((name) => file(`usr/bin/${name}`, programFile(name), 0o755)),
    link('usr/bin/sh', spec.sh),
    file('etc/os-release', RELEASES[spec.os]),
    file('etc/hosts', '127.0.0.1   localhost localhost.localdomain\n::1         localhost6 localhost6.localdomain6\n'),
    file('etc/resolv.conf', 'nameserver 10.0.0.2\n'),
    file('etc/shells', '/bin/sh\n/bin/bash\n'),
    file('etc/passwd', passwd(spec)),
    file('etc/group', group(spec)),
    ...(spec.os === 'ubuntu'
      ? []
      : [
          file(
            'etc/system-release',
            spec.os === 'amazon-linux-2'
              ? 'Amazon Linux release 2 (Karoo)\n'
              : 'Amazon Linux release 2023 (Amazon Linux)\n',
          ),
        ]),
    file(
      'proc/cpuinfo',
      'processor\t: 0\nmodel name\t: Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz\n\nprocessor\t: 1\nmodel name\t: Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz\n',
    ),
    file('proc/meminfo', 'MemTotal:         952420 kB\nMemFree:          312876 kB\nMemAvailable:     614284 kB\n'),
    file('proc/version', 'Linux version 6.1.155-176.282.amzn2023.x86_64\n'),
  ];
}

const passwd = ({ user }: ImageSpec): string =>
  `root:x:0:0:root:/root:/bin/bash\nbin:x:1:1:bin:/bin:/sbin/nologin\ndaemon:x:2:2:daemon:/sbin:/sbin/nologin\nnobody:x:65534:65534:Nobody:/:/sbin/nologin\n${user ? `${user}:x:1000:1000::/home/${user}:/bin/bash\n` : ''}`;

const group = ({ user, os }: ImageSpec): string =>
  `root:x:0:\n${os === 'ubuntu' ? 'sudo:x:27' : 'wheel:x:10'}:${user ?? ''}\n${user ? `${user}:x:1000:\n` : ''}`;

/** Devices are nothing that archives know; they are put in by hand. Users' homes belong to them. */
function withDevices(root: DirectoryNode): DirectoryNode {
  const meta = { owner: 'root', group: 'root', mtimeMs: MADE_AT, mtimeNs: 0 };
  const device = (kind: 'null' | 'zero' | 'random' | 'tty' | 'full'): DiskNode => ({
    kind: 'device',
    mode: 0o666,
    ...meta,
    device: kind,
  });
  const entries = {
    null: device('null'),
    zero: device('zero'),
    random: device('random'),
    urandom: device('random'),
    tty: device('tty'),
    full: device('full'),
  };
  return { ...root, entries: { ...root.entries, dev: { kind: 'directory', mode: 0o755, ...meta, entries } } };
}

/** `root` with homes for the accounts that have none yet. */
export function withHomes(root: DirectoryNode, accounts: readonly Account[]): DirectoryNode {
  const home = root.entries.home;
  assert(home?.kind === 'directory', 'an image without /home');
  const homes: Record<string, DiskNode> = { ...home.entries };
  for (const { name, home: path, groups } of accounts) {
    if (path !== `/home/${name}` || homes[name]) continue;
    homes[name] = {
      kind: 'directory',
      mode: 0o700,
      owner: name,
      group: groups[0] ?? name,
      mtimeMs: MADE_AT,
      mtimeNs: 0,
      entries: {},
    };
  }
  return { ...root, entries: { ...root.entries, home: { ...home, entries: homes } } };
}
