// What Apache's directives mean: listeners, virtual hosts, folders, aliases, proxies. See httpd.apache.org/docs/2.4/mod.
import type { Files } from '../../disk/disk.ts';
import { resolvePath } from '../../disk/path.ts';
import { readApacheConfig, syntaxError, type Directive } from './apacheSyntax.ts';
import { ConfigError, type Rule, type Site } from './site.ts';

/** A configuration as read. */
export interface ApacheConfig {
  readonly sites: readonly Site[];
  readonly user: string;
  readonly pidFile: string;
  readonly serverName: string;
  /** Printed at start, without stopping it. */
  readonly warnings: readonly string[];
}

/** Directives that Apache knows and that change nothing here; they are accepted. */
const ACCEPTED = new Set(
  `acceptpathinfo accessfilename addcharset adddefaultcharset addencoding addhandler addicon addiconbyencoding addiconbytype
  addlanguage addoutputfilter addoutputfilterbytype addtype allowoverride allowencodedslashes allowmethods authbasicprovider authname authtype authuserfile authgroupfile
  browsermatch cachedisable cacheenable cacheroot customlog defaulticon defaulttype deflatecompressionlevel directoryslash
  documentroot enablemmap enablesendfile errordocument errorlog errorlogformat expiresactive expiresbytype expiresdefault
  extendedstatus fileetag forcetype forensiclog graceful header headername hostnamelookups http2direct indexignore indexoptions
  indexstyle keepalive keepalivetimeout languagepriority forcelanguagepriority limitrequestbody limitrequestfields limitrequestfieldsize limitrequestline
  listen listenbacklog loadmodule loglevel logformat maxconnectionsperchild maxkeepaliverequests maxrequestworkers
  maxspareservers maxsparethreads mimemagicfile minspareservers minsparethreads mutex namevirtualhost options passenv php_admin_flag php_admin_value php_flag php_value pidfile
  protocols proxyaddheaders proxyerroroverride proxypass proxypassmatch proxypassreverse proxypassreversecookiedomain proxypassreversecookiepath proxypreservehost proxyrequests proxytimeout proxyset proxyvia balancermember
  readmename redirect redirectmatch redirectpermanent redirecttemp remoteipheader remoteipinternalproxy remoteiptrustedproxy removehandler removetype requestheader requestreadtimeout require
  rewritebase rewritecond rewriteengine rewriteoptions rewriterule satisfy order allow deny scoreboardfile scriptalias scriptaliasmatch scriptsock
  serveradmin serveralias serverlimit servername serverpath serverroot serversignature servertokens sethandler setenv setenvif setenvifnocase setoutputfilter
  sslcertificatechainfile sslcertificatefile sslcertificatekeyfile sslciphersuite sslcryptodevice sslengine sslhonorcipherorder sslopenssl sslpassphrasedialog sslprotocol sslproxyengine sslproxycheckpeername sslproxycheckpeercn sslproxyverify sslsessioncache sslsessioncachetimeout
  startservers suexecusergroup suppresswarnings threadlimit threadsperchild timeout tracenable traceenable typesconfig unsetenv
  usecanonicalname user group wsgidaemonprocess wsgiscriptalias wsgiprocessgroup wsgipythonpath wsgipythonhome alias aliasmatch directoryindex directoryindexredirect bufferedlogs h2push substitute`.split(
    /\s+/,
  ),
);
const SECTIONS = new Set([
  'directory',
  'directorymatch',
  'files',
  'filesmatch',
  'location',
  'locationmatch',
  'ifmodule',
  'ifdefine',
  'ifversion',
  'if',
  'else',
  'elseif',
  'virtualhost',
  'limit',
  'limitexcept',
  'proxy',
  'proxymatch',
  'requireall',
  'requireany',
  'requirenone',
  'macro',
]);

/** Modules that both images load: `<IfModule !x>` is false for them. */
const ABSENT_MODULES =
  /mod_(php|security|ssl|wsgi|perl|userdir|pagespeed|mpm_prefork|mpm_worker)|prefork|worker\.c|php|ssl_module/;

const isSection = ({ children }: Directive): boolean => children !== undefined;

/** The directives after conditions are decided; unknown ones are refused. */
function* effective(directives: readonly Directive[]): Generator<Directive> {
  for (const directive of directives) {
    const name = directive.name.toLowerCase();
    if (isSection(directive)) {
      if (!SECTIONS.has(name))
        throw syntaxError(
          directive,
          `Invalid command '<${directive.name}', perhaps misspelled or defined by a module not included in the server configuration`,
        );
      if (name === 'ifmodule') {
        const [argument = ''] = directive.args;
        const present = !ABSENT_MODULES.test(argument);
        if (present !== argument.startsWith('!')) yield* effective(directive.children!);
      } else if (name === 'ifversion' || name === 'else' || name === 'if')
        yield* name === 'ifversion' ? effective(directive.children!) : [];
      else if (name !== 'ifdefine') yield directive;
    } else if (ACCEPTED.has(name)) yield directive;
    else
      throw syntaxError(
        directive,
        `Invalid command '${directive.name}', perhaps misspelled or defined by a module not included in the server configuration`,
      );
  }
}

