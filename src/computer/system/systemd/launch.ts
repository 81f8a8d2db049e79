// Starting a service's processes: user, folder, streams; and what systemd calls the ways in which that fails.
import type { Computer } from '../../computer.ts';
import { FsError } from '../../disk/errors.ts';
import { basename } from '../../disk/path.ts';
import { nullOutput, type Output } from '../../io.ts';
import { CannotStart } from '../../process.ts';
import { journalOutput, writeJournal } from './journal.ts';
import type { Service } from './service.ts';
import { setting, type ExecCommand } from './unitFile.ts';

/** What became of an attempt to start a process: its pid, or the status that systemd gives when it cannot. */
export type Launched = { readonly pid: number } | { readonly status: 200 | 203 | 209 | 217; readonly pid: number };

/** Names of the statuses that systemd.exec(5) lists, and of the first two of the C library. */
const STATUS_NAMES: Readonly<Record<number, string>> = {
  0: 'SUCCESS',
  1: 'FAILURE',
  2: 'INVALIDARGUMENT',
  3: 'NOTIMPLEMENTED',
  4: 'NOPERMISSION',
  5: 'NOTINSTALLED',
  6: 'NOTCONFIGURED',
  7: 'NOTRUNNING',
  200: 'CHDIR',
  203: 'EXEC',
  209: 'STDOUT',
  216: 'GROUP',
  217: 'USER',
};
const SIGNAL_NAMES: Readonly<Record<number, string>> = {
  1: 'HUP',
  2: 'INT',
  3: 'QUIT',
  6: 'ABRT',
  9: 'KILL',
  10: 'USR1',
  11: 'SEGV',
  12: 'USR2',
  13: 'PIPE',
  14: 'ALRM',
  15: 'TERM',
};

/** The signal that a status of 128 and more tells of. */
export const signalOf = (status: number): number | undefined =>
  SIGNAL_NAMES[status - 128] === undefined ? undefined : status - 128;

/** `code=exited, status=1/FAILURE` or `code=killed, status=9/KILL`. */
export function exitText(status: number): string {
  const signal = signalOf(status);
  if (signal !== undefined) return `code=killed, status=${signal}/${SIGNAL_NAMES[signal]}`;
  return `code=exited, status=${status}/${STATUS_NAMES[status] ?? 'n/a'}`;
}

/** Starts `command` as a process of `service`. */
export function launch(
  computer: Computer,
  service: Service,
  command: ExecCommand,
  env: Readonly<Record<string, string>>,
  onExit: (status: number) => void,
): Launched {
  const { files, processes } = { files: computer.files(), processes: computer.processes };
  const program = command.argv[0] ?? '';
  const user = command.privileged ? 'root' : service.user;
  const fail = (status: 200 | 203 | 209 | 217, step: string, why: string, first: string): Launched => {
    const pid = computer.record.nextPid;
    computer.change({ nextPid: pid + 1 });
    const by = `(${basename(program).slice(0, 8)})`;
    writeJournal(computer, service.name, by, pid, [
      `${service.name}: ${first}`,
      `${service.name}: Failed at step ${step} spawning ${program}: ${why}`,
    ]);
    return { status, pid };
  };
  if (!computer.account(user)) {
    return fail(217, 'USER', 'No such process', 'Failed to determine user credentials: No such process');
  }
  const cwd = workingFolder(computer, service);
  if (cwd === undefined) {
    const why = 'No such file or directory';
    return fail(200, 'CHDIR', why, `Changing to the requested working directory failed: ${why}`);
  }
  try {
    let pid = 0;
    const stdout = openStream(computer, service, 'StandardOutput', program, () => pid) ?? nullOutput;
    const stderr = openStream(computer, service, 'StandardError', program, () => pid) ?? stdout;
    const found = processes.find(program, { env, cwd, user });
    if (found.kind === 'text')
      return fail(203, 'EXEC', 'Exec format error', `Failed to execute ${program}: Exec format error`);
    pid = processes.spawn({
      argv: command.argv,
      env,
      cwd,
      user,
      stdout,
      stderr,
      parent: 1,
      unit: service.name,
      onExit,
    });
    return { pid };
  } catch (error) {
    if (error instanceof FsError) {
      return fail(209, 'STDOUT', error.text, `Failed to set up standard output: ${error.text}`);
    }
    if (!(error instanceof CannotStart)) throw error;
    const why = error.status === 127 || !files.exists(program) ? 'No such file or directory' : 'Permission denied';
    return fail(203, 'EXEC', why, `Failed to locate executable ${program}: ${why}`);
  }
}

/** The folder that the service runs in; undefined when it is not there and must be. */
function workingFolder(computer: Computer, { file, user }: Service): string | undefined {
  const given = setting(file, 'Service.WorkingDirectory');
  if (!given) return '/';
  const path = given.replace(/^-/, '') === '~' ? computer.account(user)!.home : given.replace(/^-/, '');
  if (computer.files(user).isDirectory(path)) return path;
  return given.startsWith('-') ? '/' : undefined;
}

function openStream(
  computer: Computer,
  service: Service,
  key: string,
  program: string,
  pidOf: () => number,
): Output | undefined {
  const given = setting(service.file, `Service.${key}`) ?? (key === 'StandardOutput' ? 'journal' : 'inherit');
  if (given === 'inherit') return undefined;
  if (given === 'null') return nullOutput;
  const [, kind, path] = /^(file|append|truncate):(.*)$/.exec(given) ?? [];
  if (!path) return journalOutput(computer, service.name, basename(program), pidOf);
  const files = computer.files();
  if (kind === 'truncate' || !files.exists(path)) files.writeFile(path, '');
  return {
    target: { kind: 'file', path, owner: 'root' },
    isTerminal: false,
    write: (data) => files.appendFile(path, data),
  };
}
