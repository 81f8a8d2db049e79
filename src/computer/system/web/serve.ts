// Answers requests from the disk, as a site's rules say. Synchronous but for what is passed on to another server.
import { toBytes } from '../../../lib/bytes.ts';
import type { Files } from '../../disk/disk.ts';
import { FsError } from '../../disk/errors.ts';
import { resolvePath } from '../../disk/path.ts';
import { NetworkError } from '../../network/network.ts';
import type { HttpRequest, HttpResponse, ResidentContext } from '../../program.ts';
import { contentType } from './contentTypes.ts';
import { logError } from './logs.ts';
import { httpdPage, listingPage, nginxPage } from './pages.ts';
import type { Rule, Site, WebData } from './site.ts';

/** What one request is answered with. */
export interface Serving {
  readonly context: ResidentContext;
  readonly web: WebData;
  readonly site: Site;
  readonly request: HttpRequest;
  /** The disk as the worker account sees it. */
  readonly files: Files;
  /** The path without its query, percent signs resolved. */
  readonly path: string;
}

type Headers = readonly (readonly [string, string])[];

const REDIRECTIONS_MAX = 10;

/** The site that answers for a host: the one of that name, or the default one of that port. */
export function siteFor(sites: readonly Site[], host: string, port: number): Site | undefined {
  const here = sites.filter(({ ports }) => ports.includes(port));
  if (here.length <= 1) return here[0];
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return (
    here.find(({ names }) => names.some((pattern) => hostFits(pattern, name))) ??
    here.find(({ isDefault }) => isDefault) ??
    here[0]
  );
}

const hostFits = (pattern: string, name: string): boolean =>
  pattern === name ||
  (pattern.startsWith('*.') && name.endsWith(pattern.slice(1))) ||
  (pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -1)));

const fits = ({ match, pattern }: Rule, path: string): boolean => {
  if (match === 'exact') return path === pattern;
  if (match === 'regex') return new RegExp(pattern).test(path);
  if (match === 'regex-any-case') return new RegExp(pattern, 'i').test(path);
  return path.startsWith(pattern);
};

/** The rule for a path: exact, then the longest prefix if it is strong, then the first expression, then the prefix. */
export function ruleFor(rules: readonly Rule[], path: string): Rule | undefined {
  let longest: Rule | undefined;
  for (const rule of rules) {
    if (rule.match === 'exact' && fits(rule, path)) return rule;
    if (/prefix/.test(rule.match) && fits(rule, path) && rule.pattern.length > (longest?.pattern.length ?? -1))
      longest = rule;
  }
  if (longest?.match === 'strong-prefix') return longest;
  return rules.find((rule) => /^regex/.test(rule.match) && fits(rule, path)) ?? longest;
}

/** Apache's sections add to each other: the first mapping wins, what is said of the path later counts more. */
export function mergedRule(rules: readonly Rule[], path: string): Rule | undefined {
  const said = rules.filter((rule) => fits(rule, path));
  const [first] = said;
  if (!first || said.length === 1) return first;
  const mapping =
    said.find(({ proxy, alias, respond }) => proxy !== undefined || alias !== undefined || respond) ?? first;
  const { denied, ...all } = said.reduce((merged, rule) => ({ ...merged, ...rule }));
  const { proxy: _proxy, alias: _alias, respond: _respond, ...sayings } = all;
  const { match, pattern, proxy, alias, respond } = mapping;
  const errorPages = Object.assign({}, ...said.map((rule) => rule.errorPages)) as Record<string, string>;
  return {
    ...sayings,
    errorPages,
    headers: said.flatMap(({ headers = [] }) => headers),
    match,
    pattern,
    ...(proxy ? { proxy } : {}),
    ...(alias === undefined ? {} : { alias }),
    ...(respond ? { respond } : {}),
    // Folders say who may read them; what is passed on or redirected does not touch them.
    ...(denied && !proxy && !respond ? { denied } : {}),
  };
}

