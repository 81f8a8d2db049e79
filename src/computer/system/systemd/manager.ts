// systemd's manager: starts, stops and restarts services of one machine, and mends those that end by themselves.
import type { Task } from '../../../kernel/task.ts';
import type { Computer } from '../../computer.ts';
import type { Computers } from '../../computers.ts';
import type { ProcessRecord } from '../../model.ts';
import { journalOutput, systemdSays } from './journal.ts';
import { exitText, launch, signalOf } from './launch.ts';
import { unitsTable, type ServiceResult } from './model.ts';
import {
  changeUnit,
  commandsOf,
  EnvironmentFileMissing,
  loadService,
  serviceEnv,
  serviceTime,
  TIMEOUT_MS,
  titleOf,
  unitKey,
  unitRecord,
  type Service,
} from './service.ts';
import { setting, settingList, type ExecCommand } from './unitFile.ts';

/** How a job ended. */
export type JobResult = 'done' | 'failed' | 'timeout' | 'dependency';

const FIRST_STOP_MS = 5;

/** Has systemd watch the machines of a world; once for each world that is made or loaded. */
export function attachSystemd(computers: Computers): void {
  if (attached.has(computers)) return;
  attached.add(computers);
  const { kernel } = computers;
  kernel.handle('systemd.wake', (signal) => void kernel.signal(signal as string));
  kernel.handle('systemd.restart', (payload) => {
    const { computer: id, unit } = payload as { computer: string; unit: string };
    const computer = computers.find(id);
    if (!computer?.running || unitRecord(computer, unit)?.sub !== 'auto-restart') return;
    kernel.start(`systemd ${unit}`, async (task) => void (await restartByItself(computer, unit, task)), {
      background: true,
    });
  });
  computers.onProcessEnd((computer, process) => {
    if (process.unit !== undefined) processEnded(computer, process.unit, process);
  });
  computers.onReopen((computer, target) => {
    if (target.kind !== 'journal') return undefined;
    const pid = (): number => unitRecord(computer, target.unit)?.mainPid ?? 0;
    return journalOutput(computer, target.unit, target.unit.replace(/\.service$/, ''), pid);
  });
}

// Which worlds have it: what it registered goes with the world.
const attached = new WeakSet<Computers>();

/** Runs `job` on a unit when nobody else works on it; whoever asked may be killed meanwhile, the job goes on. */
export async function runJob(
  computer: Computer,
  unit: string,
  task: Task,
  job: (own: Task) => Promise<JobResult>,
): Promise<JobResult> {
  attachSystemd(computer.world);
  const free = `systemd/free/${unitKey(computer, unit)}`;
  while (unitRecord(computer, unit)?.busy) await task.wait(free);
  changeUnit(computer, unit, { busy: true });
  let result: JobResult | undefined;
  const done = `systemd/done/${unitKey(computer, unit)}`;
  computer.kernel.start(
    `systemd ${unit}`,
    async (own) => {
      try {
        result = await job(own);
      } finally {
        result ??= 'failed';
        if (unitRecord(computer, unit)) changeUnit(computer, unit, { busy: false });
        computer.kernel.signal(done);
        computer.kernel.signal(free);
      }
    },
    { background: true },
  );
  while (result === undefined) await task.wait(done);
  return result;
}

/** Starts a service that is not running, and what it requires. */
export async function startService(computer: Computer, service: Service, task: Task): Promise<JobResult> {
  const { name } = service;
  computer.kernel.cancel(restartKey(computer, name));
  if (unitRecord(computer, name)?.active === 'active') return 'done';
  if (!(await startRequired(computer, service, task))) {
    systemdSays(computer, name, `Dependency failed for ${titleOf(computer, service)}.`);
    return 'dependency';
  }
  return tooManyStarts(computer, service) ? 'failed' : begin(computer, service, task);
}

async function startRequired(computer: Computer, { file, name }: Service, task: Task): Promise<boolean> {
  for (const key of ['Requires', 'BindsTo', 'Wants']) {
    for (const other of settingList(file, `Unit.${key}`).flatMap((list) => list.split(/\s+/))) {
      if (!other.endsWith('.service') || other === name || unitRecord(computer, other)?.busy) continue;
      const service = loadService(computer, other);
      const result =
        !service || service === 'masked'
          ? 'failed'
          : await runJob(computer, other, task, (own) => startService(computer, service, own));
      if (result !== 'done' && key !== 'Wants') return false;
    }
  }
  return true;
}

