import { expect } from 'vitest';
import type { WorkerListShape } from '../../src/server/shapes/index.ts';
import { accessibilityProblems } from './support/axe.ts';
import { addresses } from './support/addresses.ts';
import { it } from './support/browser-test.ts';
import { describeInChromium } from './support/describe-in-chromium.ts';
import { Gate } from './support/gate.ts';
import { horizontalOverflow } from './support/layout.ts';

describeInChromium('The workers', () => {
  it('show what each runs as it begins and ends, and lead to its log', async ({ installation, visit }) => {
    const gate = await Gate.make();
    try {
      const project = await installation.project('demo/busy');
      const visitor = await visit();
      const { page } = visitor;
      await visitor.open(addresses.workers());
      const table = page.getByRole('table', { name: 'Workers' });
      await table.getByText('0 of 2').waitFor();
      await table.getByText('ubuntu-latest', { exact: true }).waitFor();
      await table.getByText('just now').waitFor();
      const sha = await project.push({
        files: {
          '.runbook/ci.yml': `on: push
jobs:
  test:
    name: Wait <b>here</b>
    runs-on: ubuntu-latest
    steps:
      - run: ${JSON.stringify(gate.wait)}
`,
        },
      });
      await table.getByText('1 of 2').waitFor();
      const run = await installation.runOf(sha);
      const job = await installation.job(run.id, 'Wait <b>here</b>');
      const log = table.getByRole('link', { name: 'Wait <b>here</b>' });
      expect(await log.getAttribute('href')).toBe(addresses.log(run.id, job.id));
      await table.getByText(`demo/busy #${run.run_number}`).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.setViewportSize({ width: 380, height: 700 });
      await expect.poll(() => horizontalOverflow(page)).toEqual([]);
      await gate.open();
      await table.getByText('0 of 2').waitFor();
      await log.waitFor({ state: 'detached' });
    } finally {
      await gate.remove();
    }
  });

  it('stand beside the jobs that none of them can take', async ({ installation, visit }) => {
    const project = await installation.project('demo/models');
    const visitor = await visit();
    const { page } = visitor;
    await visitor.open(addresses.workers());
    const sha = await project.push({
      files: {
        '.runbook/train.yml':
          'on: push\njobs:\n  train:\n    runs-on: [self-hosted, gpu]\n    steps:\n      - run: nvidia-smi\n',
      },
    });
    const panel = page.getByRole('region', { name: 'A job that no worker can take' });
    await panel.getByText('wants the label gpu').waitFor();
    const run = await installation.runOf(sha);
    expect(await panel.getByRole('link', { name: 'train' }).getAttribute('href')).toBe(addresses.run(run.id));
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.setViewportSize({ width: 380, height: 700 });
    await expect.poll(() => horizontalOverflow(page)).toEqual([]);
    await installation.post(`/api/v3/repos/demo/models/actions/runs/${run.id}/cancel`);
    await panel.waitFor({ state: 'detached' });
  });

  it('mark one that is silent and one that drains', async ({ visit }) => {
    const visitor = await visit();
    const { page } = visitor;
    // Without the stream: the worker that is really there says every few seconds that it is.
    await page.route('**/api/stream?*', () => undefined);
    await page.route('**/api/workers', async (route) => {
      const { workers }: WorkerListShape = await (await route.fetch()).json();
      const seenAt = new Date(Date.now() - 15_000).toISOString();
      const silent = workers.map((worker) => ({ ...worker, seen_at: seenAt, draining: true }));
      await route.fulfill({ json: { total_count: silent.length, workers: silent, unserved: [] } });
    });
    await visitor.open(addresses.workers());
    await page.getByText('Silent', { exact: true }).waitFor();
    await page.getByText('Draining: it takes no more jobs').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('say how to start one while there is none', async ({ visit }) => {
    const visitor = await visit();
    const { page } = visitor;
    await page.route('**/api/stream?*', () => undefined);
    await page.route('**/api/workers', (route) =>
      route.fulfill({ json: { total_count: 0, workers: [], unserved: [] } }),
    );
    await visitor.open(addresses.workers());
    await page.getByRole('heading', { name: 'No worker is there' }).waitFor();
    await page.getByText(`--server ${new URL(page.url()).origin}`).waitFor();
    await page.setViewportSize({ width: 380, height: 700 });
    await expect.poll(() => horizontalOverflow(page)).toEqual([]);
  });
});
