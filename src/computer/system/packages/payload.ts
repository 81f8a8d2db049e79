// What a package puts on the disk, as a tree that all machines share; and the accounts and services that come with it.
import type { DirectoryNode } from '../../disk/node.ts';
import { programFile, treeOf, type Spec } from '../../images/tree.ts';
import type { Account, OsName } from '../../model.ts';
import { APACHE2_FILES, HTTPD_FILES } from './apachePayload.ts';
import type { PackageDef } from './catalogue.ts';
import { nginxFiles } from './nginxPayload.ts';

/** A package with what installing it does. */
export interface Payload {
  readonly tree: DirectoryNode;
  readonly accounts: readonly Account[];
  /** Units that Ubuntu starts and enables as soon as they are installed. */
  readonly units: readonly string[];
}

const daemonUnit = (name: string, { summary }: PackageDef, daemon: string): string =>
  `[Unit]\nDescription=${summary}\nAfter=network.target\n\n[Service]\nType=notify\nExecStart=/usr/sbin/${daemon}\nRestart=on-failure\n\n[Install]\nWantedBy=multi-user.target\n`;

const AGENT_UNIT = `[Unit]
Description=AWS CodeDeploy Host Agent

[Service]
Type=forking
ExecStart=/opt/codedeploy-agent/bin/codedeploy-agent start
ExecStop=/opt/codedeploy-agent/bin/codedeploy-agent stop
RemainAfterExit=no

[Install]
WantedBy=multi-user.target
`;

const AGENT_FILES: Readonly<Record<string, Spec>> = {
  '/opt/codedeploy-agent/bin/codedeploy-agent': programFile('codedeploy-agent'),
  '/opt/codedeploy-agent/.version': 'agent_version: OFFICIAL_1.8.0-12_rpm\n',
  '/opt/codedeploy-agent/deployment-root': { folder: true },
  '/etc/codedeploy-agent/conf/codedeployagent.yml':
    "---\n:log_aws_wire: false\n:log_dir: '/var/log/aws/codedeploy-agent/'\n:pid_dir: '/opt/codedeploy-agent/state/.pid/'\n:program_name: codedeploy-agent\n:root_dir: '/opt/codedeploy-agent/deployment-root'\n:verbose: false\n:wait_between_runs: 1\n:proxy_uri:\n:max_revisions: 5\n",
  '/usr/lib/systemd/system/codedeploy-agent.service': AGENT_UNIT,
  '/var/log/aws/codedeploy-agent': { folder: true },
};

const account = (name: string, uid: number, home: string): Account => ({
  name,
  uid,
  groups: [name],
  home,
  shell: '/sbin/nologin',
  sudo: false,
});

const ACCOUNTS: Readonly<Record<string, readonly Account[]>> = {
  httpd: [account('apache', 48, '/usr/share/httpd')],
  nginx: [account('nginx', 992, '/var/lib/nginx')],
};

const UNITS: Readonly<Record<string, string>> = {
  httpd: 'httpd.service',
  apache2: 'apache2.service',
  nginx: 'nginx.service',
  'codedeploy-agent': 'codedeploy-agent.service',
};

function specsOf(os: OsName, item: PackageDef): Record<string, Spec> {
  const specs: Record<string, Spec> = {};
  for (const name of [...item.programs, ...item.ghosts])
    specs[`/usr/bin/${name}`] = programFile(name === 'nodejs' ? 'node' : name);
  for (const [unit, daemon] of Object.entries(item.daemons)) {
    specs[`/usr/sbin/${daemon}`] = programFile(daemon);
    specs[`/usr/lib/systemd/system/${unit}.service`] = daemonUnit(unit, item, daemon);
  }
  if (item.name === 'httpd') Object.assign(specs, HTTPD_FILES);
  if (item.name === 'apache2') Object.assign(specs, APACHE2_FILES);
  if (item.name === 'nginx') Object.assign(specs, nginxFiles(os));
  if (item.name === 'codedeploy-agent') Object.assign(specs, AGENT_FILES);
  return specs;
}

/** What installing `item` does on `os`; the same tree each time. */
export function payloadOf(os: OsName, item: PackageDef): Payload {
  const key = `${os}/${item.name}`;
  const known = payloads.get(key);
  if (known) return known;
  const own = os === 'ubuntu' ? [] : (ACCOUNTS[item.name] ?? []);
  const units = [
    ...Object.keys(item.daemons).map((unit) => `${unit}.service`),
    ...(UNITS[item.name] ? [UNITS[item.name]!] : []),
  ];
  const payload = { tree: treeOf(specsOf(os, item)), accounts: own, units };
  payloads.set(key, payload);
  return payload;
}

// The catalogue never changes, and bounds this.
const payloads = new Map<string, Payload>();
