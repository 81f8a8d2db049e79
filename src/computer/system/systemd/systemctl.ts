// systemctl: what people tell systemd. Words, messages and exit statuses are those of systemctl(1).
import type { Computer } from '../../computer.ts';
import { readOptions, UsageError, type Options } from '../../commands/options.ts';
import type { Program, ProgramContext } from '../../program.ts';
import { disableUnit, enablement, enableUnit } from './install.ts';
import { daemonReload, reloadService, runJob, startService, stopService, type JobResult } from './manager.ts';
import { unitsTable } from './model.ts';
import { changeUnit, loadService, unitKey, unitRecord, type Service } from './service.ts';
import { listUnitFiles, listUnits, properties, reloadWarning, statusText } from './status.ts';
import { ADMIN_FOLDER, findUnit, settingList, unitName } from './unitFile.ts';

interface Call {
  readonly context: ProgramContext;
  readonly computer: Computer;
  readonly options: Options;
  readonly units: readonly string[];
  readonly quiet: boolean;
}

type Verb = (call: Call) => number | Promise<number>;

/** Verbs that change something: only root may. */
const CHANGING = new Set([
  'start',
  'stop',
  'restart',
  'reload',
  'try-restart',
  'reload-or-restart',
  'enable',
  'disable',
  'reenable',
  'mask',
  'unmask',
  'kill',
  'daemon-reload',
  'reset-failed',
  'set-property',
]);

const LONG: Readonly<Record<string, string>> = {
  'no-pager': 'N',
  now: 'w',
  quiet: 'q',
  full: 'l',
  all: 'a',
  property: 'p',
  lines: 'n',
  force: 'f',
  'no-block': 'B',
  type: 't',
  state: 'S',
  value: 'v',
  'no-legend': 'L',
  plain: 'P',
  system: 'Y',
  user: 'U',
  signal: 's',
  'kill-who': 'K',
  'no-ask-password': 'A',
  'no-reload': 'R',
  version: 'V',
  output: 'o',
};

const failureTail = ({ os }: Computer['record'], unit: string): string =>
  os === 'amazon-linux-2'
    ? `See "systemctl status ${unit}" and "journalctl -xe" for details.\n`
    : `See "systemctl status ${unit}" and "journalctl -xeu ${unit}" for details.\n`;

/** What systemctl says of a job that did not end well. */
function jobText(computer: Computer, unit: string, result: JobResult): string {
  if (result === 'dependency') return `A dependency job for ${unit} failed. See 'journalctl -xe' for details.\n`;
  const why: Readonly<Record<string, string>> = {
    timeout: 'a timeout was exceeded',
    resources: 'of unavailable resources or another system error',
    protocol: 'the service did not take the steps required by its unit configuration',
    signal: 'a fatal signal was delivered to the control process',
  };
  const record = unitRecord(computer, unit);
  if (record?.result === 'start-limit-hit' || tooQuick(computer, unit)) {
    return `Job for ${unit} failed.\n${failureTail(computer.record, unit)}`;
  }
  const reason = why[record?.result ?? ''] ?? 'the control process exited with error code';
  return `Job for ${unit} failed because ${reason}.\n${failureTail(computer.record, unit)}`;
}

const tooQuick = (computer: Computer, unit: string): boolean => (unitRecord(computer, unit)?.starts.length ?? 0) >= 5;

/** Runs `act` for each unit that is there; says of the others that they are not found. */
async function eachUnit(
  call: Call,
  verb: string,
  missing: 'not found' | 'not loaded',
  act: (service: Service) => Promise<JobResult>,
): Promise<number> {
  const { context, computer } = call;
  let status = 0;
  for (const unit of call.units) {
    const service = loadService(computer, unit);
    if (service === 'masked') {
      await context.stderr.write(`Failed to ${verb} ${unit}: Unit ${unit} is masked.\n`);
      status = 1;
    } else if (!service) {
      if (unit.endsWith('.target')) continue;
      await context.stderr.write(`Failed to ${verb} ${unit}: Unit ${unit} ${missing}.\n`);
      status = 5;
    } else {
      const warning = reloadWarning(computer, unit);
      if (warning) await context.stderr.write(warning);
      const result = await act(service);
      if (result === 'done') continue;
      await context.stderr.write(jobText(computer, unit, result));
      status = 1;
    }
  }
  return status;
}

