import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { addresses } from './support/addresses.ts';
import { it } from './support/browser-test.ts';
import { describeInChromium } from './support/describe-in-chromium.ts';

/** More than the connections that a browser opens to one server (six, without HTTP/2). */
const TABS = 9;
const WORKFLOW = 'on: push\njobs: { one: { runs-on: ubuntu-latest, steps: [{ run: "true" }] } }\n';

/** A tab that nobody looks at; `lookAt` changes that. Without a window the browser takes all tabs to be seen. */
async function openHidden(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(() => {
    let isHidden = true;
    Object.defineProperty(document, 'hidden', { get: () => isHidden });
    Reflect.set(window, 'lookAt', () => {
      isHidden = false;
      document.dispatchEvent(new Event('visibilitychange'));
    });
  });
  await page.goto(url);
  return page;
}

describeInChromium('Many tabs in one browser', () => {
  it('all load, as those that nobody looks at hold no connection, and show what is new once one looks', async ({
    visit,
    installation,
  }) => {
    const project = await installation.project();
    const files = { '.runbook/ci.yml': WORKFLOW };
    await installation.completed(await project.push({ files, message: 'The first' }));
    const { context } = await visit();
    const tabs: Page[] = [];
    for (let tab = 0; tab < TABS; tab += 1) {
      const page = await openHidden(context, installation.server.url + addresses.runs());
      await page.getByRole('row').filter({ hasText: 'The first' }).waitFor();
      tabs.push(page);
    }
    await installation.completed(await project.push({ message: 'The second' }));
    for (const page of tabs) {
      const second = page.getByRole('row').filter({ hasText: 'The second' });
      expect(await second.count()).toBe(0);
    }
    const last = tabs.at(-1);
    await last?.evaluate(() => Reflect.get(window, 'lookAt')());
    await last?.getByRole('row').filter({ hasText: 'The second' }).waitFor();
  });
});
