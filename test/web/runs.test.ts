import { describe, expect } from 'vitest';
import type { Page } from 'playwright-core';
import { addresses } from './support/addresses.ts';
import { accessibilityProblems } from './support/axe.ts';
import { it } from './support/browser-test.ts';
import { describeInChromium } from './support/describe-in-chromium.ts';
import { Gate } from './support/gate.ts';
import { horizontalOverflow, layoutShift } from './support/layout.ts';
import { Terminal } from './support/terminal.ts';

/** A workflow with one step. */
function workflow(name: string, step = 'true'): string {
  return `name: ${name}\non: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${JSON.stringify(step)}\n`;
}

/** So many workflow files for pushes to the branch `many`, whose runs wait for a worker that nobody has. */
function waitingWorkflows(count: number): Record<string, string> {
  const text =
    'on: { push: { branches: [many] } }\njobs:\n  test: { runs-on: nowhere, steps: [{ run: make }] }\n';
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`.runbook/waiting-${index}.yml`, text]),
  );
}

/** The line that says how many runs there are. */
function count(page: Page, text: string) {
  return page.getByRole('main').getByRole('paragraph').filter({ hasText: text });
}

/** The row of the run with this title. */
function row(page: Page, title: string) {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name: title, exact: true }) });
}

/** Titles of the rows, from the top. */
function titles(page: Page): Promise<string[]> {
  return page.locator('tbody th a:first-child').allTextContents();
}

/** Addresses of the runs of the rows, from the top. */
function runs(page: Page): Promise<(string | null)[]> {
  return page
    .locator('tbody th a:first-child')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
}