const start: Verb = (call) => {
  const { computer, context } = call;
  return eachUnit(call, 'start', 'not found', (service) =>
    runJob(computer, service.name, context.task, (own) => startService(computer, service, own)),
  );
};

const stop: Verb = (call) => {
  const { computer, context } = call;
  return eachUnit(call, 'stop', 'not loaded', (service) =>
    runJob(computer, service.name, context.task, (own) => stopService(computer, service, own)),
  );
};

const restartWith =
  (verb: string, which: (active: boolean) => boolean): Verb =>
  (call) => {
    const { computer, context } = call;
    return eachUnit(call, verb, 'not found', (service) =>
      runJob(computer, service.name, context.task, async (own) => {
        if (!which(unitRecord(computer, service.name)?.active === 'active')) return 'done';
        await stopService(computer, service, own);
        return startService(computer, service, own);
      }),
    );
  };

const reload: Verb = async (call) => {
  const { computer, context } = call;
  let refused = 0;
  const status = await eachUnit(call, 'reload', 'not found', async (service) => {
    const { name } = service;
    const active = unitRecord(computer, name)?.active === 'active';
    const able = settingList(service.file, 'Service.ExecReload').length > 0;
    if (active && able) return runJob(computer, name, context.task, (own) => reloadService(computer, service, own));
    const why = able
      ? `${name} is not active, cannot reload.`
      : `Failed to reload ${name}: Job type reload is not applicable for unit ${name}.`;
    await context.stderr.write(`${why}\n`);
    refused = 1;
    return 'done';
  });
  return status || refused;
};

const reloadOrRestart: Verb = async (call) => {
  for (const unit of call.units) {
    const service = loadService(call.computer, unit);
    const able = service && service !== 'masked' && settingList(service.file, 'Service.ExecReload').length > 0;
    const active = unitRecord(call.computer, unit)?.active === 'active';
    const status = await (able && active ? reload : restartWith('reload-or-restart', () => true))({
      ...call,
      units: [unit],
    });
    if (status !== 0) return status;
  }
  return 0;
};

const switchWith =
  (verb: 'enable' | 'disable'): Verb =>
  async (call) => {
    const { computer, context, units, options } = call;
    for (const unit of units) {
      const lines = (verb === 'enable' ? enableUnit : disableUnit)(computer, unit);
      if (!lines) {
        await context.stderr.write(`Failed to ${verb} unit: Unit file ${unit} does not exist.\n`);
        return 1;
      }
      if (enablement(computer, unit) === 'static' && verb === 'enable') {
        await context.stderr.write(
          'The unit files have no installation config (WantedBy=, RequiredBy=, UpheldBy=,\nAlso=, or Alias= settings in the [Install] section, and DefaultInstance= for\ntemplate units). This means they are not meant to be enabled or disabled using systemctl.\n',
        );
      }
      if (!call.quiet) await context.stderr.write(lines.map((line) => `${line}\n`).join(''));
    }
    if (!options.flags.has('w')) return 0;
    return verb === 'enable' ? start(call) : stop(call);
  };

const status: Verb = async ({ context, computer, units, options }) => {
  if (units.length === 0) {
    await context.stdout.write(
      `● ${computer.record.hostname}\n    State: running\n    Units: ${computer.kernel.table(unitsTable).by('computer', computer.id).length} loaded\n`,
    );
    return 0;
  }
  let code = 0;
  for (const [i, unit] of units.entries()) {
    const text = statusText(computer, unit, options.values.n === undefined ? 10 : Number(options.values.n));
    if (text === undefined) {
      await context.stderr.write(`Unit ${unit} could not be found.\n`);
      code = 4;
      continue;
    }
    const warning = reloadWarning(computer, unit);
    if (warning) await context.stderr.write(warning);
    await context.stdout.write((i > 0 ? '\n' : '') + text);
    const active = unitRecord(computer, unit)?.active;
    if (code === 0 && active !== 'active' && active !== 'reloading') code = 3;
  }
  return code;
};

