import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { addresses } from '../support/addresses.ts';
import { it as itInBrowser } from '../support/browser-test.ts';
import { describeInChromium } from '../support/describe-in-chromium.ts';
import { HOSTILE_LINES, hostile, OTHER_HOST } from './payloads.ts';
import { HOSTILE_BRANCH, HOSTILE_FILE, pushHostile } from './project.ts';

const it = itInBrowser.extend('runs', { scope: 'file', auto: true }, ({ installation }) =>
  pushHostile(installation),
);

/** Elements of the page that the hostile texts would have made, as HTML. */
function grown(page: Page): Promise<string[]> {
  return page.evaluate((host) => {
    const suspicious = [
      'main :is(script, iframe, object, embed, link, style, meta, base, video, math, input[autofocus])',
      'main :is([onerror], [onload], [onfocus], [ontoggle], [onmouseover])',
      ':is([href], [src], [action]):is([href^="javascript:" i], [src="x"], [href^="data:" i])',
      `:is([src^="${host}"], [action^="${host}"], [style*="${host}"])`,
      'main [id="content"], main [name="app"]',
    ];
    return [...document.querySelectorAll(suspicious.join(', '))].map((element) =>
      element.outerHTML.slice(0, 200),
    );
  }, OTHER_HOST);
}

/** Waits for each of the texts to be seen, as it was written; then nothing may have grown out of any. */
async function expectText(page: Page, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await expect.poll(() => page.locator('main').textContent(), { message: text }).toContain(text);
  }
  expect(await grown(page)).toEqual([]);
}

describeInChromium('What somebody who may push can write stays text', () => {
  it('in the list of runs: names, branch, actor', async ({ visit, runs }) => {
    const page = await (await visit()).open(addresses.runs());
    await expectText(page, [
      runs.failed.display_title,
      HOSTILE_BRANCH,
      hostile.image('workflow'),
      hostile.image('actor'),
    ]);
  });

  it('in the filters, which offer and keep it', async ({ visit }) => {
    const visitor = await visit();
    const filters = {
      branch: HOSTILE_BRANCH,
      workflow: hostile.image('workflow'),
      actor: hostile.image('actor'),
    };
    const page = await visitor.open(addresses.runs({ ...filters, text: hostile.attribute('text') }));
    expect(await grown(page)).toEqual([]);
    expect(new URL(page.url()).searchParams.get('branch')).toBe(HOSTILE_BRANCH);
  });

  it('in a run: jobs, matrix values, annotations', async ({ visit, runs }) => {
    const page = await (await visit()).open(addresses.run(runs.failed.id));
    await expectText(page, [
      runs.failed.display_title,
      hostile.image('job'),
      hostile.image('title'),
      hostile.image('message'),
      `${hostile.image('file')}.js`,
      hostile.attribute('warning'),
    ]);
  });

  it('in a summary, of which the harmless rest is shown', async ({ visit, runs }) => {
    const page = await (await visit()).open(addresses.run(runs.failed.id));
    await page.getByRole('heading', { name: 'The summary' }).waitFor();
    await expect.poll(() => page.locator('main strong', { hasText: 'Bold stays bold.' }).count()).toBe(1);
    const link = page.getByRole('link', { name: 'A link to somewhere' });
    expect(await link.getAttribute('href')).toBe('https://docs.example/page');
    expect(await link.getAttribute('rel')).toContain('noopener');
    expect(await grown(page)).toEqual([]);
    // Nothing of it lies over the page.
    const covering = await page.evaluate(
      () =>
        [...document.querySelectorAll('main *')].filter((one) => getComputedStyle(one).position === 'fixed')
          .length,
    );
    expect(covering).toBe(0);
  });

  it('in a log: step names, lines, groups, escape sequences', async ({ visit, runs, installation }) => {
    const job = await installation.job(
      runs.failed.id,
      `${hostile.image('job')} (${hostile.attribute('matrix')})`,
    );
    const visitor = await visit();
    const page = await visitor.open(addresses.log(runs.failed.id, job.id, { step: 2, line: 1 }));
    await expectText(page, [hostile.image('job'), hostile.image('step'), ...HOSTILE_LINES]);
    await visitor.open(addresses.log(runs.failed.id, job.id, { step: 3, line: 1 }));
    await expectText(page, [hostile.image('group'), hostile.image('message')]);
  });

  it('in a workflow file, valid or not, and its mistakes', async ({ visit, runs }) => {
    const visitor = await visit();
    const page = await visitor.open(addresses.workflowFile(runs.failed.id));
    await expectText(page, [HOSTILE_FILE, hostile.image('step')]);
    await visitor.open(addresses.workflowFile(runs.invalid.id));
    await expectText(page, [hostile.image('key'), hostile.image('needs')]);
    await visitor.open(addresses.run(runs.invalid.id));
    await expectText(page, [hostile.image('key')]);
  });

  it('in a repository, and why a delivery started nothing', async ({ visit }) => {
    const visitor = await visit();
    const page = await visitor.open(addresses.repository('evil/project'));
    await expectText(page, [HOSTILE_FILE, hostile.image('workflow')]);
    await visitor.open(addresses.repositories());
    expect(await grown(page)).toEqual([]);
    await visitor.open(addresses.deliveries());
    await expectText(page, [HOSTILE_BRANCH, `The branch ${HOSTILE_BRANCH} matches none of its patterns.`]);
  });

  it('in a form made of inputs', async ({ visit }) => {
    const visitor = await visit({ signedIn: true });
    const page = await visitor.open(addresses.dispatch('evil/project', encodeURIComponent(HOSTILE_FILE)));
    await expectText(page, [hostile.image('description'), hostile.attribute('option')]);
  });
});
