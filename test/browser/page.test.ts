// The page in a real browser, as it ships, below a path, on a host that sends no headers.
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
const FIRST_RELEASE = { name: 'first-release' };

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

async function inPage(act: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> {
  const context = await browser.newContext();
  context.setDefaultTimeout(20_000);
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

/** What the terminal shows. */
const screenOf = async (page: Page): Promise<string> =>
  ((await page.locator('.xterm-rows').textContent()) ?? '').replaceAll('\u00a0', ' ');

const terminalHas = (page: Page, text: string): Promise<void> =>
  expect.poll(() => screenOf(page), { timeout: 20_000 }).toContain(text);

test('a commit is cloned, changed and pushed in the terminal, and a reload brings it back', () =>
  inPage(async (page) => {
    const complaints = complaintsOf(page);
    const address = await openScenario(page, url, FIRST_RELEASE, 60);
    await type(page, 'git clone -q https://git-codecommit.us-east-1.amazonaws.com/v1/repos/web-shop; cd web-shop');
    await terminalHas(page, '~/web-shop (main)$');
    await type(page, 'echo new >> README.md; git commit -aqm "New words"; git push');
    await terminalHas(page, 'main -> main');
    await page.goto('about:blank');
    await page.goto(address);
    await terminalHas(page, 'main -> main');
    await terminalHas(page, '~/web-shop (main)$');
    expect(complaints).toEqual([]);
  }));

test('a second tab is told that the world is open elsewhere', () =>
  inPage(async (page, context) => {
    const address = await openScenario(page, url, FIRST_RELEASE);
    const second = await context.newPage();
    await second.goto(address);
    await second.getByText('open in another tab').waitFor();
  }));

test('the keyboard goes into a stage of the pipeline and back out', () =>
  inPage(async (page) => {
    await openScenario(page, url, FIRST_RELEASE);
    await page.getByRole('link', { name: 'Build', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/pipeline\/web-shop-pipeline\/Build$/);
    await page.keyboard.press('Escape');
    await page.waitForURL(/pipeline\/web-shop-pipeline$/);
    const outAgain = async (): Promise<string> => {
      await page.keyboard.press('Escape');
      return page.url();
    };
    await expect.poll(outAgain).toMatch(/\/stage$/);
  }));

test('the landing page opens under its policy, without a complaint', () =>
  inPage(async (page) => {
    const complaints = complaintsOf(page);
    await page.goto(url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    expect(policy).toContain("default-src 'self'");
    expect(complaints).toEqual([]);
  }));
