// The logs that web servers write on the disk: who asked for what, and what went wrong. They are kept short.
import { formatDate } from '../../commands/running.ts';
import { FsError } from '../../disk/errors.ts';
import type { HttpRequest, HttpResponse, ResidentContext } from '../../program.ts';
import type { Serving } from './serve.ts';
import type { Site } from './site.ts';

/** Bytes of a log; the older half goes when it grows longer. */
const LOG_BYTES_MAX = 64 * 1024;

/** Adds a line to a log; a full disk or a missing folder loses it, as it does on a real machine. */
export function appendLog({ computer }: Pick<ResidentContext, 'computer'>, path: string, line: string): void {
  if (path === '') return;
  const files = computer.files();
  try {
    const node = files.node(path);
    if (node?.kind === 'file' && node.data.length > LOG_BYTES_MAX) {
      const cut = node.data.indexOf(10, LOG_BYTES_MAX / 2) + 1;
      files.writeFile(path, node.data.slice(cut));
    }
    files.appendFile(path, `${line}\n`);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
}

/** A line of the access log in the combined format. */
export function logAccess(context: ResidentContext, site: Site, request: HttpRequest, response: HttpResponse): void {
  if (site.accessLog === '') return;
  const header = (name: string): string => request.headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? '-';
  const at = formatDate('%d/%b/%Y:%H:%M:%S +0000', context.computer.kernel.now);
  const size = response.body.length === 0 ? '-' : String(response.body.length);
  appendLog(
    context,
    site.accessLog,
    `${request.from} - - [${at}] "${request.method} ${request.path} HTTP/1.1" ${response.status} ${size} "${header('referer')}" "${header('user-agent')}"`,
  );
}

/** A line of the error log about one request. */
export function logError({ context, web, site, request }: Serving, text: string): void {
  const { kernel } = context.computer;
  if (web.flavour === 'nginx') {
    const tail = text.includes('client: ')
      ? ''
      : `, client: ${request.from}, server: ${site.names[0] ?? '_'}, request: "${request.method} ${request.path} HTTP/1.1", host: "${request.host}"`;
    return appendLog(
      context,
      site.errorLog,
      `${formatDate('%Y/%m/%d %H:%M:%S', kernel.now)} [error] ${context.pid}#${context.pid}: *1 ${text}${tail}`,
    );
  }
  const at =
    formatDate('%a %b %d %H:%M:%S.', kernel.now) +
    String(kernel.now % 1000).padStart(3, '0') +
    '000' +
    formatDate(' %Y', kernel.now);
  const module = /^AH01276/.test(text) ? 'autoindex:error' : /proxy|AH00957/.test(text) ? 'proxy:error' : 'core:error';
  appendLog(
    context,
    site.errorLog,
    `[${at}] [${module}] [pid ${context.pid}:tid ${context.pid}] [client ${request.from}:51000] ${text}`,
  );
}

/** A line of a server's error log about itself. */
export function logNotice(
  context: Pick<ResidentContext, 'computer' | 'pid'>,
  flavour: 'httpd' | 'nginx',
  path: string,
  text: string,
): void {
  const { now } = context.computer.kernel;
  const line =
    flavour === 'nginx'
      ? `${formatDate('%Y/%m/%d %H:%M:%S', now)} [notice] ${context.pid}#${context.pid}: ${text}`
      : `[${formatDate('%a %b %d %H:%M:%S.', now)}${String(now % 1000).padStart(3, '0')}000${formatDate(' %Y', now)}] [mpm_event:notice] [pid ${context.pid}:tid ${context.pid}] ${text}`;
  appendLog(context, path, line);
}
