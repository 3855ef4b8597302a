import { test } from 'vitest';
import { launchChromium } from '../../../scripts/chromium/launch-chromium.mjs';
import { chromiumPath } from './describe-in-chromium.ts';
import { Installation } from './installation.ts';
import { Visitor, type VisitorOptions } from './visitor.ts';

/**
 * `it` for tests in a real browser, inside `describeInChromium`. A test takes what it needs:
 * - `installation`: a real server with its worker, one for all tests of the file;
 * - `visit`: opens a browser profile of its own (`await visit({ width: 380, signedIn: true })`). At the test's end it
 *   is closed, and each error, failed request, dialog, or request to another host is a failure;
 * - `browser`: Chromium, one for all tests of the file.
 */
export const it = test
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await launchChromium(chromiumPath());
    onCleanup(() => browser.close());
    return browser;
  })
  .extend('installation', { scope: 'file' }, async ({}, { onCleanup }) => {
    const installation = await Installation.start();
    onCleanup(() => installation.remove());
    return installation;
  })
  .extend('visit', async ({ browser, installation }, { onCleanup }) => {
    const visitors: Visitor[] = [];
    onCleanup(async () => {
      for (const visitor of visitors) await visitor.leave();
    });
    return async (options?: VisitorOptions) => {
      const visitor = await Visitor.come(browser, installation, options);
      visitors.push(visitor);
      return visitor;
    };
  });