/** Five starts in ten seconds are too many, unless the unit says otherwise. */
function tooManyStarts(computer: Computer, service: Service): boolean {
  const { name, file } = service;
  const burst = Number(setting(file, 'Unit.StartLimitBurst') ?? setting(file, 'Service.StartLimitBurst') ?? 5);
  const interval = setting(file, 'Unit.StartLimitIntervalSec') ?? setting(file, 'Service.StartLimitInterval');
  const within =
    interval === undefined
      ? 10_000
      : serviceTime({ ...service, file: { ...file, settings: { 'Service.x': [interval] } } }, 'x', 10_000);
  const { now } = computer.kernel;
  const starts = (unitRecord(computer, name)?.starts ?? []).filter((at) => at > now - within);
  if (within > 0 && burst > 0 && starts.length >= burst) {
    systemdSays(computer, name, `${name}: Start request repeated too quickly.`);
    const result = unitRecord(computer, name)?.result;
    failed(computer, service, result && result !== 'success' ? result : 'start-limit-hit', { restart: false });
    return true;
  }
  changeUnit(computer, name, { starts: [...starts, now] });
  return false;
}

async function begin(computer: Computer, service: Service, task: Task): Promise<JobResult> {
  const { name, text } = service;
  changeUnit(computer, name, {
    active: 'activating',
    sub: 'start-pre',
    mainPid: 0,
    loaded: text,
    startedAt: computer.kernel.now,
  });
  systemdSays(computer, name, `Starting ${titleOf(computer, service)}...`);
  let env: Record<string, string>;
  try {
    env = serviceEnv(computer, service);
  } catch (error) {
    if (!(error instanceof EnvironmentFileMissing)) throw error;
    systemdSays(
      computer,
      name,
      `${name}: Failed to load environment files: No such file or directory`,
      `${name}: Failed to run 'start' task: No such file or directory`,
    );
    return failed(computer, service, 'resources');
  }
  const commands = commandsOf(service, 'ExecStart', env);
  if (commands.length === 0 || (commands.length > 1 && service.type !== 'oneshot')) {
    const why =
      commands.length === 0
        ? 'Service has no ExecStart=, ExecStop=, or SuccessAction=. Refusing.'
        : 'Service has more than one ExecStart= setting, which is only allowed for Type=oneshot services. Refusing.';
    systemdSays(computer, name, `${name}: ${why}`);
    return failed(computer, service, 'resources');
  }
  const before = await runAll(computer, service, commandsOf(service, 'ExecStartPre', env), env, task, 'Control');
  if (before !== 'success') return failed(computer, service, before);
  changeUnit(computer, name, { sub: 'start' });
  const result =
    service.type === 'oneshot'
      ? await oneshot(computer, service, commands, env, task)
      : await launchMain(computer, service, commands[0]!, env, task);
  if (result !== 'done') return result;
  const after = await runAll(computer, service, commandsOf(service, 'ExecStartPost', env), env, task, 'Control');
  if (after === 'success') return 'done';
  await terminate(computer, service, task);
  return failed(computer, service, after);
}

async function oneshot(
  computer: Computer,
  service: Service,
  commands: readonly ExecCommand[],
  env: Record<string, string>,
  task: Task,
): Promise<JobResult> {
  const result = await runAll(computer, service, commands, env, task, 'Main');
  if (result !== 'success') return failed(computer, service, result);
  const { name, remainAfterExit } = service;
  changeUnit(computer, name, {
    active: remainAfterExit ? 'active' : 'inactive',
    sub: remainAfterExit ? 'exited' : 'dead',
    mainPid: 0,
    result: 'success',
  });
  if (!remainAfterExit) systemdSays(computer, name, `${name}: Deactivated successfully.`);
  systemdSays(computer, name, `Finished ${titleOf(computer, service)}.`);
  return 'done';
}