/** Answers `serving.request`. */
export function serve(serving: Serving, path = serving.path, depth = 0): HttpResponse | Promise<HttpResponse> {
  const { site, web } = serving;
  const rule = web.flavour === 'httpd' ? mergedRule(site.rules, path) : ruleFor(site.rules, path);
  if (depth > REDIRECTIONS_MAX) return errorPage(serving, rule, 500, depth);
  if (rule?.denied) {
    const full = diskPath(serving, rule, path);
    logError(
      serving,
      web.flavour === 'nginx' ? 'access forbidden by rule' : `AH01630: client denied by server configuration: ${full}`,
    );
    return errorPage(serving, rule, 403, depth);
  }
  if (rule?.respond) return respond(serving, rule.respond, rule);
  const tried = rule?.tryFiles ? tryFiles(serving, rule, path, depth) : undefined;
  if (tried) return tried;
  if (rule?.proxy) return pass(serving, rule, path, depth);
  return fromDisk(serving, rule, path, depth);
}

/** `path` on the disk. */
function diskPath({ site }: Serving, rule: Rule | undefined, path: string): string {
  if (rule?.alias !== undefined)
    return resolvePath('/', rule.alias + path.slice(rule.pattern.length)) + (path.endsWith('/') ? '/' : '');
  return (rule?.root ?? site.root).replace(/\/$/, '') + path;
}

function fromDisk(
  serving: Serving,
  rule: Rule | undefined,
  path: string,
  depth: number,
): HttpResponse | Promise<HttpResponse> {
  const { files, site } = serving;
  const full = diskPath(serving, rule, path);
  try {
    const node = files.node(full);
    if (!node) {
      if (serving.web.flavour === 'nginx') logError(serving, `open() "${full}" failed (2: No such file or directory)`);
      return errorPage(serving, rule, 404, depth);
    }
    if (node.kind !== 'directory')
      return path.endsWith('/') ? errorPage(serving, rule, 404, depth) : file(serving, rule, full, depth);
    if (!path.endsWith('/')) return redirect(serving, 301, `${path}/`);
    for (const name of rule?.index ?? site.index) {
      const inner = `${full.replace(/\/$/, '')}/${name}`;
      if (files.node(inner)?.kind === 'file') return file(serving, rule, inner, depth);
    }
    if (rule?.listing ?? site.listing) return page(serving, 200, listingPage(path, listed(files, full)));
    noIndex(serving, rule, full);
    return errorPage(serving, rule, 403, depth);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    denied(serving, full);
    return errorPage(serving, rule, 403, depth);
  }
}

const listed = (files: Files, full: string): string[] =>
  files.readdir(full).map((name) => (files.isDirectory(`${full}/${name}`) ? `${name}/` : name));

function noIndex(serving: Serving, rule: Rule | undefined, full: string): void {
  if (serving.web.flavour === 'nginx') return logError(serving, `directory index of "${full}" is forbidden`);
  const names = (rule?.index ?? serving.site.index).join(',');
  logError(
    serving,
    `AH01276: Cannot serve directory ${full}: No matching DirectoryIndex (${names}) found, and server-generated directory index forbidden by Options directive`,
  );
}

function denied(serving: Serving, full: string): void {
  if (serving.web.flavour === 'nginx') return logError(serving, `open() "${full}" failed (13: Permission denied)`);
  logError(
    serving,
    `(13)Permission denied: AH00035: access to ${serving.path} denied (filesystem path '${full}') because search permissions are missing on a component of the path`,
  );
}

function file(
  serving: Serving,
  rule: Rule | undefined,
  full: string,
  depth: number,
): HttpResponse | Promise<HttpResponse> {
  const { request, files } = serving;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const lenient = serving.web.flavour === 'httpd' && request.method === 'POST';
    if (!lenient) return errorPage(serving, rule, 405, depth);
  }
  const body = files.readFile(full);
  const { mtimeMs, size } = files.stat(full);
  const tag = `"${size.toString(16)}-${mtimeMs.toString(16)}"`;
  const modified = new Date(mtimeMs).toUTCString();
  const condition = (name: string): string | undefined =>
    request.headers.find(([key]) => key.toLowerCase() === name)?.[1];
  const validators: Headers = [
    ['Last-Modified', modified],
    ['ETag', tag],
    ['Accept-Ranges', 'bytes'],
  ];
  if (
    condition('if-none-match') === tag ||
    (condition('if-none-match') === undefined && condition('if-modified-since') === modified)
  ) {
    return answer(serving, rule, 304, validators, new Uint8Array(0));
  }
  const type = contentType(full) ?? (serving.web.flavour === 'nginx' ? 'application/octet-stream' : undefined);
  return answer(
    serving,
    rule,
    200,
    [...validators, ...(type ? [['Content-Type', withCharset(serving, type)] as const] : [])],
    body,
  );
}

