// Web servers as residents: what both servers share in starting, answering and taking signals.
import type { Data } from '../../../lib/json.ts';
import type { Computer } from '../../computer.ts';
import { FsError } from '../../disk/errors.ts';
import { nullOutput } from '../../io.ts';
import type { HttpResponse, ProgramContext, Resident, ResidentContext, ResidentDriver } from '../../program.ts';
import { appendLog, logAccess, logNotice } from './logs.ts';
import { serve, siteFor } from './serve.ts';
import { portsOf, type WebData } from './site.ts';

/** The ports in `ports` that somebody else listens on. */
export const takenPorts = (computer: Computer, ports: readonly number[], except = 0): number[] =>
  ports.filter((port) => {
    const listener = computer.processes.listener(port);
    return listener !== undefined && listener.pid !== except;
  });

/** The pid in a PID file, if that process runs. */
export function runningPid(computer: Computer, pidFile: string): number | undefined {
  try {
    const pid = Number(computer.files().readText(pidFile).trim());
    return computer.processes.get(pid)?.state === 'running' ? pid : undefined;
  } catch (error) {
    if (error instanceof FsError) return undefined;
    throw error;
  }
}

/** The resident that serves `web`; its PID file is written. */
export function residentOf(computer: Computer, pid: number, web: WebData): Resident {
  const files = computer.files();
  files.mkdir(web.pidFile.replace(/\/[^/]*$/, ''), { recursive: true });
  files.writeFile(web.pidFile, `${pid}\n`);
  const first = web.sites[0];
  if (first) {
    const text =
      web.flavour === 'nginx'
        ? 'start worker processes'
        : `AH00489: ${web.server} configured -- resuming normal operations`;
    logNotice({ computer, pid }, web.flavour, first.errorLog, text);
  }
  return { kind: 'web', ports: portsOf(web.sites), data: web as unknown as Data };
}

/** Starts the server in the background and waits until it listens; gives 0. */
export async function serveInBackground(
  context: ProgramContext,
  name: string,
  argv: readonly string[],
  web: WebData,
): Promise<number> {
  const { computer, env, task } = context;
  const unit = computer.processes.get(context.pid)?.unit;
  const pid = computer.processes.start(
    { name, summary: 'a web server', startMs: 20, run: (inner) => residentOf(computer, inner.pid, web) },
    {
      argv,
      env,
      cwd: '/',
      user: context.user,
      stdout: nullOutput,
      stderr: nullOutput,
      parent: 1,
      ...(unit ? { unit } : {}),
    },
  );
  while (computer.processes.get(pid)?.state === 'running' && !computer.processes.get(pid)?.resident) {
    await task.wait(computer.processes.settledSignal(pid));
  }
  return 0;
}

const webOf = (context: ResidentContext): WebData => context.data as unknown as WebData;

/** Reads the configuration anew for a running server; registered by each flavour. */
export type Reload = (computer: Computer, web: WebData) => WebData | { readonly problem: string };

/** The driver of both servers. */
export function webDriver(reload: Readonly<Record<WebData['flavour'], Reload>>): ResidentDriver {
  return {
    request(context, request): HttpResponse | Promise<HttpResponse> {
      const web = webOf(context);
      const port = Number(/:(\d+)$/.exec(request.host)?.[1] ?? (request.scheme === 'https' ? 443 : 80));
      const host = request.headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? request.host;
      const site = siteFor(web.sites, host, port) ?? web.sites[0]!;
      const path = decodePath(request.path.split('?')[0]!);
      const response = serve({ context, web, site, request, path, files: context.computer.files(web.worker) });
      if (!(response instanceof Promise)) {
        logAccess(context, site, request, response);
        return response;
      }
      return response.then((answer) => {
        logAccess(context, site, request, answer);
        return answer;
      });
    },
    signal(context, signal) {
      const web = webOf(context);
      if (signal === 'SIGHUP' || signal === 'SIGUSR1') {
        const next = reload[web.flavour](context.computer, web);
        if ('problem' in next) appendLog(context, web.sites[0]?.errorLog ?? '', next.problem);
        else context.keep(next as unknown as Data, portsOf(next.sites));
        return false;
      }
      if (signal === 'SIGUSR2') return false;
      stopped(context, web);
      return true;
    },
  };
}

function stopped(context: ResidentContext, web: WebData): void {
  const files = context.computer.files();
  if (runningPid(context.computer, web.pidFile) === context.pid) files.remove(web.pidFile);
  const text = web.flavour === 'nginx' ? 'exit' : 'AH00491: caught SIGTERM, shutting down';
  logNotice(context, web.flavour, web.sites[0]?.errorLog ?? '', text);
}

function decodePath(path: string): string {
  try {
    const decoded = decodeURIComponent(path);
    const parts: string[] = [];
    for (const part of decoded.split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '.') parts.push(part);
    }
    return parts.join('/').replace(/\/{2,}/g, '/') || '/';
  } catch {
    return path;
  }
}