/** Starts the main process, and waits as long as the type asks for. */
async function launchMain(
  computer: Computer,
  service: Service,
  command: ExecCommand,
  env: Record<string, string>,
  task: Task,
): Promise<JobResult> {
  const { name, type } = service;
  const end: Ending = {};
  const launched = launch(computer, service, command, env, (status) => (end.status = status));
  const started = (pid: number): JobResult => {
    changeUnit(computer, name, { active: 'active', sub: 'running', mainPid: pid, result: 'success' });
    systemdSays(computer, name, `Started ${titleOf(computer, service)}.`);
    return 'done';
  };
  if (type === 'simple' || type === 'idle') {
    const result = started(launched.pid);
    if ('status' in launched) mainEnded(computer, service, launched.pid, command.argv[0]!, launched.status);
    return result;
  }
  if ('status' in launched)
    return endedEarly(
      computer,
      service,
      launched.pid,
      command,
      launched.status,
      type === 'forking' ? 'Control' : 'Main',
    );
  if (type === 'exec') return started(launched.pid);
  if (type !== 'forking') changeUnit(computer, name, { mainPid: launched.pid });
  const how = await settle(
    computer,
    launched.pid,
    end,
    serviceTime(service, 'TimeoutStartSec', serviceTime(service, 'TimeoutSec', TIMEOUT_MS)),
    task,
  );
  if (how === 'timeout' || (type === 'forking' && how === 'serves')) return startTimedOut(computer, service, task);
  if (how === 'serves') return started(launched.pid);
  if (end.status !== 0 || type !== 'forking') {
    return endedEarly(
      computer,
      service,
      launched.pid,
      command,
      end.status ?? 0,
      type === 'forking' ? 'Control' : 'Main',
    );
  }
  const main = mainAfterForking(computer, service);
  if (main !== undefined) return started(main);
  if (setting(service.file, 'Service.PIDFile')) {
    systemdSays(
      computer,
      name,
      `${name}: Can't open PID file ${setting(service.file, 'Service.PIDFile')} (yet?) after start: No such file or directory`,
    );
    return failed(computer, service, 'protocol');
  }
  started(0);
  if (!service.remainAfterExit) {
    changeUnit(computer, name, { active: 'inactive', sub: 'dead' });
    systemdSays(computer, name, `${name}: Deactivated successfully.`);
  }
  return 'done';
}

interface Ending {
  status?: number;
}

/** Waits until the process has ended or serves on, at most `limitMs`. */
async function settle(
  computer: Computer,
  pid: number,
  end: Ending,
  limitMs: number,
  task: Task,
): Promise<'ended' | 'serves' | 'timeout'> {
  const { kernel, processes } = computer;
  const signal = processes.settledSignal(pid);
  const key = `systemd/limit/${computer.id}/${pid}`;
  const until = kernel.now + limitMs;
  if (Number.isFinite(limitMs)) kernel.schedule(limitMs, 'systemd.wake', signal, { key, background: true });
  try {
    for (;;) {
      if (end.status !== undefined) return 'ended';
      if (processes.get(pid)?.resident) return 'serves';
      if (kernel.now >= until) return 'timeout';
      await task.wait(signal);
    }
  } finally {
    kernel.cancel(key);
  }
}

async function startTimedOut(computer: Computer, service: Service, task: Task): Promise<JobResult> {
  systemdSays(computer, service.name, `${service.name}: start operation timed out. Terminating.`);
  await terminate(computer, service, task);
  failed(computer, service, 'timeout');
  return 'timeout';
}

function endedEarly(
  computer: Computer,
  service: Service,
  pid: number,
  { argv }: ExecCommand,
  status: number,
  which: 'Main' | 'Control',
): JobResult {
  const { name } = service;
  const what = which === 'Main' ? 'Main process' : 'Control process';
  systemdSays(computer, name, `${name}: ${what} exited, ${exitText(status)}`);
  changeUnit(computer, name, { exit: { pid, command: argv[0]!, status } });
  killRest(computer, name);
  // A service that ended well before it said that it was ready broke the protocol.
  return failed(computer, service, status === 0 ? 'protocol' : resultOf(status));
}

/** The main process of a service that went into the background: as its PID file says, or the one that is left. */
function mainAfterForking(computer: Computer, { file, name }: Service): number | undefined {
  const path = setting(file, 'Service.PIDFile');
  const files = computer.files();
  if (path) {
    const pid = files.exists(path) ? Number(files.readText(path).trim()) : 0;
    return computer.processes.get(pid)?.state === 'running' ? pid : undefined;
  }
  return members(computer, name)[0]?.pid;
}

