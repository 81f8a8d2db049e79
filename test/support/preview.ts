// Before the browser tests: the page is built as it ships, and served below a path by a plain static host.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { serveStatic } from './staticHost.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the page, ending in `/`. */
    page: string;
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const outDir = `${root}.cache/page`;

/** Builds and serves; ends the host afterwards. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const host = await serveStatic(outDir, '/some/where/');
  project.provide('page', host.url);
  return () => host.close();
}