const withCharset = ({ web }: Serving, type: string): string =>
  web.flavour === 'httpd' && /^text\/(html|plain)$/.test(type) ? `${type}; charset=UTF-8` : type;

function tryFiles(
  serving: Serving,
  rule: Rule,
  path: string,
  depth: number,
): HttpResponse | Promise<HttpResponse> | undefined {
  const tries = rule.tryFiles!;
  const query = serving.request.path.split('?')[1];
  const filled = (text: string): string =>
    text
      .replaceAll('$uri', path)
      .replaceAll('$is_args', query ? '?' : '')
      .replaceAll('$args', query ?? '')
      .replaceAll('$query_string', query ?? '');
  for (const candidate of tries.slice(0, -1)) {
    const wanted = filled(candidate);
    const node = serving.files.exists(diskPath(serving, rule, wanted))
      ? serving.files.node(diskPath(serving, rule, wanted))
      : undefined;
    if (wanted.endsWith('/') ? node?.kind === 'directory' : node?.kind === 'file')
      return fromDisk(serving, rule, wanted, depth);
  }
  const last = tries.at(-1)!;
  if (/^=\d{3}$/.test(last)) return errorPage(serving, rule, Number(last.slice(1)), depth);
  if (last.startsWith('@')) {
    const named = serving.site.rules.find(({ pattern }) => pattern === last);
    if (!named) return errorPage(serving, rule, 500, depth);
    return named.proxy
      ? pass(serving, named, path, depth)
      : named.respond
        ? respond(serving, named.respond, named)
        : fromDisk(serving, named, path, depth);
  }
  const next = filled(last).split('?')[0]!;
  if (next === path) return undefined;
  return serve(serving, next, depth + 1);
}

function respond(
  serving: Serving,
  { status, body }: { status: number; body: string },
  rule: Rule,
): HttpResponse | Promise<HttpResponse> {
  const text = expandVariables(serving, body);
  if (status >= 300 && status < 400 && text) return redirect(serving, status, text, rule);
  if (text === '' && status >= 400) return errorPage(serving, rule, status, 0);
  const chosen = rule.headers?.find(([name]) => name.toLowerCase() === 'content-type');
  const plain: Headers =
    chosen || text === ''
      ? []
      : [['Content-Type', serving.web.flavour === 'nginx' ? 'application/octet-stream' : 'text/html']];
  return answer(serving, rule, status, plain, toBytes(text));
}

const expandVariables = ({ request, path }: Serving, text: string): string =>
  text
    .replaceAll('$scheme', request.scheme)
    .replaceAll('$host', request.host.replace(/:\d+$/, ''))
    .replaceAll('$request_uri', request.path)
    .replaceAll('$uri', path);

function redirect(serving: Serving, status: number, to: string, rule?: Rule): HttpResponse {
  const location = to.startsWith('/') ? `${serving.request.scheme}://${serving.request.host}${to}` : to;
  const { web } = serving;
  const body = web.flavour === 'nginx' ? nginxPage(status, web.server) : httpdPage(status, location);
  return answer(
    serving,
    rule,
    status,
    [
      ['Location', location],
      ['Content-Type', htmlOf(serving)],
    ],
    body,
  );
}

const htmlOf = ({ web }: Serving): string => (web.flavour === 'nginx' ? 'text/html' : 'text/html; charset=iso-8859-1');

function page(serving: Serving, status: number, body: Uint8Array): HttpResponse {
  return answer(serving, undefined, status, [['Content-Type', 'text/html;charset=UTF-8']], body);
}

/** The answer for a status that is an error: the site's own page, or the server's. */
function errorPage(
  serving: Serving,
  rule: Rule | undefined,
  status: number,
  depth: number,
): HttpResponse | Promise<HttpResponse> {
  const { web, site } = serving;
  const own = rule?.errorPages?.[status] ?? site.errorPages[status];
  if (own !== undefined && depth === 0) {
    if (own.startsWith('"'))
      return answer(serving, rule, status, [['Content-Type', htmlOf(serving)]], toBytes(own.slice(1)));
    if (/^https?:/.test(own)) return redirect(serving, 302, own, rule);
    const [, replaced, target] = /^(=\d*)?\s*(.*)$/.exec(own)!;
    const shown = replaced && replaced.length > 1 ? Number(replaced.slice(1)) : status;
    const get = { ...serving, request: { ...serving.request, method: 'GET', headers: [] } };
    const inner = serve(get, target!, depth + 1);
    const rest = (response: HttpResponse): HttpResponse => ({
      ...response,
      status: response.status === 200 ? shown : response.status,
    });
    return inner instanceof Promise ? inner.then(rest) : rest(inner);
  }
  const body = web.flavour === 'nginx' ? nginxPage(status, web.server) : httpdPage(status);
  const allow: Headers = status === 405 && web.flavour === 'httpd' ? [['Allow', 'GET,POST,OPTIONS,HEAD']] : [];
  return answer(serving, rule, status, [...allow, ['Content-Type', htmlOf(serving)]], body);
}