const isActive: Verb = async ({ context, computer, units, quiet }) => {
  const states = units.map((unit) => unitRecord(computer, unit)?.active ?? 'inactive');
  if (!quiet) await context.stdout.write(states.map((state) => `${state}\n`).join(''));
  return states.includes('active') ? 0 : 3;
};

const isFailed: Verb = async ({ context, computer, units, quiet }) => {
  const states = units.map((unit) => unitRecord(computer, unit)?.active ?? 'inactive');
  if (!quiet) await context.stdout.write(states.map((state) => `${state}\n`).join(''));
  return states.includes('failed') ? 0 : 1;
};

const isEnabled: Verb = async ({ context, computer, units, quiet }) => {
  let code = 1;
  for (const unit of units) {
    const state = enablement(computer, unit);
    if (state === undefined)
      await context.stderr.write(`Failed to get unit file state for ${unit}: No such file or directory\n`);
    else if (!quiet) await context.stdout.write(`${state}\n`);
    if (state === 'enabled' || state === 'static' || state === 'alias') code = 0;
  }
  return code;
};

const show: Verb = async ({ context, computer, units, options }) => {
  const wanted = options.values.p?.split(',');
  const texts = units.map((unit) => {
    const all = properties(computer, unit);
    const names = wanted ?? Object.keys(all);
    return names
      .filter((name) => name in all)
      .map((name) => (options.flags.has('v') ? `${all[name]}\n` : `${name}=${all[name]}\n`))
      .join('');
  });
  await context.stdout.write(texts.join('\n'));
  return 0;
};

const cat: Verb = async ({ context, computer, units }) => {
  for (const unit of units) {
    const found = findUnit(computer.files(), unit);
    if (!found) {
      await context.stderr.write(`No files found for ${unit}.\n`);
      return 1;
    }
    await context.stdout.write(`# ${found.path}\n${found.text}`);
  }
  return 0;
};

const mask: Verb = async ({ context, computer, units }) => {
  for (const unit of units) {
    const path = `${ADMIN_FOLDER}/${unit}`;
    if (computer.files().exists(path)) {
      await context.stderr.write(`Failed to mask unit: File ${path} already exists.\n`);
      return 1;
    }
    computer.files().symlink('/dev/null', path);
    await context.stderr.write(`Created symlink ${path} → /dev/null.\n`);
  }
  return 0;
};

const unmask: Verb = async ({ context, computer, units }) => {
  for (const unit of units) {
    if (!findUnit(computer.files(), unit)?.masked) continue;
    computer.files().unlink(`${ADMIN_FOLDER}/${unit}`);
    await context.stderr.write(`Removed "${ADMIN_FOLDER}/${unit}".\n`);
  }
  return 0;
};

const kill: Verb = async ({ context, computer, units, options }) => {
  const signal = /KILL|9/.test(options.values.s ?? '') ? 9 : /HUP|^1$/.test(options.values.s ?? '') ? 1 : 15;
  for (const unit of units) {
    const all = computer.processes.list().filter((process) => process.unit === unit && process.state === 'running');
    if (all.length === 0) {
      await context.stderr.write(`Failed to kill unit ${unit}: Unit ${unit} not loaded.\n`);
      return 1;
    }
    for (const { pid } of all) computer.processes.kill(pid, signal);
  }
  return 0;
};

const resetFailed: Verb = ({ computer, units }) => {
  for (const record of computer.kernel.table(unitsTable).by('computer', computer.id)) {
    if (record.active !== 'failed' || (units.length > 0 && !units.includes(record.unit))) continue;
    changeUnit(computer, record.unit, { active: 'inactive', sub: 'dead', result: 'success', starts: [], restarts: 0 });
  }
  const missing = units.find((unit) => !computer.kernel.table(unitsTable).has(unitKey(computer, unit)));
  return missing === undefined ? 0 : 1;
};

