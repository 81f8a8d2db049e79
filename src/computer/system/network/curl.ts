// curl, over the simulated network. Messages and exit statuses are those of curl 8 (curl 7 on the older systems).
import { joinBytes, toBase64, toBytes, toText } from '../../../lib/bytes.ts';
import { FsError } from '../../disk/errors.ts';
import { basename, dirname, resolvePath } from '../../disk/path.ts';
import { readAll } from '../../io.ts';
import { NetworkError } from '../../network/network.ts';
import type { HttpResponse, Program, ProgramContext } from '../../program.ts';
import { CurlUsage, readCurlArguments, type CurlRequest } from './curlArguments.ts';
import { headerOf, headText, send, TimedOut, type Sent } from './http.ts';

const REDIRECTS_MAX = 50;
const RETRY_STATUSES = new Set([408, 429, 500, 502, 503, 504]);

/** curl gives up on a transfer: its exit status and what it says. */
class CurlError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

interface Transfer {
  readonly response: HttpResponse;
  readonly url: URL;
  readonly redirects: number;
  /** Heads of all answers, for -i and -I. */
  readonly heads: string;
  readonly startedAt: number;
}

const last = ({ values }: CurlRequest, name: string): string | undefined => values.get(name)?.at(-1);

const version = ({ computer }: ProgramContext): string =>
  ({ 'amazon-linux-2023': '8.11.1', 'amazon-linux-2': '8.3.0', ubuntu: '7.81.0' })[computer.record.os];

function parseUrl(text: string): URL {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text) ?? [];
  if (scheme && !/^https?$/i.test(scheme)) {
    if (/^(ftp|file|smtp|scp|sftp)$/i.test(scheme))
      throw new CurlError(1, `Protocol "${scheme}" is not simulated; http and https are`);
    throw new CurlError(1, `Protocol "${scheme}" not supported`);
  }
  try {
    return new URL(scheme ? text : `http://${text}`);
  } catch {
    throw new CurlError(
      3,
      /:\d{6,}|:[^/]*[a-z]/i.test(text.replace(/^\w+:\/\//, ''))
        ? 'URL rejected: Port number was not a decimal number between 0 and 65535'
        : 'URL rejected: Malformed input to a URL function',
    );
  }
}

/** The body that -d and its kin make; `@name` reads a file. */
async function bodyOf(context: ProgramContext, request: CurlRequest): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  for (const [name, list] of request.values) {
    if (!/^(data|data-raw|data-binary|data-ascii|data-urlencode|json|upload-file)$/.test(name)) continue;
    for (const value of list) {
      const fromFile = name === 'upload-file' || (value.startsWith('@') && name !== 'data-raw');
      const data = fromFile
        ? await readFile(context, name === 'upload-file' ? value : value.slice(1))
        : toBytes(name === 'data-urlencode' ? urlEncode(value) : value);
      if (parts.length > 0 && name !== 'json') parts.push(toBytes('&'));
      parts.push(fromFile && /^data(-ascii)?$/.test(name) ? toBytes(toText(data).replace(/[\r\n]/g, '')) : data);
    }
  }
  return parts.length > 0 ? joinBytes(parts) : undefined;
}

const urlEncode = (value: string): string => {
  const [, name, rest] = /^([^=]*=)?(.*)$/s.exec(value)!;
  return (name ?? '') + encodeURIComponent(rest!);
};

async function readFile(context: ProgramContext, name: string): Promise<Uint8Array> {
  if (name === '-') return readAll(context.stdin, context.task);
  try {
    return context.files.readFile(resolvePath(context.cwd, name));
  } catch (error) {
    if (error instanceof FsError) throw new CurlError(26, `Failed to open ${name}`);
    throw error;
  }
}

