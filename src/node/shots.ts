// `npm run shots`: pictures of every view of the built page in its main states, into `shots/`.
import fs from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { build, preview } from 'vite';

const SIZES = [
  { name: 'desk', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
];
const THEMES = ['light', 'dark'] as const;
const VIEWS = ['stage', 'files', 'logs', 'events', 'lesson', 'pipeline/web-shop-pipeline', 'repository/web-shop'];
/** How long the world runs at ×60 before its pictures are taken: about five minutes of it. */
const RUN_MS = 5_000;

/** Where Chromium is; the test set-up finds or installs one. */
const executablePath = process.env.CHROME_PATH ?? '/usr/bin/chromium';

async function shoot(
  browser: Browser,
  url: string,
  size: (typeof SIZES)[number],
  theme: (typeof THEMES)[number],
): Promise<void> {
  const context = await browser.newContext({ viewport: size, colorScheme: theme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const shot = (name: string) =>
    page.screenshot({ path: `shots/${name.replaceAll('/', '-')}-${size.name}-${theme}.png` });
  await page.goto(url);
  await page.getByRole('button', { name: 'Start: First release' }).first().waitFor();
  await shot('landing');
  await page.getByRole('button', { name: 'Start: First release' }).first().click();
  await page.locator('footer select').first().selectOption('60');
  await page.waitForTimeout(RUN_MS);
  const world = page.url().split('#/w/')[1]!.split('/')[0]!;
  for (const view of VIEWS) {
    await page.goto(`${url}#/w/${world}/${view}`);
    await page.waitForTimeout(400);
    await shot(view);
  }
  await context.close();
}

fs.mkdirSync('shots', { recursive: true });
await build({ logLevel: 'warn' });
const server = await preview({ preview: { port: 0 }, logLevel: 'warn' });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const size of SIZES)
    for (const theme of THEMES) await shoot(browser, server.resolvedUrls!.local[0]!, size, theme);
} finally {
  await browser.close();
  await server.close();
}
