import { expect } from 'vitest';
import { accessibilityProblems } from './support/axe.ts';
import { addresses } from './support/addresses.ts';
import { it } from './support/browser-test.ts';
import { describeInChromium } from './support/describe-in-chromium.ts';
import { horizontalOverflow } from './support/layout.ts';

const PASSING = `name: CI
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: echo ready
`;

const BY_HAND = `name: Release *now* <img src=x onerror=alert(1)>
on: workflow_dispatch
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - run: echo released
`;

describeInChromium('The repositories', () => {
  it('say how to register one while there is none, and show it as soon as it is registered', async ({
    installation,
    visit,
  }) => {
    const visitor = await visit();
    const { page } = visitor;
    await visitor.open(addresses.repositories());
    const { origin } = new URL(page.url());
    await page.getByText(`--name me/project --server ${origin}`).waitFor();
    await page.getByRole('button', { name: 'On GitHub' }).click();
    await page.getByText(`${origin}/webhooks/github`).waitFor();
    await installation.project('demo/first');
    await page.getByRole('link', { name: 'demo/first', exact: true }).waitFor();
    await page.getByText('None yet').waitFor();
  });

  it('show a newer run without being loaded again, and lead to the runs', async ({ installation, visit }) => {
    const project = await installation.project('demo/live');
    const visitor = await visit();
    const { page } = visitor;
    await visitor.open(addresses.repositories());
    const row = page.getByRole('row').filter({ hasText: 'demo/live' });
    await row.getByText('None yet').waitFor();
    await project.push({ files: { '.runbook/ci.yml': PASSING }, message: 'Count the visitors' });
    await row.getByText('Success · CI #1 · main').waitFor();
    expect(await row.getByRole('link', { name: 'Count the visitors' }).getAttribute('href')).toMatch(
      /^\/runs\/\d+$/,
    );
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.setViewportSize({ width: 380, height: 700 });
    await expect.poll(() => horizontalOverflow(page)).toEqual([]);
    await row.getByRole('link', { name: 'All runs of demo/live' }).click();
    expect(new URL(page.url()).searchParams.get('repository')).toBe('demo/live');
  });
});

describeInChromium('A repository', () => {
  it('shows its workflows with last run, badge and start, its deliveries, webhooks and secrets', async ({
    installation,
    visit,
  }) => {
    const project = await installation.project('demo/whole');
    const sha = await project.push({
      files: { '.runbook/ci.yml': PASSING, '.runbook/release.yml': BY_HAND },
      message: 'Begin',
    });
    await installation.completed(sha);
    await installation.put('/api/repositories/demo/whole/secrets/NPM_TOKEN', { value: 'a secret value' });
    const visitor = await visit();
    const { page } = visitor;
    await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await visitor.open(addresses.repository('demo/whole'));

    const workflows = page.getByRole('table', { name: 'Workflows' });
    const ci = workflows.getByRole('row').filter({ hasText: '.runbook/ci.yml' });
    await ci.getByText('Success · CI #1 · main').waitFor();
    const badge = ci.getByRole('img', { name: 'Badge of CI' });
    await expect
      .poll(() => badge.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0))
      .toBe(true);
    await ci.getByRole('button', { name: 'Copy Markdown the badge of CI' }).click();
    await ci.getByRole('button', { name: 'Copied' }).waitFor();
    const { origin } = new URL(page.url());
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      `[![CI](${origin}/badge/demo/whole/ci.yml.svg)](${origin}/?repository=demo%2Fwhole&workflow=ci.yml)`,
    );
    expect(await ci.getByRole('link', { name: 'Run workflow' }).count()).toBe(0);

    const release = workflows.getByRole('row').filter({ hasText: '.runbook/release.yml' });
    await release.getByText('Release *now* <img src=x onerror=alert(1)>').first().waitFor();
    expect(await release.getByRole('link', { name: 'Run workflow' }).getAttribute('href')).toBe(
      addresses.dispatch('demo/whole', 'release.yml'),
    );

    const deliveries = page.getByRole('table', { name: 'Deliveries' });
    await deliveries.getByRole('link', { name: 'ci.yml #1' }).waitFor();
    await page.getByText(`${origin}/webhooks/git`, { exact: true }).waitFor();
    await page.getByRole('list', { name: 'Names of secrets' }).getByText('NPM_TOKEN').waitFor();
    expect(await page.locator('body').innerText()).not.toContain('a secret value');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.setViewportSize({ width: 380, height: 700 });
    await expect.poll(() => horizontalOverflow(page)).toEqual([]);
  });

  it('that was removed says so, and starts nothing', async ({ installation, visit }) => {
    const project = await installation.project('demo/gone');
    await installation.completed(await project.push({ files: { '.runbook/release.yml': PASSING } }));
    await installation.delete('/api/repositories/demo/gone');
    const visitor = await visit({ signedIn: true });
    const { page } = visitor;
    await visitor.open(addresses.repository('demo/gone'));
    await page.getByText('This repository was removed').waitFor();
    await page.getByText('Success · CI #1 · main').waitFor();
    expect(await page.getByRole('heading', { name: 'Webhooks' }).count()).toBe(0);
    await visitor.open(addresses.dispatch('demo/gone', 'release.yml'));
    await page.getByText('demo/gone was removed').waitFor();
  });

  it('that nobody knows is not there', async ({ visit }) => {
    const visitor = await visit();
    visitor.problems.expect(/404/);
    await visitor.open(addresses.repository('demo/unknown'));
    await visitor.page.getByRole('heading', { name: 'There is no repository demo/unknown' }).waitFor();
  });
});
