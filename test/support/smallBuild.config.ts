// The page with the small world in place of the true one, for tests of the page's machinery.
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { InlineConfig } from 'vite';
import { pagePlugin } from '../../scripts/pagePlugin.ts';

const small = fileURLToPath(new URL('./smallWorld.ts', import.meta.url));
const alias = [{ find: /^.*\/world\/world\.ts$/, replacement: small }];

export const smallBuild = {
  configFile: false,
  logLevel: 'warn',
  root: fileURLToPath(new URL('../..', import.meta.url)),
  plugins: [svelte(), pagePlugin()],
  base: './',
  resolve: { alias },
  worker: { format: 'es' },
  build: { target: 'es2023', outDir: '.cache/small-build', emptyOutDir: true },
} satisfies InlineConfig;
