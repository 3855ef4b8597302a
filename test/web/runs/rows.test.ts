import { describe, expect } from 'vitest';
import { addresses } from '../support/addresses.ts';
import { accessibilityProblems } from '../support/axe.ts';
import { describeInChromium } from '../support/describe-in-chromium.ts';
import { horizontalOverflow, layoutShift } from '../support/layout.ts';
import { it } from './pushed-runs.ts';
import { row, titles } from './rows.ts';
import { oneStep } from './workflows.ts';

describeInChromium('The rows of the page of runs', () => {
  it('lead to the run wherever they are clicked', async ({ pushed, visit }) => {
    const page = await (await visit()).open(addresses.runs());
    const address = new RegExp(`/runs/${pushed.passed.id}$`);
    await row(page, 'Pass').getByText('demo/app').click();
    await expect.poll(() => page.url()).toMatch(address);
    await page.goBack();
    for (const part of [row(page, 'Pass').locator('time'), row(page, 'Pass').getByRole('link')]) {
      const other = page.context().waitForEvent('page');
      await part.click({ modifiers: ['Control'] });
      await expect.poll(async () => (await other).url()).toMatch(address);
      await (await other).close();
    }
  });

  it('lead to the file where that is not valid', async ({ visit }) => {
    const page = await (await visit()).open(addresses.runs({ repository: 'demo/broken' }));
    await page.getByRole('link', { name: 'Invalid workflow file' }).click();
    await expect.poll(() => page.url()).toMatch(/\/runs\/\d+\/workflow$/);
  });

  it.for([1280, 380])(
    'say in whole why a run waits or cannot begin, at %i pixels',
    async (width, { visit }) => {
      const page = await (await visit({ width })).open(addresses.runs({ repository: 'demo/broken' }));
      const note = page.getByRole('link', { name: 'Invalid workflow file' });
      const title = page.getByRole('rowheader').getByRole('link').first();
      for (const part of [note, title]) {
        expect(await part.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
      }
      const [below, above] = [await note.boundingBox(), await title.boundingBox()];
      expect(below?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0));
    },
  );

  it('show what people wrote as text', async ({ installation, visit }) => {
    const html = '<img src=x onerror=alert(1)>';
    const project = await installation.project('demo/markup');
    const files = { '.runbook/ci.yml': oneStep('true', `'${html}'`) };
    await project.push({ files, branch: '<b>bold</b>', message: html });
    const page = await (await visit()).open(addresses.runs());
    await row(page, html).getByText('Success').waitFor();
    expect(await row(page, html).innerText()).toContain('<b>bold</b>');
    expect(await page.locator('main img').count()).toBe(0);
  });

  it.for([1280, 768, 380])('are read by everybody, at %i pixels', async (width, { visit }) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await (await visit({ width, colorScheme })).open(addresses.runs({ branch: 'main' }));
      await row(page, 'Pass').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await horizontalOverflow(page)).toEqual([]);
      expect((await layoutShift(page)).moved).toEqual([]);
    }
  });

  describe('by keyboard', () => {
    it('are gone through, and one is opened', async ({ visit }) => {
      const page = await (await visit()).open(addresses.runs());
      await row(page, 'Pass').waitFor();
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

    it('are left for the search, where letters are letters', async ({ visit }) => {
      const page = await (await visit()).open(addresses.runs());
      await row(page, 'Pass').waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('j?k/');
      expect(await page.getByRole('searchbox').inputValue()).toBe('j?k/');
      expect(await page.getByRole('dialog').count()).toBe(0);
    });

    it('are left alone where single keys are off, which is remembered', async ({ visit }) => {
      const page = await (await visit()).open(addresses.runs());
      await row(page, 'Pass').waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByLabel(/Use single keys/).uncheck();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.reload();
      await row(page, 'Pass').waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('?');
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
      await page.getByRole('button', { name: 'Keyboard' }).click();
      expect(await page.getByLabel(/Use single keys/).isChecked()).toBe(false);
    });
  });
});
