// What the page's build needs of its own: the Content-Security-Policy, and the service worker with its list of files.
import fs from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** Everything comes from the page's own place; wasm is for the JavaScript that students run. */
export const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  // Svelte, xterm and CodeMirror write styles while they run.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Adds the policy to the built page and the preview, and writes the service worker. */
export function pagePlugin(): Plugin {
  let outDir = 'dist';
  return {
    name: 'slipway-page',
    apply: (_config, { command, isPreview }) => command === 'build' || isPreview === true,
    configResolved: (config) => void (outDir = config.build.outDir),
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' },
    ],
    configurePreviewServer: (server) => {
      server.middlewares.use((_request, response, next) => {
        response.setHeader('Content-Security-Policy', POLICY);
        next();
      });
    },
    closeBundle: () => writeServiceWorker(outDir),
  };
}

function writeServiceWorker(outDir: string): void {
  // The build of a worker ends here as well, before there is a page.
  if (!fs.existsSync(path.join(outDir, 'index.html'))) return;
  const files = (fs.readdirSync(outDir, { recursive: true, withFileTypes: true }) as fs.Dirent[])
    .filter((entry) => entry.isFile() && entry.name !== 'service-worker.js')
    .map((entry) => path.posix.join(path.relative(outDir, entry.parentPath).split(path.sep).join('/'), entry.name))
    .sort();
  const digest = createHash('sha256');
  for (const file of files) digest.update(file).update(fs.readFileSync(path.join(outDir, file)));
  const source = fs.readFileSync('scripts/serviceWorker.js', 'utf8');
  const constants = { FILES: ['./', ...files], VERSION: digest.digest('hex').slice(0, 16), POLICY };
  const head = Object.entries(constants).map(([name, value]) => `const ${name} = ${JSON.stringify(value)};\n`);
  fs.writeFileSync(path.join(outDir, 'service-worker.js'), head.join('') + source);
}
