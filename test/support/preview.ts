// Before the browser tests: the page is built with the small world, and served below a path by a plain static host.
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { smallBuild } from './smallBuild.config.ts';
import { serveStatic } from './staticHost.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the page, ending in `/`. */
    page: string;
  }
}

/** Builds and serves; ends the host afterwards. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await build(smallBuild);
  const host = await serveStatic(smallBuild.build.outDir, '/some/where/');
  project.provide('page', host.url);
  return () => host.close();
}
