// The short pages that the servers make themselves: errors, redirections, listings of folders.
import { toBytes } from '../../../lib/bytes.ts';

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  413: 'Request Entity Too Large',
  418: "I'm a teapot",
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** The words of a status: `Not Found`. */
export const reasonOf = (status: number): string => REASONS[status] ?? '';

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);

const HTTPD_WORDS: Readonly<Record<number, string>> = {
  403: "You don't have permission to access this resource.",
  404: 'The requested URL was not found on this server.',
  405: 'The requested method is not allowed for this URL.',
  502: 'The proxy server received an invalid response from an upstream server.',
  503: 'The server is temporarily unable to service your\nrequest due to maintenance downtime or capacity\nproblems. Please try again later.',
};

/** Apache's page for `status`. */
export function httpdPage(status: number, location = ''): Uint8Array {
  const reason = reasonOf(status);
  const words = location
    ? `The document has moved <a href="${escape(location)}">here</a>.`
    : (HTTPD_WORDS[status] ?? reason);
  return toBytes(
    `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${status} ${reason}</title>\n</head><body>\n<h1>${reason}</h1>\n<p>${words}</p>\n</body></html>\n`,
  );
}

/** nginx's page for `status`. */
export function nginxPage(status: number, server: string): Uint8Array {
  const title = `${status} ${reasonOf(status) === 'Found' ? 'Moved Temporarily' : status === 503 ? 'Service Temporarily Unavailable' : status === 405 ? 'Not Allowed' : status === 504 ? 'Gateway Time-out' : reasonOf(status)}`;
  return toBytes(
    `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>${server}</center>\r\n</body>\r\n</html>\r\n`,
  );
}

/** A folder's listing. */
export function listingPage(path: string, names: readonly string[]): Uint8Array {
  const items = names.map((name) => `<li><a href="${escape(name)}"> ${escape(name)}</a></li>\n`).join('');
  const parent = path === '/' ? '' : '<li><a href="../"> Parent Directory</a></li>\n';
  return toBytes(
    `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\n<html>\n <head>\n  <title>Index of ${escape(path)}</title>\n </head>\n <body>\n<h1>Index of ${escape(path)}</h1>\n<ul>${parent}${items}</ul>\n</body></html>\n`,
  );
}
