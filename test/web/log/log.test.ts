import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { accessibilityProblems } from '../support/axe.ts';
import { describeInChromium } from '../support/describe-in-chromium.ts';
import { horizontalOverflow, layoutShift } from '../support/layout.ts';
import type { Visitor } from '../support/visitor.ts';
import { it, loggedJob } from './log-test.ts';
import { LogView } from './log-view.ts';

describeInChromium('The log of a job', () => {
  describe('opens', () => {
    it('where the first failed step failed, with what led to it', async ({ visit, failed }) => {
      const log = new LogView(await (await visit()).open(failed.address));
      await expect.poll(() => log.inWindow()).toContain(208);
      expect(await log.text(208).textContent()).toBe('expected 90, got 81');
      expect(await log.inWindow()).toContain(205);
      expect(await log.step('Run the suite').getAttribute('aria-expanded')).toBe('true');
      expect(await log.step('Fetch packages').getAttribute('aria-expanded')).toBe('false');
    });

    it('at the lines that its address names, selected', async ({ visit, failed }) => {
      const log = new LogView(await (await visit()).open(`${failed.address}#step:3:100-102`));
      await expect.poll(() => log.selected()).toEqual([100, 101, 102]);
      expect(await log.inWindow()).toContain(100);
    });

    it('a folded group for a line in it', async ({ visit, failed }) => {
      const log = new LogView(await (await visit()).open(`${failed.address}#step:2:4`));
      await expect.poll(() => log.selected()).toEqual([4]);
      expect(await log.inWindow()).toContain(4);
    });

    it('at a line that an annotation names, and the focus goes with it', async ({ visit, failed }) => {
      const log = new LogView(await (await visit()).open(failed.address));
      await log.page.getByRole('link', { name: /^Step 2, line/ }).click();
      await expect.poll(() => log.fragment()).toMatch(/^#step:2:\d+$/);
      const line = Number(log.fragment().split(':')[2]);
      await expect.poll(() => log.text(line, 2).textContent()).toBe('mind the gap');
      await expect
        .poll(() => log.page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
        .toBe(`Line ${line}`);
    });
  });

  describe('shows', () => {
    it('groups folded, which open and close by mouse and by keyboard', async ({ visit, failed }) => {
      const log = new LogView(await (await visit()).open(`${failed.address}#step:2`));
      const group = log.page.getByRole('button', { name: 'Packages', exact: true });
      await expect.poll(() => group.getAttribute('aria-expanded')).toBe('false');
      const heading = Number(await log.page.locator('[data-line]', { has: group }).getAttribute('data-line'));
      expect(await log.text(heading + 1).count()).toBe(0);
      await group.click();
      expect(await log.text(heading + 1).textContent()).toBe('added money');
      await group.press('Enter');
      await expect.poll(() => log.text(heading + 1).count()).toBe(0);
    });

    it('colours, the last state of progress, links, and markup as text', async ({ visit, failed }) => {
      const log = new LogView(await (await visit()).open(failed.address));
      await log.step('Fetch packages').click();
      const rows = log.rows(2);
      const coloured = rows.filter({ hasText: 'red both plain' }).locator('[data-text] span');
      await coloured.first().waitFor();
      const looks = await coloured.evaluateAll((runs) =>
        runs.map((run) => {
          const { color, backgroundColor, fontWeight } = getComputedStyle(run);
          return { text: run.textContent, color, backgroundColor, fontWeight };
        }),
      );
      expect(looks).toEqual([
        { text: 'red', color: 'rgb(179, 32, 44)', backgroundColor: 'rgba(0, 0, 0, 0)', fontWeight: '400' },
        { text: 'both', color: 'rgb(10, 20, 30)', backgroundColor: 'rgb(255, 255, 0)', fontWeight: '700' },
      ]);
      expect(await rows.getByText('100% done').count()).toBe(1);
      const link = rows.getByRole('link', { name: 'https://example.com/docs' });
      expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
      expect(await rows.getByText('<img src=x onerror="alert(1)"><b>bold?</b>').count()).toBe(1);
      expect(await rows.locator('img, b').count()).toBe(0);
    });

    it('times and wrapping as chosen, also after a reload', async ({ visit, failed }) => {
      const log = new LogView(await (await visit()).open(failed.address));
      await expect.poll(() => log.rows(3).count()).toBeGreaterThan(5);
      expect(await log.rows(3).locator('time').count()).toBe(0);
      await log.page.getByRole('button', { name: 'Times' }).click();
      await log.page.getByRole('button', { name: 'Wrap' }).click();
      await log.page.reload();
      await expect.poll(() => log.rows(3).locator('time').count()).toBeGreaterThan(5);
      expect(await log.rows(3).locator('time').first().getAttribute('datetime')).toMatch(/^\d{4}-.*Z$/);
      expect(await log.page.getByRole('button', { name: 'Wrap' }).getAttribute('aria-pressed')).toBe('false');
    });

    it('long lines over several rows, none outside of the window', async ({ visit, installation }) => {
      const workflow = `
on: push
jobs:
  job:
    runs-on: ubuntu-latest
    steps:
      - name: Long
        run: |
          for line in $(seq 100); do echo "$line $(head -c 900 /dev/zero | tr '\\0' x)"; done
`;
      const job = await loggedJob(installation, 'demo/long', workflow, 'job');
      const { page } = await visit({ width: 380 });
      await page.goto(`${installation.server.url}${job.address}#step:2:60`);
      const log = new LogView(page);
      await expect.poll(() => log.inWindow()).toContain(60);
      const heights = await log.rows(2).evaluateAll((rows) => rows.map((row) => row.clientHeight));
      expect(Math.min(...heights)).toBeGreaterThan(200);
      // Rows lie one after the other, whatever was guessed of those that nobody has seen.
      const tops = await log.rows(2).evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect()));
      for (const [index, { bottom }] of tops.entries()) {
        expect(tops[index + 1]?.top ?? bottom).toBeCloseTo(bottom, 0);
      }
      expect(await horizontalOverflow(page)).toEqual([]);
    });

    it('the ways to the log as text', async ({ visit, failed }) => {
      const page = await (await visit()).open(failed.address);
      const raw = page.getByRole('link', { name: 'Raw log of step 3' });
      const address = await raw.evaluate((link) => (link instanceof HTMLAnchorElement ? link.href : ''));
      expect(await (await page.request.get(address)).text()).toMatch(/Z ##\[error\]expected 90, got 81\n/);
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Download without times the log of step 3' }).click();
      expect((await download).suggestedFilename()).toMatch(/\.log$|\.txt$/);
    });

    it('in words what there is instead of lines', async ({ visit, failed }) => {
      const log = new LogView(await (await visit()).open(failed.address));
      await log.step('Publish').click();
      await log.page.getByText('Skipped: its condition was false, or a step before it failed.').waitFor();
    });

    it('that a log was removed', async ({ visit, installation }) => {
      const workflow =
        'on: push\njobs: { job: { runs-on: ubuntu-latest, steps: [{ name: Say, run: echo hello }] } }';
      const job = await loggedJob(installation, 'demo/removed', workflow, 'job');
      const { folder } = await installation.get<{ folder: string }>(`/api/jobs/${job.job}`);
      await rm(join(installation.server.data, 'logs/demo/removed/1', folder), { recursive: true });
      const visitor = await visit();
      visitor.problems.expect(/404/);
      const log = new LogView(await visitor.open(job.address));
      await log.step('Say').click();
      await log.page.getByText('The server does not have this log any more.').waitFor();
    });

    it('how its job ended, in the tab, too', async ({ visit, failed }) => {
      const page = await visit().then((visitor) => visitor.open(`/runs/${failed.run}/jobs/${failed.job}`));
      await expect.poll(() => page.title()).toMatch(/^Failure: .+ #1 · Runbook$/);
      await page
        .getByRole('navigation', { name: 'Where this is' })
        .getByRole('link', { name: 'Run #1' })
        .click();
      await expect.poll(() => page.url()).toMatch(/\/runs\/\d+$/);
    });

    it('that there is no such job', async ({ visit, failed }) => {
      const visitor = await visit();
      visitor.problems.expect(/404/);
      const page = await visitor.open(`/runs/${failed.run}/jobs/999999999`);
      await page.getByRole('heading', { name: 'There is no such job' }).waitFor();
    });
  });

  describe('lets lines be chosen', () => {
    it('by a click and with Shift up to another one; the address names them', async ({ visit, failed }) => {
      const log = new LogView(await (await visit()).open(failed.address));
      await log.number(207).click();
      expect(log.fragment()).toBe('#step:3:207');
      await log.number(210).click({ modifiers: ['Shift'] });
      expect(log.fragment()).toBe('#step:3:207-210');
      expect(await log.selected()).toEqual([207, 208, 209, 210]);
      await log.page.getByRole('button', { name: 'Clear' }).click();
      expect(log.fragment()).toBe('');
    });

    it('by the keyboard alone', async ({ visit, failed }) => {
      const log = new LogView(await (await visit()).open(failed.address));
      await log.number(208).focus();
      await log.page.keyboard.press('ArrowDown');
      await log.page.keyboard.press('Enter');
      expect(log.fragment()).toBe('#step:3:209');
      await log.page.keyboard.press('ArrowDown');
      await log.page.keyboard.press('ArrowDown');
      await log.page.keyboard.press('Shift+Enter');
      expect(log.fragment()).toBe('#step:3:209-211');
      await log.page.keyboard.press('End');
      await expect.poll(() => log.inWindow()).toContain(409);
      await log.page.keyboard.press('Enter');
      expect(log.fragment()).toMatch(/^#step:3:409$/);
      await log.page.keyboard.press('Home');
      await expect.poll(() => log.inWindow()).toContain(1);
    });

    it('and the focus stays in the log when its line is scrolled away', async ({ visit, failed }) => {
      const log = new LogView(await (await visit()).open(failed.address));
      const focused = () => log.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
      await log.number(208).focus();
      await log.wheel(-4_000);
      await expect.poll(focused).toBe('Log of step 3, Run the suite');
      await log.page.getByRole('searchbox').focus();
      await log.wheel(4_000);
      expect(await focused()).toBe('Search the logs of this job');
    });

    it('and copies them, and a link to them', async ({ visit, failed }) => {
      const visitor = await withClipboard(await visit());
      const log = new LogView(await visitor.open(`${failed.address}#step:3:207-209`));
      const copied = () => log.page.evaluate(() => navigator.clipboard.readText());
      await log.page.getByRole('button', { name: /^Copy the lines/ }).click();
      expect(await copied()).toBe('test 200 ... ok\nexpected 90, got 81\ncleaning up 1');
      await log.page.getByRole('button', { name: /^Copy link/ }).click();
      expect(await copied()).toBe(log.page.url());
    });

    it('with the mouse: what is copied has no line numbers, times or marks', async ({ visit, failed }) => {
      const visitor = await withClipboard(await visit());
      const log = new LogView(await visitor.open(failed.address));
      await log.page.getByRole('button', { name: 'Times' }).click();
      await log.text(208).waitFor();
      await log.page.evaluate(() => {
        const text = (line: number) => document.querySelector(`[data-line="${line}"] [data-text]`);
        const [first, last] = [text(207)?.firstChild, text(209)?.firstChild];
        if (first != null && last != null) getSelection()?.setBaseAndExtent(first, 5, last, 8);
      });
      await log.page.keyboard.press('Control+c');
      expect(await log.page.evaluate(() => navigator.clipboard.readText())).toBe(
        '200 ... ok\nexpected 90, got 81\ncleaning',
      );
    });
  });

  describe('is searched', () => {
    it('over all steps, from match to match in both directions', async ({ visit, failed }) => {
      const log = new LogView(await (await visit()).open(failed.address));
      const standing = () => log.page.locator('search [role="status"]').textContent();
      await log.page.getByRole('searchbox').waitFor();
      await log.page.keyboard.press('/');
      await log.page.keyboard.type('ADDED');
      await expect.poll(standing).toBe('1 of 4');
      await log.page.keyboard.press('Enter');
      await expect.poll(standing).toBe('2 of 4');
      await log.page.keyboard.press('Enter');
      await expect.poll(standing).toBe('3 of 4');
      // A match in a folded group is unfolded.
      await expect.poll(() => log.page.locator('mark[data-current]').allTextContents()).toEqual(['added']);
      await log.page.keyboard.press('Shift+Enter');
      await log.page.keyboard.press('Shift+Enter');
      await log.page.keyboard.press('Shift+Enter');
      await expect.poll(standing).toBe('4 of 4');
      expect(await log.step('Fetch packages').getAttribute('aria-expanded')).toBe('true');
    });

    it('with Ctrl and F, by case where asked, and says when there is nothing', async ({ visit, failed }) => {
      const log = new LogView(await (await visit()).open(failed.address));
      const standing = () => log.page.locator('search [role="status"]').textContent();
      await log.page.getByRole('searchbox').waitFor();
      await log.page.keyboard.press('Control+f');
      await log.page.keyboard.type('Expected');
      await expect.poll(standing).toBe('1 of 2');
      await log.page.getByRole('button', { name: /Capital and small letters differ/ }).click();
      await expect.poll(standing).toBe('No match');
      await log.page.getByRole('searchbox').press('Escape');
      await expect.poll(standing).toBe('');
      expect(await log.page.locator('mark').count()).toBe(0);
    });
  });

  describe('is for everybody', () => {
    it.for(['light', 'dark'] as const)('axe finds nothing, %s', async (colorScheme, { visit, failed }) => {
      const log = new LogView(await (await visit({ colorScheme })).open(failed.address));
      await log.number(208).click();
      await log.step('Fetch packages').click();
      await log.page.getByRole('button', { name: /^Copy the line/ }).waitFor();
      expect(await accessibilityProblems(log.page)).toEqual([]);
    });

    it('nothing jumps while it opens', async ({ visit, failed, installation }) => {
      const log = new LogView(await (await visit()).open(failed.address));
      await log.text(208).waitFor();
      expect((await layoutShift(log.page)).sum).toBeLessThan(0.05);
      const workflow = 'on: push\njobs: { job: { runs-on: ubuntu-latest, steps: [{ run: echo hello }] } }';
      const green = await loggedJob(installation, 'demo/green', workflow, 'job');
      const { page } = await visit();
      await page.goto(installation.server.url + green.address);
      await page.getByText('Complete job').waitFor();
      expect((await layoutShift(page)).moved).toEqual([]);
    });

    it('fits into 380 pixels', async ({ visit, failed }) => {
      const log = new LogView(await (await visit({ width: 380 })).open(failed.address));
      await log.text(208).waitFor();
      expect(await horizontalOverflow(log.page)).toEqual([]);
    });
  });
});

/** Somebody whose browser lets pages use the clipboard. */
async function withClipboard(visitor: Visitor): Promise<Visitor> {
  await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  return visitor;
}
