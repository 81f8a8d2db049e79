// Apache: httpd on Amazon Linux, apache2 on Ubuntu, apachectl, a2ensite and its kin.
import type { Computer } from '../../computer.ts';
import { FsError } from '../../disk/errors.ts';
import { basename } from '../../disk/path.ts';
import type { Outcome, Program, ProgramContext } from '../../program.ts';
import { apacheConfig, type ApacheConfig } from './apacheConfig.ts';
import { residentOf, runningPid, serveInBackground, takenPorts, type Reload } from './resident.ts';
import { ConfigError, portsOf, type WebData } from './site.ts';

/** Where a distribution keeps Apache's things. */
interface Layout {
  readonly name: 'httpd' | 'apache2';
  readonly program: string;
  readonly root: string;
  readonly config: string;
  readonly server: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly unit: string;
}

const AMAZON: Layout = {
  name: 'httpd',
  program: '/usr/sbin/httpd',
  root: '/etc/httpd',
  config: '/etc/httpd/conf/httpd.conf',
  server: 'Apache/2.4.65 (Amazon Linux)',
  variables: {},
  unit: 'httpd.service',
};
const UBUNTU: Layout = {
  name: 'apache2',
  program: '/usr/sbin/apache2',
  root: '/etc/apache2',
  config: '/etc/apache2/apache2.conf',
  server: 'Apache/2.4.52 (Ubuntu)',
  variables: {
    APACHE_LOG_DIR: '/var/log/apache2',
    APACHE_RUN_USER: 'www-data',
    APACHE_RUN_GROUP: 'www-data',
    APACHE_PID_FILE: '/run/apache2/apache2.pid',
    APACHE_RUN_DIR: '/run/apache2',
  },
  unit: 'apache2.service',
};

const layoutOf = ({ record }: Computer): Layout => (record.os === 'ubuntu' ? UBUNTU : AMAZON);

function readConfig(computer: Computer, path?: string): ApacheConfig {
  const { config, root, variables } = layoutOf(computer);
  return apacheConfig(computer.files(), path ?? config, root, variables);
}

const webOf = (computer: Computer, config: ApacheConfig): WebData => ({
  flavour: 'httpd',
  server: layoutOf(computer).server,
  worker: config.user,
  sites: config.sites,
  pidFile: config.pidFile,
});

/** Reads the configuration anew; a broken one leaves the server as it is, with a line in its log. */
export const reloadHttpd: Reload = (computer, _web) => {
  try {
    return webOf(computer, readConfig(computer));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { problem: error.message };
  }
};

const unnamed = (computer: Computer): string =>
  `AH00558: ${layoutOf(computer).name}: Could not determine the server's fully qualified domain name, using ${computer.record.address}. Set the 'ServerName' directive globally to suppress this message\n`;

/** What keeps a server with this configuration from starting, in Apache's words. */
function startProblem({ computer, user }: ProgramContext, config: ApacheConfig): string | undefined {
  const { name } = layoutOf(computer);
  if (!computer.account(config.user)) return `AH00543: ${name}: bad user name ${config.user}\n`;
  const shut = 'no listening sockets available, shutting down\nAH00015: Unable to open logs\n';
  const low = portsOf(config.sites).find((port) => port < 1024);
  if (user !== 'root' && low !== undefined) {
    return `(13)Permission denied: AH00072: make_sock: could not bind to address [::]:${low}\n(13)Permission denied: AH00072: make_sock: could not bind to address 0.0.0.0:${low}\n${shut}`;
  }
  const [taken] = takenPorts(computer, portsOf(config.sites));
  if (taken !== undefined) {
    return `(98)Address already in use: AH00072: make_sock: could not bind to address [::]:${taken}\n(98)Address already in use: AH00072: make_sock: could not bind to address 0.0.0.0:${taken}\n${shut}`;
  }
  for (const { errorLog } of config.sites) {
    const folder = errorLog.replace(/[^/]*$/, '');
    if (!computer.files().isDirectory(folder))
      return `(2)No such file or directory: AH02291: Cannot access directory '${folder}' for main error log\nAH00014: Configuration check failed\n`;
  }
  return undefined;
}