describeInChromium('The page of runs', () => {
  describe('where there is none yet', () => {
    it('says which commands make the first, and these do', async ({ installation, visit }) => {
      const visitor = await visit();
      const page = await visitor.open(addresses.runs());
      await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      const narrow = await (await visit({ width: 380 })).open(addresses.runs());
      await narrow.getByRole('heading', { name: 'No runs yet' }).waitFor();
      expect(await horizontalOverflow(narrow)).toEqual([]);
      const terminal = await Terminal.open(installation.server);
      await terminal.type(await page.getByLabel('the commands for the repository').first().innerText());
      // The page notices that a repository is registered, and what is left to do.
      await page.getByText('me/project is registered').waitFor();
      await terminal.type('git init --quiet --initial-branch=main checkout && cd checkout');
      await terminal.type(await page.getByLabel('the command that writes the workflow').first().innerText());
      await terminal.type(await page.getByLabel('the commands that push').first().innerText());
      const first = row(page, 'Add a workflow');
      await first.getByText('Success').waitFor();
      expect(await first.innerText()).toContain('me/project');
      await terminal.close();
    });
  });

  describe('while it is open', () => {
    it('shows a push at its top, and each change of its state in place', async ({ installation, visit }) => {
      const project = await installation.project('demo/live');
      const gate = await Gate.make();
      const visitor = await visit({ reducedMotion: 'no-preference' });
      const page = await visitor.open(addresses.runs());
      await row(page, 'Add a workflow').waitFor();
      await project.push({ files: { '.runbook/ci.yml': workflow('CI', gate.wait) }, message: 'Hold it' });
      await row(page, 'Hold it').getByText('Running').waitFor();
      expect((await titles(page))[0]).toBe('Hold it');
      await expect.poll(() => page.title()).toBe('1 running · Runs · Runbook');
      await gate.open();
      await row(page, 'Hold it').getByText('Success').waitFor();
      await expect.poll(() => page.title()).toBe('Runs · Runbook');
      expect((await layoutShift(page)).moved).toEqual([]);
      await gate.remove();
    });

    it('says what became of a push while the server was away', async ({ installation, visit }) => {
      const project = await installation.project('demo/away');
      const visitor = await visit();
      const page = await visitor.open(addresses.runs());
      await row(page, 'Hold it').waitFor();
      visitor.problems.expect(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING/);
      await installation.server.kill();
      await page.getByText('Reconnecting').waitFor();
      installation.server.start();
      await installation.server.ready();
      await project.push({ files: { '.runbook/ci.yml': workflow('CI') }, message: 'Back again' });
      await row(page, 'Back again').getByText('Success').waitFor();
    });

    it('keeps its rows where they are when the reader is further down', async ({ installation, visit }) => {
      const project = await installation.project('demo/many');
      await project.push({ files: waitingWorkflows(40), branch: 'many' });
      const visitor = await visit();
      const page = await visitor.open(addresses.runs({ repository: 'demo/many' }));
      await count(page, '40 runs match').waitFor();
      await page.mouse.wheel(0, 600);
      await expect.poll(() => page.evaluate(() => scrollY)).toBe(600);
      const before = await titles(page);
      await project.push({ files: { '.runbook/ci.yml': workflow('CI') }, message: 'Below the fold' });
      const button = page.getByRole('button', { name: '1 new run' });
      await button.waitFor();
      expect(await titles(page)).toEqual(before);
      expect(await page.evaluate(() => scrollY)).toBe(600);
      expect((await layoutShift(page)).moved).toEqual([]);
      await button.click();
      await row(page, 'Below the fold').waitFor();
      expect(await page.evaluate(() => scrollY)).toBe(0);
    });
  });

  describe('with filters', () => {
    it('keeps them in the address over a reload, back and forward', async ({ visit }) => {
      const visitor = await visit();
      const page = await visitor.open(addresses.runs());
      await page.getByLabel('Repository').selectOption('demo/many');
      await expect.poll(() => new URL(page.url()).search).toBe('?repository=demo%2Fmany');
      await page.getByLabel('Status').selectOption('success');
      await count(page, '1 run matches').waitFor();
      expect(await titles(page)).toEqual(['Below the fold']);
      await page.reload();
      await count(page, '1 run matches').waitFor();
      expect(await page.getByLabel('Status').inputValue()).toBe('success');
      await page.goBack();
      await expect.poll(() => new URL(page.url()).search).toBe('?repository=demo%2Fmany');
      await expect.poll(() => page.getByLabel('Status').inputValue()).toBe('');
      await page.goForward();
      await count(page, '1 run matches').waitFor();
      await page.getByRole('button', { name: 'Remove the filter Status' }).click();
      await expect.poll(() => new URL(page.url()).search).toBe('?repository=demo%2Fmany');
      await page.getByRole('button', { name: 'Clear all' }).click();
      await expect.poll(() => new URL(page.url()).search).toBe('');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/runs?/);
      expect(await page.getByLabel('Active filters').count()).toBe(0);
    });

    it('reads a list again that was read before another page was looked at', async ({
      installation,
      visit,
    }) => {
      const visitor = await visit();
      const page = await visitor.open(addresses.runs());
      const status = page.getByLabel('Status');
      await status.selectOption('failure');
      await page.getByRole('heading', { name: 'No run matches' }).waitFor();
      await page.getByRole('button', { name: 'Show all runs' }).click();
      await row(page, 'Below the fold').getByRole('link').click();
      await expect.poll(() => page.url()).toMatch(/\/runs\/\d+$/);
      const project = await installation.project('demo/unseen');
      const sha = await project.push({
        files: { '.runbook/ci.yml': workflow('CI', 'false') },
        message: 'Unseen',
      });
      await installation.completed(sha);
      await page.goBack();
      await status.selectOption('failure');
      await row(page, 'Unseen').waitFor();
    });

    it('looks for a text as it is typed, in the same entry of the history', async ({ visit }) => {
      const visitor = await visit();
      const page = await visitor.open(addresses.runs());
      const entries = await page.evaluate(() => history.length);
      await page.getByRole('searchbox').pressSequentially('hold it');
      await count(page, '1 run matches').waitFor();
      expect(new URL(page.url()).search).toBe('?text=hold+it');
      expect(await page.evaluate(() => history.length)).toBe(entries);
    });

    it('does not show a push that does not match', async ({ installation, visit }) => {
      const visitor = await visit();
      const page = await visitor.open(addresses.runs({ status: 'failure', text: 'Fail' }));
      await page.getByRole('heading', { name: 'No run matches' }).waitFor();
      const project = await installation.project('demo/filtered');
      const passes = await project.push({
        files: { '.runbook/ci.yml': workflow('CI') },
        message: 'Fail not',
      });
      await installation.completed(passes);
      await project.push({ files: { '.runbook/ci.yml': workflow('CI', 'false') }, message: 'Fail now' });
      await row(page, 'Fail now').getByText('Failure').waitFor();
      expect(await titles(page)).toEqual(['Fail now']);
      await page.getByLabel('Status').selectOption('cancelled');
      await page.getByRole('button', { name: 'Show all runs' }).click();
      await row(page, 'Fail not').waitFor();
    });

    it('says what is wrong with one that cannot be', async ({ visit }) => {
      const visitor = await visit();
      visitor.problems.expect(/422/);
      const page = await visitor.open(addresses.runs({ repository: 'nowhere' }));
      await page.getByText('The runs could not be read').waitFor();
      await page.getByRole('button', { name: 'Clear all' }).click();
      await row(page, 'Fail now').waitFor();
    });

    it('goes from page to page', async ({ visit }) => {
      const visitor = await visit();
      const page = await visitor.open(addresses.runs({ repository: 'demo/many' }));
      await count(page, '41 runs match').waitFor();
      const first = await runs(page);
      expect(first).toHaveLength(30);
      await page.getByRole('link', { name: 'Older' }).click();
      await page.getByText('Page 2 of 2', { exact: true }).waitFor();
      await expect.poll(() => runs(page)).toHaveLength(11);
      expect(await page.getByRole('link', { name: 'Newer' }).getAttribute('rel')).toBe('prev');
      await page.goBack();
      await expect.poll(() => runs(page)).toEqual(first);
      await page.goto(`${new URL(page.url()).origin}${addresses.runs({ page: 99 })}`);
      await page.getByRole('heading', { name: 'There is no page 99' }).waitFor();
    });
  });

  describe('by keyboard', () => {
    it('goes through the rows and opens one', async ({ visit }) => {
      const visitor = await visit();
      const page = await visitor.open(addresses.runs());
      const [first, second] = await titles(page);
      const focused = () => page.evaluate(() => document.activeElement?.textContent);
      await page.keyboard.press('j');
      expect(await focused()).toBe(first);
      await page.keyboard.press('j');
      expect(await focused()).toBe(second);
      await page.keyboard.press('k');
      await page.keyboard.press('Enter');
      await expect.poll(() => page.url()).toMatch(/\/runs\/\d+$/);
    });

    it('goes to the search, where letters are letters', async ({ visit }) => {
      const visitor = await visit();
      const page = await visitor.open(addresses.runs());
      await row(page, 'Fail now').waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('j?k/');
      expect(await page.getByRole('searchbox').inputValue()).toBe('j?k/');
      expect(await page.getByRole('dialog').count()).toBe(0);
    });

    it('shows its keys, and can do without them, which it remembers', async ({ visit }) => {
      const visitor = await visit();
      const page = await visitor.open(addresses.runs());
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByLabel(/Use single keys/).uncheck();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.reload();
      await row(page, 'Fail now').waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('?');
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
      await page.getByRole('button', { name: 'Keyboard' }).click();
      expect(await page.getByLabel(/Use single keys/).isChecked()).toBe(false);
    });
  });

  describe('in a row', () => {
    it('leads to the run wherever it is clicked, and to the file where that is not valid', async ({
      installation,
      visit,
    }) => {
      const visitor = await visit();
      const page = await visitor.open(addresses.runs({ repository: 'demo/many' }));
      await row(page, 'Below the fold').getByText('demo/many').click();
      await expect.poll(() => page.url()).toMatch(/\/runs\/\d+$/);
      await page.goBack();
      const other = page.context().waitForEvent('page');
      await row(page, 'Below the fold')
        .locator('time')
        .click({ modifiers: ['Control'] });
      expect((await other).url()).toMatch(/^about:blank$|\/runs\/\d+$/);
      await (await other).close();
      const broken = await installation.project('demo/broken');
      await broken.push({ files: { '.runbook/ci.yml': 'on: push\njobs: {}\n' } });
      await visitor.open(addresses.runs({ repository: 'demo/broken' }));
      await page.getByRole('link', { name: 'Invalid workflow file' }).click();
      await expect.poll(() => page.url()).toMatch(/\/runs\/\d+\/workflow$/);
    });

    it('shows what people wrote as text', async ({ installation, visit }) => {
      const html = '<img src=x onerror=alert(1)>';
      const project = await installation.project('demo/markup');
      await project.push({
        files: { '.runbook/ci.yml': workflow(`'${html}'`) },
        branch: '<b>bold</b>',
        message: html,
      });
      const visitor = await visit();
      const page = await visitor.open(addresses.runs());
      await row(page, html).getByText('Success').waitFor();
      expect(await row(page, html).innerText()).toContain('<b>bold</b>');
      expect(await page.locator('main img').count()).toBe(0);
    });
  });

  it.for([1280, 768, 380])('is read by everybody, at %i pixels', async (width, { visit }) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const visitor = await visit({ width, colorScheme });
      const page = await visitor.open(addresses.runs({ branch: 'main' }));
      await row(page, 'Fail now').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await horizontalOverflow(page)).toEqual([]);
      expect((await layoutShift(page)).moved).toEqual([]);
    }
  });

  it('folds the filters in a narrow window, and says how many restrict', async ({ visit }) => {
    const visitor = await visit({ width: 380 });
    const page = await visitor.open(addresses.runs({ branch: 'main', status: 'success' }));
    expect(await page.getByLabel('Status').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Filters (2)' }).click();
    await page.getByLabel('Status').selectOption('');
    await page.getByRole('button', { name: 'Filters (1)' }).waitFor();
    expect(new URL(page.url()).search).toBe('?branch=main');
  });
});
