// Jobs: wait, jobs, fg, bg, disown, kill.
import { signalName, signalNumber } from '../../process.ts';
import type { Shell } from '../runtime.ts';
import type { Builtin, BuiltinCall } from './index.ts';

function jobOf(shell: Shell, word: string) {
  const [, id] = /^%(\d+|[%+-])$/.exec(word) ?? [];
  if (id === undefined) return undefined;
  return /\d/.test(id) ? shell.jobs.find((job) => job.id === Number(id)) : shell.jobs.at(id === '-' ? -2 : -1);
}

const pidOf = (shell: Shell, word: string): number | undefined =>
  word.startsWith('%') ? jobOf(shell, word)?.pid : Number(word);

async function waitFor(shell: Shell, pid: number): Promise<number> {
  const status = await shell.host.computer.processes.wait(pid, shell.task);
  shell.jobs = shell.jobs.filter((job) => job.pid !== pid);
  return status;
}

async function wait({ shell, argv }: BuiltinCall): Promise<number> {
  const words = argv.slice(1).filter((word) => !/^-[nfp]$/.test(word));
  if (words.length === 0) {
    for (const { pid } of [...shell.jobs]) await waitFor(shell, pid);
    return 0;
  }
  let status = 0;
  for (const word of words) {
    const pid = pidOf(shell, word);
    if (pid === undefined || !shell.jobs.some((job) => job.pid === pid)) {
      await shell.complain(`wait: pid ${word} is not a child of this shell`);
      status = 127;
    } else status = await waitFor(shell, pid);
  }
  return status;
}

async function jobs({ shell, argv }: BuiltinCall): Promise<number> {
  for (const { id, pid, text } of shell.jobs) {
    const process = shell.host.computer.processes.get(pid);
    const running = process?.state === 'running';
    if (argv.includes('-p')) await shell.out(`${pid}\n`);
    else
      await shell.out(
        `[${id}]${id === shell.jobs.at(-1)!.id ? '+' : '-'}  ${(running ? 'Running' : process?.status ? `Exit ${process.status}` : 'Done').padEnd(24)}${text}${running ? ' &' : ''}\n`,
      );
    if (!running) shell.jobs = shell.jobs.filter((job) => job.id !== id);
  }
  return 0;
}

async function foreground({ shell, argv }: BuiltinCall): Promise<number> {
  const job = argv[1] ? jobOf(shell, argv[1].startsWith('%') ? argv[1] : `%${argv[1]}`) : shell.jobs.at(-1);
  if (!job) {
    await shell.complain(`fg: ${argv[1] ?? 'current'}: no such job`);
    return 1;
  }
  await shell.out(`${job.text}\n`);
  return waitFor(shell, job.pid);
}

async function kill({ shell, argv }: BuiltinCall): Promise<number> {
  const words = [...argv.slice(1)];
  if (words[0] === '-l') {
    await shell.out(
      words[1]
        ? `${signalName(Number(words[1]) % 128) ?? words[1]}\n`
        : ' 1) SIGHUP\t 2) SIGINT\t 3) SIGQUIT\t 9) SIGKILL\t15) SIGTERM\n',
    );
    return 0;
  }
  let signal = 15;
  if (words[0]?.startsWith('-') && words[0] !== '--') {
    const option = words.shift()!;
    const name = option === '-s' || option === '-n' ? words.shift()! : option.slice(1);
    const number = signalNumber(name);
    if (number === undefined) {
      await shell.complain(`kill: ${name}: invalid signal specification`);
      return 1;
    }
    signal = number;
  }
  if (words[0] === '--') words.shift();
  if (words.length === 0) {
    await shell.err('kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n');
    return 2;
  }
  let status = 0;
  for (const word of words) status = (await killOne(shell, word, signal)) ? status : 1;
  return status;
}

async function killOne(shell: Shell, word: string, signal: number): Promise<boolean> {
  const { processes } = shell.host.computer;
  const pid = pidOf(shell, word);
  if (pid === undefined || !Number.isInteger(pid)) {
    await shell.complain(`kill: ${word}: arguments must be process or job IDs`);
    return false;
  }
  const owner = processes.get(Math.abs(pid))?.user;
  if (owner !== undefined && shell.host.user !== 'root' && owner !== shell.host.user) {
    await shell.complain(`kill: (${pid}) - Operation not permitted`);
    return false;
  }
  const done = pid < 0 ? processes.killGroup(-pid, signal) > 0 : processes.kill(pid, signal);
  if (!done) await shell.complain(shell.bash ? `kill: (${pid}) - No such process` : 'kill: No such process');
  return done;
}

export const jobBuiltins: Readonly<Record<string, Builtin>> = {
  wait,
  jobs,
  fg: foreground,
  kill,
  bg: () => 0,
  disown: ({ shell, argv }) => {
    const pid = argv[1] ? pidOf(shell, argv[1]) : shell.lastBackgroundPid;
    shell.jobs = argv.includes('-a') ? [] : shell.jobs.filter((job) => job.pid !== pid);
    return 0;
  },
  history: () => 0,
};
