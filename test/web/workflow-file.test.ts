import { describe, expect } from 'vitest';
import { accessibilityProblems } from './support/axe.ts';
import { addresses } from './support/addresses.ts';
import { it } from './support/browser-test.ts';
import { describeInChromium } from './support/describe-in-chromium.ts';
import { horizontalOverflow } from './support/layout.ts';

const BROKEN = `name: Broken
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    need: test
    steps:
      - run: make
  test:
    runs-on: ubuntu-latest
    needs: biuld
    steps:
      - run: make "<img src=x onerror=alert(1)>"
`;

const FAILING = `name: CI
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    strategy:
      fail-fast: false
      matrix: { size: [small, large] }
    steps:
      - name: Prepare
        run: echo ready
      - name: Measure
        run: test "\${{ matrix.size }}" = small
`;

describeInChromium('The workflow file of a run', () => {
  describe('that is not valid', () => {
    it('shows each mistake at its line, with what to do', async ({ installation, visit }) => {
      const project = await installation.project('demo/broken');
      const sha = await project.push({ files: { '.runbook/broken.yml': BROKEN } });
      const run = await installation.completed(sha);
      const visitor = await visit();
      const { page } = visitor;
      await visitor.open(addresses.workflowFile(run.id));
      await page.getByText('2 mistakes keep this file from running').waitFor();
      const line = page.locator('#L6');
      expect(await line.innerText()).toContain('did you mean needs?');
      expect(await page.locator('#L11').innerText()).toContain('did you mean build?');
      expect(await page.locator('#L13').innerText()).toContain('<img src=x onerror=alert(1)>');
      await page.getByRole('link', { name: 'Line 11' }).first().click();
      await expect.poll(() => page.locator('#L11').getAttribute('data-chosen')).toBe('true');
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.setViewportSize({ width: 380, height: 700 });
      expect(await horizontalOverflow(page)).toEqual([]);
    });
  });

  describe('that ran', () => {
    it('marks the step that failed, in the leg where it did, and leads to its log', async ({
      installation,
      visit,
    }) => {
      const project = await installation.project('demo/matrix');
      const sha = await project.push({ files: { '.runbook/ci.yml': FAILING } });
      const run = await installation.completed(sha);
      const visitor = await visit();
      const { page } = visitor;
      await visitor.open(addresses.workflowFile(run.id));
      const failed = page.locator('#L12');
      await failed.getByText('Failure').first().waitFor();
      const large = await installation.job(run.id, 'test (large)');
      const small = await installation.job(run.id, 'test (small)');
      const log = await failed.getByRole('link', { name: 'test (large)' }).getAttribute('href');
      expect(log).toMatch(new RegExp(`^/runs/${run.id}/jobs/${large.id}#step:\\d+:1$`));
      expect(await failed.getByRole('listitem').allTextContents()).toEqual([
        'Success in test (small)',
        'Failure in test (large)',
      ]);
      expect(await page.locator('#L10').getAttribute('data-wrong')).toBe('false');
      expect(small.conclusion).toBe('success');
    });

    it('keeps chosen lines in its address', async ({ installation, visit }) => {
      const project = await installation.project('demo/lines');
      const sha = await project.push({ files: { '.runbook/ci.yml': FAILING } });
      const run = await installation.completed(sha);
      const visitor = await visit();
      const { page } = visitor;
      await visitor.open(addresses.workflowFile(run.id, 3));
      await expect.poll(() => page.locator('#L3').getAttribute('data-chosen')).toBe('true');
      await page.getByRole('link', { name: 'Line 5', exact: true }).click({ modifiers: ['Shift'] });
      expect(new URL(page.url()).hash).toBe('#L3-L5');
      await page.reload();
      await expect.poll(() => page.locator('[data-chosen=true]').count()).toBe(3);
    });
  });

  it('that has more lines than a browser can show is shown in parts', async ({ installation, visit }) => {
    const project = await installation.project('demo/long');
    const sha = await project.push({ files: { '.runbook/long.yml': `${FAILING}${'\n'.repeat(1_000_000)}` } });
    const run = await installation.completed(sha);
    const visitor = await visit();
    const { page } = visitor;
    await visitor.open(addresses.workflowFile(run.id, 900_000));
    await expect.poll(() => page.locator('#L900000').getAttribute('data-chosen')).toBe('true');
    expect(await page.locator('#L900000').isVisible()).toBe(true);
    expect(await page.locator('main li').count()).toBeLessThan(3_000);
    const parts = page.getByRole('navigation', { name: 'Parts of the file' });
    expect(await parts.textContent()).toContain('Lines 898,001 to 900,000 of 1,000,0');
    await parts.getByRole('link', { name: 'Lines after' }).click();
    await page.locator('#L900001').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await visitor.open(addresses.workflowFile(run.id));
    await page.locator('#L1').waitFor();
  });

  it('that is of no run says so', async ({ visit }) => {
    const visitor = await visit();
    const { page, problems } = visitor;
    problems.expect(/404/);
    await visitor.open(addresses.workflowFile(999_424));
    await page.getByRole('heading', { name: 'There is no run 999424' }).waitFor();
  });
});
