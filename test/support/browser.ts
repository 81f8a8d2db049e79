// Chromium for tests, and what they do in every page.
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findBrowser, LAUNCH_ARGS } from './find-browser.mjs';

/** Starts Chromium. @throws Error when there is none; `ensure-browser.mjs` installs one. */
export async function launch(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no Chromium: run node test/support/ensure-browser.mjs');
  return chromium.launch({ executablePath, args: LAUNCH_ARGS });
}

/** Everything that a page complained about: exceptions and violations of the policy. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}

/** Puts a world of the given scenario into the browser's storage and opens it; its address. */
export async function openScenario(page: Page, url: string, scenario: object, speed = 1): Promise<string> {
  await page.goto(url);
  await page.evaluate(
    async (origin) => {
      // The page makes the storage; opened before that, it would stay without tables.
      while (!(await indexedDB.databases()).some(({ name, version }) => name === 'slipway' && version === 1))
        await new Promise((done) => setTimeout(done, 20));
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('slipway', 1);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const transaction = database.transaction('worlds', 'readwrite');
      transaction
        .objectStore('worlds')
        .put({ id: 'test', format: 1, name: 'test', origin, branch: 'main', madeAt: 0, usedAt: 0 });
      await new Promise((done) => (transaction.oncomplete = done));
      database.close();
    },
    { scenario, seed: 1, start: Date.UTC(2026, 0, 5, 9) },
  );
  const address = `${url}#/w/test/stage`;
  await page.goto(address);
  await page.getByRole('contentinfo', { name: 'Timeline' }).or(page.locator('footer')).first().waitFor();
  await page.locator('footer select').first().selectOption(String(speed));
  return address;
}

export type { Browser, BrowserContext, Page };