/** Runs commands one after the other; the first that fails, unless it may, ends it. */
async function runAll(
  computer: Computer,
  service: Service,
  commands: readonly ExecCommand[],
  env: Record<string, string>,
  task: Task,
  which: 'Main' | 'Control',
): Promise<ServiceResult> {
  for (const command of commands) {
    const end: Ending = {};
    const launched = launch(computer, service, command, env, (status) => (end.status = status));
    if (which === 'Main') changeUnit(computer, service.name, { mainPid: launched.pid });
    if ('status' in launched) end.status = launched.status;
    else {
      const how = await settle(computer, launched.pid, end, service.type === 'oneshot' ? Infinity : TIMEOUT_MS, task);
      if (how !== 'ended') {
        systemdSays(computer, service.name, `${service.name}: start-pre operation timed out. Terminating.`);
        computer.processes.kill(launched.pid, 15);
        return 'timeout';
      }
    }
    const status = end.status!;
    if (which === 'Main')
      changeUnit(computer, service.name, { exit: { pid: launched.pid, command: command.argv[0]!, status } });
    if (status === 0 || command.ignoreFailure) continue;
    systemdSays(computer, service.name, `${service.name}: ${which} process exited, ${exitText(status)}`);
    return resultOf(status);
  }
  return 'success';
}

const resultOf = (status: number): ServiceResult => (signalOf(status) === undefined ? 'exit-code' : 'signal');

/** Marks the unit as failed, says so, and starts it again if it is to be. */
function failed(
  computer: Computer,
  service: Service,
  result: ServiceResult,
  { starting = true, restart = true } = {},
): JobResult {
  const { name } = service;
  changeUnit(computer, name, { active: 'failed', sub: 'failed', mainPid: 0, result });
  const lines = [`${name}: Failed with result '${result}'.`];
  if (starting) lines.push(`Failed to start ${titleOf(computer, service)}.`);
  systemdSays(computer, name, ...lines);
  if (restart && result !== 'resources') restartLater(computer, service, result);
  return 'failed';
}

const RESTARTS: Readonly<Record<string, readonly ServiceResult[]>> = {
  always: ['success', 'exit-code', 'signal', 'timeout', 'protocol'],
  'on-failure': ['exit-code', 'signal', 'timeout', 'protocol'],
  'on-abnormal': ['signal', 'timeout'],
  'on-abort': ['signal'],
  'on-success': ['success'],
};

const restartKey = (computer: Computer, unit: string): string => `systemd/restart/${unitKey(computer, unit)}`;

function restartLater(computer: Computer, service: Service, result: ServiceResult): void {
  const { name, file } = service;
  if (!RESTARTS[setting(file, 'Service.Restart') ?? 'no']?.includes(result)) return;
  changeUnit(computer, name, { active: 'activating', sub: 'auto-restart' });
  const key = restartKey(computer, name);
  const delay = serviceTime(service, 'RestartSec', 100);
  computer.kernel.schedule(delay, 'systemd.restart', { computer: computer.id, unit: name }, { key, background: true });
}

async function restartByItself(computer: Computer, unit: string, task: Task): Promise<void> {
  const service = loadService(computer, unit);
  if (!service || service === 'masked') return;
  const restarts = (unitRecord(computer, unit)?.restarts ?? 0) + 1;
  changeUnit(computer, unit, { restarts });
  systemdSays(
    computer,
    unit,
    `${unit}: Scheduled restart job, restart counter is at ${restarts}.`,
    `Stopped ${titleOf(computer, service)}.`,
  );
  await runJob(computer, unit, task, (own) => startService(computer, service, own));
}

/** A process of a unit has ended by itself. */
function processEnded(computer: Computer, unit: string, process: ProcessRecord): void {
  const record = unitRecord(computer, unit);
  if (!record || record.mainPid !== process.pid || record.active !== 'active') return;
  const service = loadService(computer, unit);
  if (!service || service === 'masked') return;
  mainEnded(computer, service, process.pid, process.argv[0] ?? '', process.status ?? 0);
}

function mainEnded(computer: Computer, service: Service, pid: number, command: string, status: number): void {
  const { name, file } = service;
  const wanted = setting(file, 'Service.SuccessExitStatus')?.split(/\s+/) ?? [];
  const clean = status === 0 || [1, 2, 13, 15].includes(signalOf(status) ?? 0) || wanted.includes(String(status));
  changeUnit(computer, name, { mainPid: 0, exit: { pid, command, status } });
  if (status !== 0 && !(clean && status === 143))
    systemdSays(computer, name, `${name}: Main process exited, ${exitText(status)}`);
  if (clean && service.remainAfterExit) return void changeUnit(computer, name, { sub: 'exited' });
  killRest(computer, name);
  if (!clean) return void failed(computer, service, resultOf(status), { starting: false });
  changeUnit(computer, name, { active: 'inactive', sub: 'dead', result: 'success' });
  systemdSays(computer, name, `${name}: Deactivated successfully.`);
  restartLater(computer, service, 'success');
}

