// The network between machines: names, addresses, and HTTP requests over it. Names that no machine has are served by
// whoever registered for them (load balancers, AWS endpoints, the instance metadata address).
import type { Task } from '../../kernel/task.ts';
import type { Computer } from '../computer.ts';
import type { Computers } from '../computers.ts';
import { computersTable } from '../model.ts';
import type { HttpRequest, HttpResponse } from '../program.ts';

/** Why a request got no answer. */
export class NetworkError extends Error {
  override name = 'NetworkError';
  readonly code: 'ENOTFOUND' | 'ECONNREFUSED' | 'ETIMEDOUT' | 'ECONNRESET';

  constructor(code: NetworkError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Answers for a host name. `from` is the machine that asks, if one does. */
export type HostHandler = (request: HttpRequest, task: Task, from: Computer | undefined) => Promise<HttpResponse>;

const LATENCY_MS = 1;
const LINK_LOCAL = '169.254.169.254';

/** The network of one world. */
export class Network {
  readonly #computers: Computers;
  #hosts: { match: (host: string) => boolean; handler: HostHandler }[] = [];

  constructor(computers: Computers) {
    this.#computers = computers;
  }

  /** Has `handler` answer for every host name that `match` accepts. */
  serve(match: (host: string) => boolean, handler: HostHandler): void {
    this.#hosts.push({ match, handler });
  }

  /** Whether anything has the name or address `host`. */
  resolves(host: string): boolean {
    return this.#isLocal(host) || this.#hosts.some(({ match }) => match(host)) || this.machineAt(host) !== undefined;
  }

  /**
   * Sends a request to `url`.
   * @throws NetworkError when nothing answers.
   */
  async request(
    url: URL,
    init: Pick<HttpRequest, 'method' | 'headers' | 'body'>,
    task: Task,
    from?: Computer,
  ): Promise<HttpResponse> {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const scheme = url.protocol === 'https:' ? 'https' : 'http';
    const port = Number(url.port || (scheme === 'https' ? 443 : 80));
    const request: HttpRequest = {
      ...init,
      scheme,
      host: url.host,
      path: url.pathname + url.search,
      from: from?.record.address ?? '203.0.113.10',
    };
    await task.charge(LATENCY_MS);
    if (this.#isLocal(host) && from) return this.#ask(from, port, { ...request, from: '127.0.0.1' }, task);
    const served = this.#hosts.find(({ match }) => match(host));
    if (served) return served.handler(request, task, from);
    const machine = this.machineAt(host);
    if (machine) return this.#ask(machine, port, request, task);
    if (host === LINK_LOCAL)
      throw new NetworkError('ETIMEDOUT', `Failed to connect to ${host} port ${port}: Connection timed out`);
    throw new NetworkError('ENOTFOUND', `Could not resolve host: ${host}`);
  }

  #isLocal(host: string): boolean {
    return host === 'localhost' || host === '::1' || host.startsWith('127.') || host === '0.0.0.0';
  }

  /** The machine that has the address `host`. */
  machineAt(host: string): Computer | undefined {
    const record = this.#computers.kernel.table(computersTable).by('address', host)[0];
    return record && this.#computers.get(record.id);
  }

  async #ask(computer: Computer, port: number, request: HttpRequest, task: Task): Promise<HttpResponse> {
    if (!computer.running) {
      await task.sleep(5_000);
      throw new NetworkError('ETIMEDOUT', `Connection to ${request.host} timed out`);
    }
    const listener = computer.processes.listener(port);
    if (!listener) throw new NetworkError('ECONNREFUSED', `Connection refused to ${request.host} port ${port}`);
    return computer.processes.request(listener.pid, request, task);
  }
}
