import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { describeInChromium } from '../support/describe-in-chromium.ts';
import { it as logTest, loggedJob } from './log-test.ts';
import { LogView } from './log-view.ts';

/** Lines that the step prints. */
const LINES = 10_000_000;
/** The first line of the log that it printed: what runs stands before it. */
const BEFORE = 4;
const WORKFLOW = `
on: push
jobs:
  job:
    runs-on: ubuntu-latest
    steps:
      - name: Count
        run: seq ${LINES}
`;

const it = logTest.extend('long', { scope: 'file' }, ({ installation }) =>
  loggedJob(installation, 'demo/long', WORKFLOW, 'job'),
);

/** Bytes that the page's own objects have after the rubbish was collected. */
async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

describeInChromium(`A log of ${LINES.toLocaleString('en')} lines`, () => {
  it('is shown from its first line on, and to its last', async ({ visit, long }) => {
    const log = new LogView(await (await visit()).open(`${long.address}#step:2`));
    await expect.poll(() => log.text(BEFORE + 1).textContent()).toBe('1');
    await log.page.getByRole('region', { name: 'Log of step 2, Count' }).press('End');
    await expect.poll(() => log.text(BEFORE + LINES).textContent()).toBe(String(LINES));
    expect(await log.inWindow()).toContain(BEFORE + LINES);
    expect(await log.text(BEFORE + LINES - 1).textContent()).toBe(String(LINES - 1));
  });

  it('is scrolled line by line wherever one is', async ({ visit, long }) => {
    const log = new LogView(await (await visit()).open(`${long.address}#step:2:6543210`));
    await expect.poll(() => log.inWindow()).toContain(6_543_210);
    const [before] = await log.inWindow();
    for (let turn = 0; turn < 5; turn++) await log.wheel(240);
    // Fifty lines of 24 pixels.
    await expect.poll(async () => (await log.inWindow())[0]).toBe((before ?? 0) + 50);
    expect(await log.text((before ?? 0) + 50).textContent()).toBe(String((before ?? 0) + 50 - BEFORE));
    for (let turn = 0; turn < 5; turn++) await log.wheel(-240);
    await expect.poll(async () => (await log.inWindow())[0]).toBe(before);
  });

  it('has every part of itself somewhere at the scroll bar', async ({ visit, long }) => {
    const log = new LogView(await (await visit()).open(`${long.address}#step:2`));
    await log.text(BEFORE + 1).waitFor();
    for (const part of [0.3, 0.9, 0.5, 0.1]) {
      await log.page.evaluate((share) => {
        window.scrollTo({ top: document.documentElement.scrollHeight * share, behavior: 'instant' });
      }, part);
      await expect.poll(async () => ((await log.inWindow())[0] ?? 0) / LINES).toBeGreaterThan(0);
      const first = (await log.inWindow())[10] ?? 0;
      await expect.poll(() => log.text(first).textContent()).toBe(String(first - BEFORE));
    }
    await expect.poll(async () => (await log.inWindow())[0]).toBeLessThan(LINES / 4);
  });

  it('is searched as a whole', async ({ visit, long }) => {
    const log = new LogView(await (await visit()).open(`${long.address}#step:2`));
    await log.page.getByRole('searchbox').fill('999999');
    const standing = () => log.page.locator('search [role="status"]').textContent();
    // 999999, ten of 999999x, and eight more of x999999.
    await expect.poll(standing).toBe('1 of 19');
    await expect.poll(() => log.page.locator('mark[data-current]').textContent()).toBe('999999');
    await log.page.getByRole('searchbox').press('Shift+Enter');
    await expect.poll(standing).toBe('19 of 19');
    await expect.poll(() => log.inWindow()).toContain(BEFORE + 9_999_999);
  });

  it('stays small in the page, however one moves in it', async ({ visit, long }) => {
    const log = new LogView(await (await visit()).open(`${long.address}#step:2`));
    await log.text(BEFORE + 1).waitFor();
    for (let turn = 0; turn < 40; turn++) {
      await log.page.evaluate(
        (share) => {
          window.scrollTo({ top: document.documentElement.scrollHeight * share, behavior: 'instant' });
        },
        ((turn * 7) % 40) / 40,
      );
      await expect
        .poll(async () => (await log.rows(2).allTextContents()).some((text) => text !== ''))
        .toBe(true);
      expect(await log.page.locator('[data-line]').count()).toBeLessThan(200);
    }
    expect(await log.page.locator('*').count()).toBeLessThan(1_000);
    expect(await heap(log.page)).toBeLessThan(50 * 1024 * 1024);
  });

  it('asks for what is in the window, and gives up what was scrolled past', async ({ visit, long }) => {
    const log = new LogView(await (await visit()).open(`${long.address}#step:2`));
    await log.text(BEFORE + 1).waitFor();
    const asked = { all: 0, givenUp: 0 };
    log.page.on('requestfailed', () => (asked.givenUp += 1));
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await log.page.route(/\/log\?from=/, async (route) => {
      asked.all += 1;
      if (asked.all <= 2) await held;
      await route.continue().catch(() => undefined);
    });
    const goTo = (share: number) =>
      log.page.evaluate((part) => {
        window.scrollTo({ top: document.documentElement.scrollHeight * part, behavior: 'instant' });
      }, share);
    await goTo(0.4);
    await expect.poll(() => asked.all).toBeGreaterThan(0);
    await goTo(0.6);
    await expect.poll(() => asked.givenUp).toBeGreaterThan(0);
    release();
    await expect
      .poll(async () => (await log.text((await log.inWindow())[5] ?? 0).textContent()) ?? '')
      .not.toBe('');
    // Of ten million lines some blocks of 500 were asked for.
    expect(asked.all).toBeLessThan(10);
  });

  it('says that its groups do not fold and its lines do not wrap', async ({ visit, long }) => {
    const page = await (await visit()).open(`${long.address}#step:2`);
    await page.getByText(/Its groups do not fold and its lines do not wrap/).waitFor();
  });
});