/** The processes that run in the control group of `unit`. */
export const members = (computer: Computer, unit: string): ProcessRecord[] =>
  computer.processes.list().filter((process) => process.unit === unit && process.state === 'running');

function killRest(computer: Computer, unit: string): void {
  for (const { pid } of members(computer, unit)) computer.processes.kill(pid, 15);
  for (const { pid } of members(computer, unit)) computer.processes.kill(pid, 9);
}

/** Stops a service: its ExecStop, then SIGTERM for what is left, then SIGKILL. */
export async function stopService(computer: Computer, service: Service, task: Task): Promise<JobResult> {
  const { name } = service;
  computer.kernel.cancel(restartKey(computer, name));
  const record = unitRecord(computer, name);
  if (!record || record.active === 'inactive') return 'done';
  if (record.active === 'failed' || record.sub === 'auto-restart') {
    changeUnit(computer, name, record.active === 'failed' ? {} : { active: 'inactive', sub: 'dead' });
    return 'done';
  }
  const mainPid = record.mainPid;
  changeUnit(computer, name, { active: 'deactivating', sub: 'stop' });
  systemdSays(computer, name, `Stopping ${titleOf(computer, service)}...`);
  const env = { ...serviceEnv(computer, service), MAINPID: String(mainPid) };
  const stopped = await runAll(computer, service, commandsOf(service, 'ExecStop', env), env, task, 'Control');
  const clean = (await terminate(computer, service, task)) && stopped === 'success';
  const result = clean ? 'success' : stopped === 'success' ? 'timeout' : stopped;
  const state = clean ? ({ active: 'inactive', sub: 'dead' } as const) : ({ active: 'failed', sub: 'failed' } as const);
  changeUnit(computer, name, { ...state, mainPid: 0, result });
  systemdSays(
    computer,
    name,
    clean ? `${name}: Deactivated successfully.` : `${name}: Failed with result '${result}'.`,
    `Stopped ${titleOf(computer, service)}.`,
  );
  return 'done';
}

/** Ends every process of the unit; says whether they all went when they were asked to. */
async function terminate(computer: Computer, service: Service, task: Task): Promise<boolean> {
  const { name, file } = service;
  const { processes, kernel } = computer;
  const mode = setting(file, 'Service.KillMode') ?? 'control-group';
  const main = unitRecord(computer, name)?.mainPid;
  const targets = (): ProcessRecord[] =>
    members(computer, name).filter(({ pid }) => mode === 'control-group' || mode === 'mixed' || pid === main);
  for (const { pid } of mode === 'none' ? [] : targets()) processes.kill(pid, 15);
  const until = kernel.now + serviceTime(service, 'TimeoutStopSec', serviceTime(service, 'TimeoutSec', TIMEOUT_MS));
  for (let ms = FIRST_STOP_MS; targets().length > 0 && mode !== 'none'; ms = Math.min(1000, ms * 2)) {
    if (kernel.now >= until) {
      systemdSays(computer, name, `${name}: State 'stop-sigterm' timed out. Killing.`);
      for (const { pid, argv } of targets()) {
        systemdSays(computer, name, `${name}: Killing process ${pid} (${argv[0]}) with signal SIGKILL.`);
        processes.kill(pid, 9);
      }
      return false;
    }
    await task.sleep(ms);
  }
  return true;
}

/** Has a running service read its configuration again. */
export async function reloadService(computer: Computer, service: Service, task: Task): Promise<JobResult> {
  const { name } = service;
  systemdSays(computer, name, `Reloading ${titleOf(computer, service)}...`);
  const env = { ...serviceEnv(computer, service), MAINPID: String(unitRecord(computer, name)?.mainPid ?? 0) };
  const result = await runAll(computer, service, commandsOf(service, 'ExecReload', env), env, task, 'Control');
  if (result !== 'success') {
    systemdSays(computer, name, `Reload failed for ${titleOf(computer, service)}.`);
    return 'failed';
  }
  systemdSays(computer, name, `Reloaded ${titleOf(computer, service)}.`);
  return 'done';
}

/** Forgets what was read of unit files: `daemon-reload`. */
export function daemonReload(computer: Computer): void {
  for (const record of computer.kernel.table(unitsTable).by('computer', computer.id)) {
    const { loaded: _old, ...rest } = record;
    computer.kernel.table(unitsTable).put(unitKey(computer, record.unit), rest);
  }
}