function valueAfter(words: readonly string[], option: string): string | undefined {
  const joined = words.find((word) => word.startsWith(option) && word.length > option.length);
  return joined ? joined.slice(option.length) : words.includes(option) ? words[words.indexOf(option) + 1] : undefined;
}

async function run(context: ProgramContext): Promise<Outcome> {
  const { computer, stdout, stderr } = context;
  const words = context.argv.slice(1);
  const { server } = layoutOf(computer);
  if (words.includes('-v') || words.includes('-V')) {
    await stdout.write(`Server version: ${server}\nServer built:   Sep  2 2025 00:00:00\n`);
    return 0;
  }
  const action = valueAfter(words, '-k');
  let config: ApacheConfig;
  try {
    config = readConfig(computer, valueAfter(words, '-f'));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    await stderr.write(`${error.message}\n`);
    return 1;
  }
  for (const warning of config.warnings) await stderr.write(`${warning}\n`);
  if (config.serverName === '' && action !== 'stop') await stderr.write(unnamed(computer));
  if (words.some((word) => word === '-t' || word === '-S')) {
    await (words.includes('-S') ? stdout : stderr).write(words.includes('-S') ? vhostText(config) : 'Syntax OK\n');
    return 0;
  }
  if (action !== undefined && action !== 'start') return signalled(context, config, action);
  const pid = runningPid(computer, config.pidFile);
  if (pid !== undefined) {
    await stdout.write(`${layoutOf(computer).name} (pid ${pid}) already running\n`);
    return 0;
  }
  const problem = startProblem(context, config);
  if (problem) {
    await stderr.write(problem);
    return 1;
  }
  await context.task.charge(60);
  try {
    if (words.includes('-DFOREGROUND') || words.includes('FOREGROUND') || words.includes('-X'))
      return residentOf(computer, context.pid, webOf(computer, config));
    return await serveInBackground(
      context,
      layoutOf(computer).name,
      [layoutOf(computer).program, '-k', 'start'],
      webOf(computer, config),
    );
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await stderr.write(
      `(28)${error.text}: AH00099: could not create ${config.pidFile}\nAH00100: ${layoutOf(computer).name}: could not log pid to file ${config.pidFile}\n`,
    );
    return 1;
  }
}

const vhostText = (config: ApacheConfig): string =>
  `VirtualHost configuration:\n${config.sites.map(({ ports, names, root }) => `*:${ports.join(',')}  ${names[0] ?? 'localhost'} (${root})\n`).join('')}`;

async function signalled(context: ProgramContext, config: ApacheConfig, action: string): Promise<number> {
  const { computer, stdout, stderr } = context;
  const { name } = layoutOf(computer);
  const pid = runningPid(computer, config.pidFile);
  if (action === 'stop' || action === 'graceful-stop') {
    if (pid === undefined) await stdout.write(`${name} (no pid file) not running\n`);
    else computer.processes.kill(pid, 15);
    return 0;
  }
  if (action !== 'restart' && action !== 'graceful') {
    await stderr.write(
      `Usage: ${name} [-D name] [-d directory] [-f file]\n             [-k start|restart|graceful|graceful-stop|stop]\n             [-v] [-V] [-h] [-l] [-L] [-t] [-T] [-S] [-X]\n`,
    );
    return 1;
  }
  if (pid !== undefined) {
    computer.processes.kill(pid, 1);
    return 0;
  }
  await stdout.write(`${name} not running, trying to start\n`);
  const problem = startProblem(context, config);
  if (problem) await stderr.write(problem);
  return problem
    ? 1
    : serveInBackground(context, name, [layoutOf(computer).program, '-k', 'start'], webOf(computer, config));
}