const listed: Verb = async ({ context, computer, options }) => {
  await context.stdout.write(listUnits(computer, { all: options.flags.has('a'), state: options.values.S }));
  return 0;
};

const VERBS: Readonly<Record<string, Verb>> = {
  start,
  stop,
  restart: restartWith('restart', () => true),
  'try-restart': restartWith('try-restart', (active) => active),
  condrestart: restartWith('try-restart', (active) => active),
  reload,
  'reload-or-restart': reloadOrRestart,
  'force-reload': reloadOrRestart,
  enable: switchWith('enable'),
  disable: switchWith('disable'),
  reenable: (call) => (disableUnit(call.computer, call.units[0]!), switchWith('enable')(call)),
  status,
  'is-active': isActive,
  'is-failed': isFailed,
  'is-enabled': isEnabled,
  show,
  cat,
  mask,
  unmask,
  kill,
  'reset-failed': resetFailed,
  'daemon-reload': ({ computer }) => (daemonReload(computer), 0),
  'daemon-reexec': () => 0,
  'list-units': listed,
  'list-unit-files': async ({ context, computer }) => (await context.stdout.write(listUnitFiles(computer)), 0),
  'is-system-running': async ({ context }) => (await context.stdout.write('running\n'), 0),
  'get-default': async ({ context }) => (await context.stdout.write('multi-user.target\n'), 0),
};

const NEEDS_UNITS = new Set([
  'start',
  'stop',
  'restart',
  'reload',
  'enable',
  'disable',
  'try-restart',
  'reload-or-restart',
  'mask',
  'unmask',
  'is-active',
  'is-enabled',
  'is-failed',
  'cat',
  'kill',
]);

/** What stands in the way before anything is done: no systemd, or no right to. */
function refusal(
  { computer, user }: ProgramContext,
  verb: string,
  units: readonly string[],
): { text: string; status: number } | undefined {
  if (computer.record.kind === 'container') {
    return {
      text: "System has not been booted with systemd as init system (PID 1). Can't operate.\nFailed to connect to bus: Host is down\n",
      status: 1,
    };
  }
  if (NEEDS_UNITS.has(verb) && units.length === 0) return { text: 'Too few arguments.\n', status: 1 };
  if (user === 'root' || !CHANGING.has(verb)) return undefined;
  const why = computer.record.os === 'ubuntu' ? 'Interactive authentication required.' : 'Access denied';
  if (verb === 'enable' || verb === 'disable') return { text: `Failed to ${verb} unit: ${why}\n`, status: 1 };
  if (verb === 'daemon-reload') return { text: `Failed to reload daemon: ${why}\n`, status: 1 };
  const unit = units[0] ?? '';
  return {
    text: `Failed to ${verb} ${unit}: ${why}\nSee system logs and 'systemctl status ${unit}' for details.\n`,
    status: 4,
  };
}

async function run(context: ProgramContext): Promise<number> {
  const { computer, stdout, stderr } = context;
  let options: Options;
  try {
    options = readOptions(context.argv, 'NwqlaPfBYULVRAp:n:t:S:s:K:vo:H:', LONG);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    await stderr.write(`${error.message}\n`);
    return 1;
  }
  if (options.flags.has('V')) {
    await stdout.write(
      `systemd ${{ 'amazon-linux-2023': '252 (252.23-6.amzn2023)', 'amazon-linux-2': '219', ubuntu: '249 (249.11-0ubuntu3.16)' }[computer.record.os]}\n`,
    );
    return 0;
  }
  const [verb = 'list-units', ...words] = options.operands;
  const act = VERBS[verb];
  if (!act) {
    await stderr.write(
      computer.record.os === 'amazon-linux-2' ? `Unknown operation '${verb}'.\n` : `Unknown command verb ${verb}.\n`,
    );
    return 1;
  }
  const units = words.map(unitName);
  const refused = refusal(context, verb, units);
  if (refused) {
    await stderr.write(refused.text);
    return refused.status;
  }
  return act({ context, computer, options, units, quiet: options.flags.has('q') });
}

export const systemctl: Program = { name: 'systemctl', summary: 'starts, stops and shows services', startMs: 8, run };