async function firstSent(context: ProgramContext, request: CurlRequest): Promise<Sent> {
  const { flags } = request;
  const body = await bodyOf(context, request);
  const method =
    last(request, 'request') ??
    (flags.has('head')
      ? 'HEAD'
      : request.values.has('upload-file')
        ? 'PUT'
        : body && !flags.has('get')
          ? 'POST'
          : 'GET');
  const headers: [string, string][] = [
    ['User-Agent', last(request, 'user-agent') ?? `curl/${version(context)}`],
    ['Accept', '*/*'],
  ];
  const user = last(request, 'user');
  if (user !== undefined)
    headers.push(['Authorization', `Basic ${toBase64(toBytes(user.includes(':') ? user : `${user}:`))}`]);
  const token = last(request, 'oauth2-bearer');
  if (token !== undefined) headers.push(['Authorization', `Bearer ${token}`]);
  const cookie = last(request, 'cookie');
  if (cookie?.includes('=')) headers.push(['Cookie', cookie]);
  const referer = last(request, 'referer');
  if (referer !== undefined) headers.push(['Referer', referer]);
  if (request.values.has('json')) headers.push(['Content-Type', 'application/json'], ['Accept', 'application/json']);
  else if (body && !request.values.has('upload-file'))
    headers.push(['Content-Type', 'application/x-www-form-urlencoded']);
  if (body) headers.push(['Content-Length', String(body.length)]);
  const given = (request.values.get('header') ?? [])
    .map((text) => text.split(/[:;]\s*(.*)/s))
    .map(([name, value]) => [name!, value ?? ''] as [string, string]);
  const kept = headers.filter(([name]) => !given.some(([other]) => other.toLowerCase() === name.toLowerCase()));
  return {
    method,
    headers: [...kept, ...given.filter(([, value]) => value !== '')],
    body: flags.has('get') ? new Uint8Array(0) : (body ?? new Uint8Array(0)),
  };
}

const milliseconds = (text: string | undefined): number => (text === undefined ? Infinity : Number(text) * 1000);

/** Sends one request, and tells in curl's words why nothing came back. */
async function exchange(
  context: ProgramContext,
  url: URL,
  sent: Sent,
  limits: { total: number; connect: number },
): Promise<HttpResponse> {
  const { kernel } = context.computer;
  const begun = kernel.now;
  // --connect-timeout counts only where no connection comes about.
  const limit = isDead(context, url) ? Math.min(limits.total, limits.connect) : limits.total;
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  try {
    return await send(context, url, sent, limit);
  } catch (error) {
    const ms = kernel.now - begun;
    if (error instanceof TimedOut)
      throw new CurlError(
        28,
        limit === limits.connect
          ? `Connection timed out after ${ms} milliseconds`
          : `Operation timed out after ${ms} milliseconds with 0 bytes received`,
      );
    if (!(error instanceof NetworkError)) throw error;
    if (error.code === 'ENOTFOUND') throw new CurlError(6, `Could not resolve host: ${url.hostname}`);
    if (error.code === 'ECONNRESET') throw new CurlError(56, 'Recv failure: Connection reset by peer');
    if (error.code === 'ETIMEDOUT')
      throw new CurlError(28, `Failed to connect to ${url.hostname} port ${port} after ${ms} ms: Connection timed out`);
    const why = version(context).startsWith('7') ? 'Connection refused' : "Couldn't connect to server";
    throw new CurlError(7, `Failed to connect to ${url.hostname} port ${port} after ${ms} ms: ${why}`);
  }
}

/** Whether a machine has that address but is not running: connecting to it takes long. */
function isDead({ computer }: ProgramContext, { hostname }: URL): boolean {
  const machine = computer.world.network.machineAt(hostname);
  return machine !== undefined && !machine.running;
}

async function transfer(context: ProgramContext, request: CurlRequest, text: string): Promise<Transfer> {
  const { kernel } = context.computer;
  let url = parseUrl(text);
  let sent = await firstSent(context, request);
  const query = request.flags.has('get') ? await bodyOf(context, request) : undefined;
  if (query) url.search += (url.search ? '&' : '?') + toText(query);
  const startedAt = kernel.now;
  const end = startedAt + milliseconds(last(request, 'max-time'));
  let heads = '';
  for (let redirects = 0; ; redirects++) {
    const host = url.host;
    if (request.flags.has('verbose')) await verboseBefore(context, url, sent);
    const headers = sent.headers.some(([name]) => name.toLowerCase() === 'host')
      ? sent.headers
      : [['Host', host] as const, ...sent.headers];
    const response = await exchange(
      context,
      url,
      { ...sent, headers },
      { total: end - kernel.now, connect: milliseconds(last(request, 'connect-timeout')) },
    );
    heads += headText(response);
    if (request.flags.has('verbose'))
      await context.stderr.write(
        headText(response)
          .split('\r\n')
          .slice(0, -1)
          .map((line) => `< ${line}\n`)
          .join(''),
      );
    const location = headerOf(response, 'location');
    const follows =
      (request.flags.has('location') || request.flags.has('location-trusted')) &&
      response.status >= 300 &&
      response.status < 400 &&
      location !== undefined;
    if (!follows) return { response, url, redirects, heads, startedAt };
    if (redirects >= Number(last(request, 'max-redirs') ?? REDIRECTS_MAX))
      throw new CurlError(47, `Maximum (${last(request, 'max-redirs') ?? REDIRECTS_MAX}) redirects followed`);
    url = new URL(location, url);
    const keepsMethod = [307, 308].includes(response.status) || last(request, 'request') !== undefined;
    if (!keepsMethod && sent.method === 'POST') sent = { ...sent, method: 'GET', body: new Uint8Array(0) };
  }
}