/** apachectl hands what it is told to systemd where there is one, and to the server itself otherwise. */
async function runControl(context: ProgramContext): Promise<Outcome> {
  const { computer, stderr } = context;
  const [action = '', ...rest] = context.argv.slice(1);
  const { program, unit } = layoutOf(computer);
  const systemd =
    computer.record.kind !== 'container' &&
    computer.record.os !== 'ubuntu' &&
    computer.files().exists(`/usr/lib/systemd/system/${unit}`);
  switch (action) {
    case 'configtest':
      return { exec: [program, '-t', ...rest] };
    case 'status':
      return { exec: ['/usr/bin/systemctl', '--no-pager', 'status', unit] };
    case 'start':
    case 'stop':
    case 'restart':
      return systemd ? { exec: ['/usr/bin/systemctl', action, unit] } : { exec: [program, '-k', action, ...rest] };
    case 'graceful':
      return systemd
        ? { exec: ['/usr/bin/systemctl', 'reload', unit] }
        : { exec: [program, '-k', 'graceful', ...rest] };
    case 'graceful-stop':
      return { exec: [program, '-k', 'graceful-stop'] };
    case '':
      await stderr.write(
        `Usage: ${basename(context.argv[0]!)} start|stop|restart|graceful|graceful-stop|configtest|status|fullstatus|help\n`,
      );
      return 1;
    default:
      return { exec: [program, action, ...rest] };
  }
}

/** a2ensite, a2enmod, a2enconf and their opposites: links from what is available to what is enabled. */
function switcher(name: string, kind: 'sites' | 'mods' | 'conf', on: boolean): Program {
  const word = { sites: 'site', mods: 'module', conf: 'conf' }[kind];
  return {
    name,
    summary: `${on ? 'enables' : 'disables'} a ${word} of Apache`,
    async run({ argv, computer, files, stdout, stderr, user }) {
      const Word = word[0]!.toUpperCase() + word.slice(1);
      for (const given of argv.slice(1).filter((text) => !text.startsWith('-'))) {
        const base = given.replace(/\.conf$/, '');
        const names = kind === 'mods' ? [`${base}.load`, `${base}.conf`] : [`${base}.conf`];
        const there = names.filter((file) => files.exists(`/etc/apache2/${kind}-available/${file}`));
        const builtIn =
          kind === 'mods' &&
          /^(proxy|proxy_http|rewrite|headers|ssl|expires|deflate|proxy_wstunnel|cgi|http2)$/.test(base);
        if (there.length === 0 && !builtIn) {
          await stderr.write(`ERROR: ${Word} ${base} does not exist!\n`);
          return 1;
        }
        if (user !== 'root') {
          await stderr.write(`Could not create /etc/apache2/${kind}-enabled/${names[0]}: Permission denied\n`);
          return 1;
        }
        const links = (there.length > 0 ? there : [names[0]!]).map((file) => ({
          file,
          path: `/etc/apache2/${kind}-enabled/${file}`,
        }));
        const enabled = links.every(({ path }) => computer.files().exists(path));
        if (enabled === on) {
          await stdout.write(`${Word} ${base} already ${on ? 'enabled' : 'disabled'}\n`);
          continue;
        }
        for (const { file, path } of links) {
          if (!on) files.remove(path);
          else if (there.length === 0) files.writeFile(path, `# ${base} is built in.\n`);
          else files.symlink(`../${kind}-available/${file}`, path);
        }
        const verb = kind === 'mods' && on ? 'restart' : 'reload';
        await stdout.write(
          `${on ? 'Enabling' : 'Disabling'} ${word} ${base}.\nTo activate the new configuration, you need to run:\n  systemctl ${verb} apache2\n`,
        );
      }
      return 0;
    },
  };
}

export const httpdPrograms: readonly Program[] = [
  { name: 'httpd', summary: 'the Apache web server', startMs: 5, run },
  { name: 'apache2', summary: 'the Apache web server', startMs: 5, run },
  { name: 'apachectl', summary: 'controls the Apache web server', run: runControl },
  switcher('a2ensite', 'sites', true),
  switcher('a2dissite', 'sites', false),
  switcher('a2enmod', 'mods', true),
  switcher('a2dismod', 'mods', false),
  switcher('a2enconf', 'conf', true),
  switcher('a2disconf', 'conf', false),
];