interface Draft {
  root: string | undefined;
  names: string[];
  index: string[] | undefined;
  rules: Rule[];
  folders: { path: string; rule: Partial<Rule> }[];
  errorPages: Record<string, string>;
  headers: [string, string][];
  accessLog: string | undefined;
  errorLog: string | undefined;
}

const emptyDraft = (): Draft => ({
  root: undefined,
  names: [],
  index: undefined,
  rules: [],
  folders: [],
  errorPages: {},
  headers: [],
  accessLog: undefined,
  errorLog: undefined,
});

/** Reads Apache's configuration. @throws ConfigError with what `httpd -t` says. */
export function apacheConfig(
  files: Files,
  path: string,
  serverRoot: string,
  variables: Readonly<Record<string, string>> = {},
): ApacheConfig {
  const all = [...effective(readApacheConfig(files, path, serverRoot, variables))];
  const main = emptyDraft();
  const server = {
    ports: [] as number[],
    user: 'apache',
    pidFile: '/run/httpd/httpd.pid',
    warnings: [] as string[],
    serverRoot,
  };
  const hosts: { directive: Directive; draft: Draft }[] = [];
  for (const directive of all) {
    const [first = ''] = directive.args;
    switch (directive.name.toLowerCase()) {
      case 'listen':
        server.ports.push(portOf(directive));
        break;
      case 'user':
        server.user = first;
        break;
      case 'pidfile':
        server.pidFile = resolvePath(serverRoot, first);
        break;
      case 'virtualhost': {
        const draft = emptyDraft();
        for (const inner of effective(directive.children!)) apply(draft, inner, server.serverRoot);
        hosts.push({ directive, draft });
        break;
      }
      default:
        apply(main, directive, server.serverRoot);
    }
  }
  if (server.ports.length === 0)
    throw new ConfigError('no listening sockets available, shutting down\nAH00015: Unable to open logs');
  const mainSite = siteOf(main, main, [...new Set(server.ports)], hosts.length === 0);
  const sites = hosts.map(({ directive, draft }) => siteOf(draft, main, hostPorts(directive, server.ports), false));
  const covered = new Set(sites.flatMap(({ ports }) => ports));
  const left = mainSite.ports.filter((port) => !covered.has(port));
  for (const { root } of [mainSite, ...sites]) {
    if (!files.isDirectory(root)) server.warnings.push(`AH00112: Warning: DocumentRoot [${root}] does not exist`);
  }
  return {
    sites: [...sites, ...(left.length > 0 ? [{ ...mainSite, ports: left, isDefault: true }] : [])],
    user: server.user,
    pidFile: server.pidFile,
    serverName: main.names[0] ?? '',
    warnings: [...new Set(server.warnings)],
  };
}

function portOf(directive: Directive): number {
  const [, port] = /(?:^|:)(\d+)$/.exec(directive.args[0] ?? '') ?? [];
  if (directive.args.length === 0) throw syntaxError(directive, 'Listen requires 1 or 2 arguments.');
  if (!port || Number(port) < 1 || Number(port) > 65_535) throw syntaxError(directive, 'Port must be specified');
  return Number(port);
}

const hostPorts = ({ args }: Directive, all: readonly number[]): number[] => {
  const given = args
    .map((word) => /:(\d+)$/.exec(word)?.[1])
    .filter((port) => port !== undefined)
    .map(Number);
  return (given.length > 0 ? given : all).filter((port) => all.includes(port));
};

function apply(draft: Draft, directive: Directive, serverRoot: string): void {
  const { args } = directive;
  const [first = '', second = ''] = args;
  const name = directive.name.toLowerCase();
  const log = (path: string): string =>
    path.startsWith('|') || path.startsWith('syslog') ? '' : resolvePath(serverRoot, path);
  if (name === 'documentroot') draft.root = needs(directive, 1)[0]!.replace(/\/$/, '') || '/';
  else if (name === 'servername') draft.names.unshift(first.replace(/^https?:\/\/|:\d+$/g, '').toLowerCase());
  else if (name === 'serveralias') draft.names.push(...args.map((word) => word.toLowerCase()));
  else if (name === 'directoryindex') draft.index = [...args];
  else if (name === 'errordocument')
    draft.errorPages[first] = /^(\/|https?:)/.test(second) ? second : `"${args.slice(1).join(' ')}`;
  else if (name === 'customlog') draft.accessLog = log(first);
  else if (name === 'errorlog') draft.errorLog = log(first);
  else if (name === 'header') header(draft.headers, args);
  else if (name === 'alias') draft.rules.push({ match: 'prefix', pattern: first, alias: second });
  else if (name === 'proxypass') draft.rules.push(proxyRule(first, second));
  else if (/^redirect/.test(name)) draft.rules.push(redirectRule(name, args));
  else if (name === 'directory')
    draft.folders.push({ path: first.replace(/\/$/, '') || '/', rule: folderRule(directive) });
  else if (name === 'location') locationRule(draft, directive);
  else if (name === 'locationmatch') draft.rules.push({ match: 'regex', pattern: first, ...folderRule(directive) });
}

