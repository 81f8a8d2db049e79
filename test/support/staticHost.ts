// A plain static host, as GitHub Pages is one: files below a path, no headers of ours.
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

export interface StaticHost {
  /** Ends in `/`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves `folder` below `prefix`, e.g. `/some/where/`, on a free port of this machine. */
export async function serveStatic(folder: string, prefix: string): Promise<StaticHost> {
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost');
    const inside = pathname.startsWith(prefix) ? pathname.slice(prefix.length) || 'index.html' : undefined;
    const file = inside === undefined ? undefined : path.join(folder, path.posix.normalize(`/${inside}`));
    if (!file || !fs.existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
    fs.createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
