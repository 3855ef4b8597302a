import { expect } from 'vitest';
import type { DeliveryListShape } from '../../src/server/shapes/index.ts';
import { accessibilityProblems } from './support/axe.ts';
import { addresses } from './support/addresses.ts';
import { it } from './support/browser-test.ts';
import { describeInChromium } from './support/describe-in-chromium.ts';
import { horizontalOverflow } from './support/layout.ts';

function workflow(on: string): string {
  return `on: ${on}\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ready\n`;
}

describeInChromium('The deliveries', () => {
  it('say where they come from while there is none', async ({ visit }) => {
    const visitor = await visit();
    const { page } = visitor;
    await visitor.open(addresses.deliveries());
    await page.getByRole('heading', { name: 'No deliveries yet' }).waitFor();
    await page.getByText(`${new URL(page.url()).origin}/webhooks/github`).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('come without the page being loaded again, with what they started and why the rest did not start', async ({
    installation,
    visit,
  }) => {
    const project = await installation.project('demo/shop');
    const visitor = await visit();
    const { page } = visitor;
    await visitor.open(addresses.deliveries());
    await page.getByRole('heading', { name: 'No deliveries yet' }).waitFor();
    await project.push({
      files: {
        '.runbook/ci.yml': workflow('push'),
        '.runbook/broken.yml': 'on: push\n',
        '.runbook/hand.yml': workflow('workflow_dispatch'),
        '.runbook/other.yml': workflow('{push: {branches: [release]}}'),
      },
      branch: 'fix/<b>1',
    });
    const row = page.getByRole('row').filter({ hasText: 'demo/shop' });
    await row.getByText('Handled').waitFor();
    await row.getByText('fix/<b>1', { exact: true }).waitFor();
    const ci = row.getByRole('listitem').filter({ hasText: 'ci.yml' });
    await ci.getByText('Success').waitFor({ state: 'attached' });
    const run = await ci.getByRole('link', { name: /^ci\.yml #\d+$/ }).getAttribute('href');
    expect(run).toMatch(/^\/runs\/\d+$/);
    expect(await row.getByRole('link', { name: 'Invalid workflow file' }).getAttribute('href')).toMatch(
      /^\/runs\/\d+\/workflow$/,
    );

    const reason = row.getByText('It does not listen to push.');
    expect(await reason.isVisible()).toBe(false);
    await row.getByText('2 files did not start').press('Enter');
    await reason.waitFor();
    await row.getByText('The branch fix/<b>1 matches none of its patterns.').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.setViewportSize({ width: 380, height: 700 });
    await expect.poll(() => horizontalOverflow(page)).toEqual([]);
  });

  it('that started nothing say why at once', async ({ installation, visit }) => {
    const project = await installation.project('demo/quiet');
    await project.push({ files: { 'README.md': 'No workflow' } });
    const visitor = await visit();
    const { page } = visitor;
    await visitor.open(addresses.deliveries({ repository: 'demo/quiet' }));
    await page.getByText('Nothing. There are no workflow files in .runbook/ at').waitFor();
    await project.push({ files: { '.runbook/hand.yml': workflow('workflow_dispatch') } });
    await page.getByText('It does not listen to push.').waitFor();
  });

  it('keep their filters in the address, over a reload and back', async ({ installation, visit }) => {
    const project = await installation.project('demo/filtered');
    await installation.completed(await project.push({ files: { '.runbook/ci.yml': workflow('push') } }));
    const visitor = await visit();
    const { page } = visitor;
    await visitor.open(addresses.deliveries());
    await page.getByRole('row').filter({ hasText: 'demo/quiet' }).first().waitFor();
    await page.getByRole('combobox', { name: 'Repository' }).selectOption('demo/filtered');
    await page.getByText('1 delivery', { exact: true }).waitFor();
    await page.getByRole('combobox', { name: 'Status' }).selectOption('failed');
    await page.getByRole('heading', { name: 'No delivery fits' }).waitFor();
    expect(new URL(page.url()).search).toBe('?repository=demo%2Ffiltered&status=failed');
    await page.reload();
    await page.getByRole('heading', { name: 'No delivery fits' }).waitFor();
    expect(await page.getByRole('combobox', { name: 'Status' }).inputValue()).toBe('failed');
    await page.goBack();
    await page.getByText('1 delivery', { exact: true }).waitFor();
    expect(await page.getByRole('combobox', { name: 'Repository' }).inputValue()).toBe('demo/filtered');
    await visitor.open(addresses.deliveries({ page: 7 }));
    await page.getByRole('heading', { name: 'There is no page 7' }).waitFor();
    await page.getByRole('link', { name: 'Go to page 1' }).click();
    await page.getByRole('row').filter({ hasText: 'demo/filtered' }).waitFor();
  });

  it('that failed say why and what to do', async ({ installation, visit }) => {
    const project = await installation.project('demo/lost');
    await project.push({ files: { '.runbook/ci.yml': workflow('push') } });
    const visitor = await visit();
    const { page } = visitor;
    // Intake tries for minutes before it gives a repository up that it cannot reach.
    await page.route('**/api/deliveries?*', async (route) => {
      const list: DeliveryListShape = await (await route.fetch()).json();
      const deliveries = list.deliveries.map((delivery) => ({
        ...delivery,
        status: 'failed',
        reason: 'The repository does not answer.',
        workflows: [],
      }));
      await route.fulfill({ json: { ...list, deliveries } });
    });
    await visitor.open(addresses.deliveries({ repository: 'demo/lost' }));
    const row = page.getByRole('row').filter({ hasText: 'demo/lost' });
    await row.getByText('Failed', { exact: true }).waitFor();
    await row.getByText('The repository does not answer.').waitFor();
    await row.getByText('then push another commit.').waitFor();
  });
});