async function verboseBefore({ stderr }: ProgramContext, url: URL, sent: Sent): Promise<void> {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const lines = [
    `${sent.method} ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
    ...sent.headers.map(([name, value]) => `${name}: ${value}`),
    '',
  ];
  await stderr.write(`* Connected to ${url.hostname} port ${port}\n${lines.map((line) => `> ${line}\n`).join('')}`);
}

/** The text of -w, its variables filled in. */
function writeOut(format: string, { response, url, redirects, startedAt }: Transfer, now: number): string {
  const seconds = ((now - startedAt) / 1000).toFixed(6);
  const values: Readonly<Record<string, string>> = {
    http_code: String(response.status).padStart(3, '0'),
    response_code: String(response.status),
    url_effective: url.href,
    num_redirects: String(redirects),
    size_download: String(response.body.length),
    time_total: seconds,
    time_connect: '0.001000',
    time_namelookup: '0.000500',
    time_starttransfer: seconds,
    time_appconnect: '0.000000',
    time_pretransfer: '0.001000',
    time_redirect: '0.000000',
    content_type: headerOf(response, 'content-type') ?? '',
    remote_ip: url.hostname,
    remote_port: url.port || '80',
    http_version: '1.1',
    scheme: url.protocol.slice(0, -1).toUpperCase(),
    exitcode: '0',
    errormsg: '',
    method: 'GET',
    num_connects: '1',
    speed_download: '0',
    redirect_url: headerOf(response, 'location') ?? '',
    ssl_verify_result: '0',
  };
  return format
    .replace(/%\{(\w+)\}/g, (all, name: string) => values[name] ?? all)
    .replace(/%%/g, '%')
    .replace(/\\([nrt\\])/g, (_all, c: string) => ({ n: '\n', r: '\r', t: '\t', '\\': '\\' })[c]!);
}

function outputName(request: CurlRequest, index: number, url: URL): string | undefined {
  const named = request.values.get('output')?.[index];
  if (named !== undefined) return named;
  if (!request.flags.has('remote-name')) return undefined;
  const name = basename(url.pathname);
  if (name === '/' || url.pathname.endsWith('/')) throw new CurlError(23, 'Remote file name has no length');
  return name;
}

async function deliver(context: ProgramContext, request: CurlRequest, index: number, done: Transfer): Promise<void> {
  const { stdout, files, cwd, task } = context;
  const shown = request.flags.has('include') || request.flags.has('head') ? toBytes(done.heads) : new Uint8Array(0);
  const data = joinBytes([shown, done.response.body]);
  const dump = last(request, 'dump-header');
  if (dump === '-') await stdout.write(done.heads, task);
  else if (dump !== undefined) files.writeFile(resolvePath(cwd, dump), done.heads);
  const name = outputName(request, index, done.url);
  if (name === undefined || name === '-') return stdout.write(data, task);
  const path = resolvePath(last(request, 'output-dir') ?? cwd, name);
  if (path === '/dev/null') return;
  try {
    if (request.flags.has('create-dirs')) files.mkdir(dirname(path), { recursive: true });
    files.writeFile(path, data);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    await context.stderr.write(
      request.flags.has('silent') && !request.flags.has('show-error')
        ? ''
        : `Warning: Failed to open the file ${name}: ${error.text}\n`,
    );
    throw new CurlError(23, `Failure writing output to destination, passed ${data.length} returned 0`);
  }
}

/** Transfers one URL, again after failures that may pass if --retry says so. */
async function one(context: ProgramContext, request: CurlRequest, text: string, index: number): Promise<number> {
  const { stderr, stdout, task, computer } = context;
  const silent = request.flags.has('silent');
  const retries = Number(last(request, 'retry') ?? 0);
  const delay = last(request, 'retry-delay');
  for (let attempt = 0; ; attempt++) {
    const wait = delay === undefined ? Math.min(600_000, 1000 * 2 ** attempt) : Number(delay) * 1000;
    try {
      const done = await transfer(context, request, text);
      const { status } = done.response;
      const again =
        attempt < retries && (RETRY_STATUSES.has(status) || (request.flags.has('retry-all-errors') && status >= 400));
      if (again) {
        if (!silent)
          await stderr.write(
            `Warning: Problem: HTTP error. Will retry in ${wait / 1000} seconds. ${retries - attempt} retries left.\n`,
          );
        await task.sleep(wait);
        continue;
      }
      const bad = status >= 400 && (request.flags.has('fail') || request.flags.has('fail-with-body'));
      if (!bad || request.flags.has('fail-with-body')) await deliver(context, request, index, done);
      if (!silent && !stderr.isTerminal && outputName(request, index, done.url) !== undefined)
        await stderr.write(progress(done.response.body.length));
      if (bad) await complain(context, request, new CurlError(22, `The requested URL returned error: ${status}`));
      const format = last(request, 'write-out');
      if (format !== undefined)
        await stdout.write(
          writeOut(
            format.startsWith('@') ? toText(await readFile(context, format.slice(1))) : format,
            done,
            computer.kernel.now,
          ),
          task,
        );
      return bad ? 22 : 0;
    } catch (error) {
      if (!(error instanceof CurlError)) throw error;
      const passing =
        error.status === 28 ||
        (error.status === 7 && request.flags.has('retry-connrefused')) ||
        request.flags.has('retry-all-errors') ||
        error.status === 6;
      if (passing && attempt < retries) {
        if (!silent)
          await stderr.write(
            `Warning: Problem: ${error.status === 28 ? 'timeout' : 'connection refused'}. Will retry in ${wait / 1000} seconds. ${retries - attempt} retries left.\n`,
          );
        await task.sleep(wait);
        continue;
      }
      const format = last(request, 'write-out');
      await complain(context, request, error);
      if (format !== undefined)
        await stdout.write(writeOut(format, unanswered(text, computer.kernel.now), computer.kernel.now), task);
      return error.status;
    }
  }
}

/** What -w tells of a transfer that had no answer. */
const unanswered = (text: string, now: number): Transfer => ({
  response: { status: 0, headers: [], body: new Uint8Array(0) },
  url: URL.canParse(text) ? new URL(text) : new URL('http://localhost/'),
  redirects: 0,
  heads: '',
  startedAt: now,
});

const progress = (bytes: number): string => {
  const size = String(bytes).padStart(5);
  return `  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n100 ${size}  100 ${size}    0     0  ${size}      0 --:--:-- --:--:-- --:--:-- ${size}\n`;
};

async function complain({ stderr }: ProgramContext, request: CurlRequest, error: CurlError): Promise<void> {
  if (request.flags.has('silent') && !request.flags.has('show-error')) return;
  await stderr.write(`curl: (${error.status}) ${error.message}\n`);
}

async function run(context: ProgramContext): Promise<number> {
  const { stdout, stderr } = context;
  let request: CurlRequest;
  try {
    request = readCurlArguments(context.argv.slice(1));
  } catch (error) {
    if (!(error instanceof CurlUsage)) throw error;
    await stderr.write(`curl: ${error.message}\ncurl: try 'curl --help' for more information\n`);
    return 2;
  }
  if (request.flags.has('version')) {
    await stdout.write(`curl ${version(context)} (x86_64-pc-linux-gnu)\nProtocols: http https\nFeatures: IPv6 SSL\n`);
    return 0;
  }
  if (request.flags.has('help')) {
    await stdout.write('Usage: curl [options...] <url>\nSimulated: http and https, within the simulated network.\n');
    return 0;
  }
  if (request.urls.length === 0) {
    await stderr.write('curl: (2) no URL specified\n');
    return 2;
  }
  let status = 0;
  for (const [index, url] of request.urls.entries()) status = await one(context, request, url, index);
  return status;
}

export const curl: Program = { name: 'curl', summary: 'transfers data over the simulated network', startMs: 4, run };