function needs(directive: Directive, count: number): readonly string[] {
  if (directive.args.length !== count)
    throw syntaxError(directive, `${directive.name} takes one argument, Root directory of the document tree`);
  return directive.args;
}

function header(headers: [string, string][], args: readonly string[]): void {
  const rest = args[0] === 'always' ? args.slice(1) : args;
  const [action = '', name = '', value = ''] = rest;
  if (/^(set|append|add|merge|setifempty)$/.test(action)) headers.push([name, value]);
}

const proxyRule = (path: string, to: string): Rule =>
  to === '!'
    ? { match: 'prefix', pattern: path, proxy: '' }
    : { match: 'prefix', pattern: path, proxy: to.replace(/^balancer:/, 'http:') };

const REDIRECT_WORDS: Readonly<Record<string, number>> = { permanent: 301, temp: 302, seeother: 303, gone: 410 };

function redirectRule(name: string, args: readonly string[]): Rule {
  const words = [...args];
  let status = name === 'redirectpermanent' ? 301 : 302;
  const code = REDIRECT_WORDS[words[0] ?? ''] ?? (/^\d{3}$/.test(words[0] ?? '') ? Number(words[0]) : undefined);
  if (code) {
    status = code;
    words.shift();
  }
  const [pattern = '/', body = ''] = words;
  return { match: name === 'redirectmatch' ? 'regex' : 'prefix', pattern, respond: { status, body } };
}

/** What a section says of the paths that it covers. */
function folderRule({ children = [] }: Directive): Partial<Rule> {
  let rule: Partial<Rule> = {};
  const headers: [string, string][] = [];
  for (const { name, args } of effective(children)) {
    const key = name.toLowerCase();
    const text = args.join(' ').toLowerCase();
    if (key === 'options' && /(^|\s)\+?indexes/.test(text)) rule = { ...rule, listing: true };
    else if (key === 'options' && (/-indexes|none/.test(text) || !/[+-]/.test(text)))
      rule = { ...rule, listing: false };
    else if (key === 'require') rule = { ...rule, denied: text === 'all denied' };
    else if (key === 'deny' && text === 'from all') rule = { ...rule, denied: true };
    else if (key === 'directoryindex') rule = { ...rule, index: args };
    else if (key === 'errordocument')
      rule = { ...rule, errorPages: { ...rule.errorPages, [args[0] ?? '']: args[1] ?? '' } };
    else if (key === 'proxypass') rule = { ...rule, proxy: args[0] ?? '' };
    else if (key === 'header') header(headers, args);
  }
  return headers.length > 0 ? { ...rule, headers } : rule;
}

function locationRule(draft: Draft, directive: Directive): void {
  const [first = '/', second = ''] = directive.args;
  const regex = first === '~';
  draft.rules.push({ match: regex ? 'regex' : 'prefix', pattern: regex ? second : first, ...folderRule(directive) });
}

/** A site of what a virtual host says, and of what it takes from the main server. */
function siteOf(draft: Draft, main: Draft, ports: readonly number[], isDefault: boolean): Site {
  const root = draft.root ?? main.root ?? '/var/www/html';
  const folders = [...main.folders, ...(draft === main ? [] : draft.folders)].sort(
    (a, b) => a.path.length - b.path.length,
  );
  const covers = (folder: string): boolean => folder === '/' || root === folder || root.startsWith(`${folder}/`);
  const own = folders
    .filter(({ path }) => covers(path))
    .reduce<Partial<Rule>>((all, { rule }) => ({ ...all, ...rule }), {});
  const inner = folders
    .filter(({ path }) => path.startsWith(`${root}/`))
    .map(({ path, rule }): Rule => ({ match: 'prefix', pattern: path.slice(root.length), ...own, ...rule }));
  const rules = [...(draft === main ? [] : main.rules), ...draft.rules, ...inner].map((rule): Rule =>
    withFolder(rule, folders),
  );
  return {
    ports,
    names: draft.names,
    isDefault,
    root,
    index: own.index ?? draft.index ?? main.index ?? ['index.html'],
    listing: own.listing ?? false,
    rules: own.denied ? [...rules, { match: 'prefix', pattern: '/', denied: true }] : rules,
    errorPages: { ...main.errorPages, ...draft.errorPages },
    headers: [...(draft === main ? [] : main.headers), ...draft.headers],
    accessLog: draft.accessLog ?? main.accessLog ?? '',
    errorLog: draft.errorLog ?? main.errorLog ?? '/var/log/httpd/error_log',
  };
}

/** An alias leads into a folder, and what is said of that folder holds there. */
function withFolder(rule: Rule, folders: Draft['folders']): Rule {
  if (rule.alias === undefined) return rule;
  const target = rule.alias.replace(/\/$/, '');
  const said = folders.filter(({ path }) => path === '/' || target === path || target.startsWith(`${path}/`));
  return said.reduce<Rule>((all, { rule: more }) => ({ ...all, ...more }), rule);
}
