// service, chkconfig and update-rc.d: the older words for what systemctl does.
import { readOptions } from '../../commands/options.ts';
import type { Outcome, Program, ProgramContext } from '../../program.ts';
import { disableUnit, enableUnit, unitsOnDisk } from './install.ts';
import { loadService, unitRecord } from './service.ts';
import { unitName } from './unitFile.ts';

const ACTIONS = new Set(['start', 'stop', 'restart', 'status', 'reload', 'force-reload', 'try-restart', 'condrestart']);

async function runService({ argv, computer, stdout, stderr }: ProgramContext): Promise<Outcome> {
  const words = argv.slice(1);
  const ubuntu = computer.record.os === 'ubuntu';
  if (words[0] === '--status-all') {
    const lines = unitsOnDisk(computer)
      .filter((unit) => unit.endsWith('.service'))
      .map((unit) => {
        const active = unitRecord(computer, unit)?.active === 'active';
        return ` [ ${active ? '+' : '-'} ]  ${unit.replace(/\.service$/, '')}\n`;
      });
    await stdout.write(lines.join(''));
    return 0;
  }
  const [name, action] = words;
  if (!name || !action) {
    await stderr.write(
      ubuntu
        ? 'Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]\n'
        : 'Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]\n',
    );
    return 1;
  }
  const unit = unitName(name);
  if (computer.record.kind === 'container') return withoutSystemd(name, computer, stderr);
  const known = loadService(computer, unit) !== undefined;
  if (ubuntu) {
    if (!known && action !== 'status') {
      await stderr.write(`Failed to ${action} ${unit}: Unit ${unit} not found.\n`);
      return 5;
    }
    return { exec: ['/usr/bin/systemctl', ...(action === 'status' ? ['--no-pager'] : []), action, unit] };
  }
  if (!ACTIONS.has(action)) {
    await stderr.write(
      `The service command supports only basic LSB actions (start, stop, restart, try-restart, reload, force-reload, status). For other actions, please try to use systemctl.\n`,
    );
    return 2;
  }
  await stderr.write(`Redirecting to /bin/systemctl ${action} ${unit}\n`);
  return { exec: ['/usr/bin/systemctl', action, unit] };
}

/** In a container there is no systemd, and no script in /etc/init.d either. */
async function withoutSystemd(
  name: string,
  computer: ProgramContext['computer'],
  stderr: ProgramContext['stderr'],
): Promise<number> {
  await stderr.write(
    computer.record.os === 'ubuntu'
      ? `${name}: unrecognized service\n`
      : `Redirecting to /bin/systemctl\nSystem has not been booted with systemd as init system (PID 1). Can't operate.\nFailed to connect to bus: Host is down\n`,
  );
  return 1;
}

async function runChkconfig({ argv, computer, stdout, stderr, user }: ProgramContext): Promise<Outcome> {
  const words = argv.slice(1).filter((word) => !word.startsWith('-'));
  const [name, state] = words;
  if (!name) {
    await stdout.write('Note: This output shows SysV services only and does not include native systemd services.\n');
    return 0;
  }
  const unit = unitName(name);
  if (loadService(computer, unit) === undefined) {
    await stderr.write(`error reading information on service ${name}: No such file or directory\n`);
    return 1;
  }
  if (state !== 'on' && state !== 'off') return { exec: ['/usr/bin/systemctl', 'is-enabled', unit] };
  if (user !== 'root') {
    await stderr.write('You do not have enough privileges to perform this operation.\n');
    return 1;
  }
  const verb = state === 'on' ? 'enable' : 'disable';
  await stderr.write(`Note: Forwarding request to 'systemctl ${verb} ${unit}'.\n`);
  return { exec: ['/usr/bin/systemctl', verb, unit] };
}

async function runUpdateRc({ argv, computer, stderr }: ProgramContext): Promise<number> {
  const { operands } = readOptions(argv, 'f');
  const [name = '', action] = operands;
  if (loadService(computer, unitName(name)) === undefined) {
    await stderr.write(`update-rc.d: error: unable to read /etc/init.d/${name}\n`);
    return 1;
  }
  if (action === 'disable' || action === 'remove') disableUnit(computer, unitName(name));
  else enableUnit(computer, unitName(name));
  return 0;
}

export const servicePrograms: readonly Program[] = [
  { name: 'service', summary: 'starts and stops services', startMs: 3, run: runService },
  { name: 'chkconfig', summary: 'has services start at boot', run: runChkconfig },
  { name: 'update-rc.d', summary: 'has services start at boot', run: runUpdateRc },
];