/** Passes the request on to the server that `rule.proxy` names. */
async function pass(serving: Serving, rule: Rule, path: string, depth: number): Promise<HttpResponse> {
  const { context, request } = serving;
  const query = request.path.includes('?') ? request.path.slice(request.path.indexOf('?')) : '';
  const target = new URL(rule.proxy!);
  const replaces = target.pathname !== '/' || rule.proxy!.endsWith('/');
  const rest =
    replaces && /prefix|exact/.test(rule.match)
      ? target.pathname.replace(/\/$/, '') + `/${path.slice(rule.pattern.length)}`.replace(/^\/+/, '/')
      : path;
  const own = ['host', 'connection', 'x-forwarded-for', 'content-length'];
  const headers: [string, string][] = request.headers
    .filter(([name]) => !own.includes(name.toLowerCase()))
    .map(([name, value]) => [name, value]);
  const forwarded = request.headers.find(([name]) => name.toLowerCase() === 'x-forwarded-for')?.[1];
  headers.push(['Host', target.host], ['X-Forwarded-For', forwarded ? `${forwarded}, ${request.from}` : request.from]);
  if (!headers.some(([name]) => name.toLowerCase() === 'x-forwarded-proto'))
    headers.push(['X-Forwarded-Proto', request.scheme]);
  try {
    const url = new URL(rest + query, target);
    const response = await context.computer.world.network.request(
      url,
      { method: request.method, headers, body: request.body },
      context.task,
      context.computer,
    );
    const kept = response.headers.filter(
      ([name]) => !['server', 'date', 'connection', 'content-length'].includes(name.toLowerCase()),
    );
    return answer(serving, rule, response.status, kept, response.body);
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    proxyFailed(serving, target, error);
    const nginx = serving.web.flavour === 'nginx';
    return errorPage(serving, rule, error.code === 'ETIMEDOUT' ? 504 : nginx ? 502 : 503, depth);
  }
}

function proxyFailed(serving: Serving, { hostname, port, href }: URL, { code }: NetworkError): void {
  const why =
    code === 'ETIMEDOUT'
      ? '(110: Connection timed out)'
      : code === 'ENOTFOUND'
        ? '(113: Host is unreachable)'
        : '(111: Connection refused)';
  if (serving.web.flavour === 'nginx') {
    return logError(
      serving,
      `connect() failed ${why} while connecting to upstream, client: ${serving.request.from}, request: "${serving.request.method} ${serving.request.path} HTTP/1.1", upstream: "${href}"`,
    );
  }
  const text = why.replace(/\((\d+): (.*)\)/, '($1)$2');
  logError(serving, `${text}: AH00957: http: attempt to connect to ${hostname}:${port || 80} (${hostname}) failed`);
}

function answer(
  { web, site, request, context }: Serving,
  rule: Rule | undefined,
  status: number,
  headers: Headers,
  body: Uint8Array,
): HttpResponse {
  const own = status < 400 || rule?.proxy ? [...site.headers, ...(rule?.headers ?? [])] : [];
  const given =
    own.length === 0
      ? headers
      : headers.filter(([name]) => !own.some(([other]) => other.toLowerCase() === name.toLowerCase()));
  const all: [string, string][] = [
    ['Date', new Date(context.computer.kernel.now).toUTCString()],
    ['Server', web.server],
  ];
  for (const [name, value] of given) all.push([name, value]);
  for (const [name, value] of own) all.push([name, value]);
  if (status !== 304) all.push(['Content-Length', String(body.length)]);
  return { status, headers: all, body: request.method === 'HEAD' ? new Uint8Array(0) : body };
}
