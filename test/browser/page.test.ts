// The page in a real browser, below a path, on a host that sends no headers.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import {
  complaintsOf,
  launch,
  openScenario,
  type Browser,
  type BrowserContext,
  type Page,
} from '../support/browser.ts';

let browser: Browser;
const url = inject('page');

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function inPage(act: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> {
  const context = await browser.newContext();
  try {
    await act(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

const type = async (page: Page, line: string): Promise<void> => {
  await page.locator('.xterm-helper-textarea').focus();
  await page.keyboard.type(`${line}\n`);
};

/** What the terminal shows. (A policy without eval rules out waiting inside the page.) */
const screenOf = async (page: Page): Promise<string> =>
  ((await page.locator('.xterm-rows').textContent()) ?? '').replaceAll('\u00a0', ' ');

const terminalHas = (page: Page, text: string): Promise<void> =>
  expect.poll(() => screenOf(page), { timeout: 10_000 }).toContain(text);

test('a line typed in the terminal runs, and a reload brings it back', () =>
  inPage(async (page) => {
    const address = await openScenario(page, url, { name: 'small' });
    await type(page, 'hello world');
    await terminalHas(page, 'did hello world');
    await page.goto('about:blank');
    await page.goto(address);
    await terminalHas(page, 'did hello world');
  }));

test('a tab that is killed in mid-command loses nothing that was entered', () =>
  inPage(async (page, context) => {
    const address = await openScenario(page, url, { name: 'small' });
    await type(page, 'sleep 3600');
    await terminalHas(page, 'sleep 3600');
    await page.waitForTimeout(200);
    const session = await context.newCDPSession(page);
    await session.send('Page.crash').catch(() => undefined);
    const again = await context.newPage();
    await again.goto(address);
    await terminalHas(again, 'sleep 3600');
    expect(await again.locator('.xterm-rows').textContent()).not.toContain('did sleep');
  }));

test('after one visit the page and its worlds work offline, under the policy', () =>
  inPage(async (page, context) => {
    await openScenario(page, url, { name: 'small' });
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await context.setOffline(true);
    const complaints = complaintsOf(page);
    const response = await page.reload();
    expect(response!.fromServiceWorker()).toBe(true);
    expect(response!.headers()['content-security-policy']).toContain("default-src 'self'");
    await type(page, 'offline');
    await terminalHas(page, 'did offline');
    await page.getByRole('tab', { name: 'Files' }).click();
    await page.getByRole('button', { name: 'app.js' }).click();
    await page.locator('.cm-content').waitFor();
    expect(complaints).toEqual([]);
  }));

test('a second tab is told that the world is open elsewhere', () =>
  inPage(async (page, context) => {
    const address = await openScenario(page, url, { name: 'small' });
    const second = await context.newPage();
    await second.goto(address);
    await second.getByText('open in another tab').waitFor();
  }));

test('the keyboard goes into a stage of the pipeline and back out', () =>
  inPage(async (page) => {
    await openScenario(page, url, { name: 'small' });
    await page.getByRole('link', { name: 'Build', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/pipeline\/shop-pipeline\/Build$/);
    await page.keyboard.press('Escape');
    await page.waitForURL(/pipeline\/shop-pipeline$/);
    await page.keyboard.press('Escape');
    await page.waitForURL(/stage$/);
  }));

test('undo takes a line back, and redo brings it again', () =>
  inPage(async (page) => {
    await openScenario(page, url, { name: 'small' });
    await type(page, 'hello');
    await terminalHas(page, 'did hello');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => screenOf(page), { timeout: 10_000 }).not.toContain('did hello');
    await page.getByRole('button', { name: 'Redo' }).click();
    await terminalHas(page, 'did hello');
  }));
