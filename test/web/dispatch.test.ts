import { expect } from 'vitest';
import type { RunListShape } from '../../src/server/shapes/index.ts';
import { accessibilityProblems } from './support/axe.ts';
import { addresses } from './support/addresses.ts';
import { it } from './support/browser-test.ts';
import { describeInChromium } from './support/describe-in-chromium.ts';
import { horizontalOverflow } from './support/layout.ts';

const RELEASE = `name: Release
run-name: Release \${{ inputs.version }} to \${{ inputs.channel }}, \${{ inputs.share }} %, announce \${{ inputs.announce }}
on:
  workflow_dispatch:
    inputs:
      version:
        description: What it is called <img src=x onerror=alert(1)>
        type: string
        required: true
      channel:
        description: Who gets it
        type: choice
        options: [stable, beta]
        default: beta
      share:
        type: number
        default: 10
      announce:
        type: boolean
        default: true
      where:
        type: environment
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - run: echo released
`;

const ON_PUSH = `name: CI
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: echo ready
`;

const FILES = { '.runbook/release.yml': RELEASE, '.runbook/ci.yml': ON_PUSH };

describeInChromium('The form that starts a workflow', () => {
  it('is made from the inputs, and starts one run with what was put in, however often it is sent', async ({
    installation,
    visit,
  }) => {
    const project = await installation.project('demo/started');
    await installation.completed(await project.push({ files: FILES }));
    const visitor = await visit({ signedIn: true });
    const { page } = visitor;
    await visitor.open(addresses.dispatch('demo/started', 'release.yml'));
    await page.getByText('What it is called <img src=x onerror=alert(1)>').waitFor();
    expect(await page.getByLabel('Branch or tag').inputValue()).toBe('main');
    expect(await page.getByLabel('channel').inputValue()).toBe('beta');
    expect(await page.getByLabel('share').inputValue()).toBe('10');
    expect(await page.getByLabel('announce').isChecked()).toBe(true);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByLabel('version').fill('2.4.0');
    await page.getByLabel('channel').selectOption('stable');
    await page.getByLabel('share').fill('12.5');
    await page.getByLabel('announce').uncheck();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(new URL(request.url()).pathname);
    });
    await page.locator('form').evaluate((form: HTMLFormElement) => {
      form.requestSubmit();
      form.requestSubmit();
    });
    await page.waitForURL(/\/runs\/\d+$/);
    expect(sent).toEqual(['/api/v3/repos/demo/started/actions/workflows/release.yml/dispatches']);
    const { workflow_runs: runs } = await installation.get<RunListShape>(
      '/api/runs?repository=demo/started&event=workflow_dispatch',
    );
    expect(runs.map(({ display_title }) => display_title)).toEqual([
      'Release 2.4.0 to stable, 12.5 %, announce false',
    ]);
    expect(page.url()).toContain(`/runs/${runs[0]?.id}`);
  });

  it('tells mistakes beside their fields, and leads to the first', async ({ installation, visit }) => {
    const project = await installation.project('demo/wrong');
    await installation.completed(await project.push({ files: FILES }));
    const visitor = await visit({ signedIn: true, width: 380 });
    const { page, problems } = visitor;
    problems.expect(/422/);
    await visitor.open(addresses.dispatch('demo/wrong', 'release.yml'));
    await page.getByLabel('share').fill('many');
    await page.getByRole('button', { name: 'Run workflow' }).click();
    const version = page.getByLabel('version');
    await expect.poll(() => version.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await version.getAttribute('aria-invalid')).toBe('true');
    await page.getByText('This must be given.').waitFor();
    await page.getByText('This must be a number, such as 8 or 0.5.').waitFor();
    await expect.poll(() => horizontalOverflow(page)).toEqual([]);

    await version.fill('1');
    await page.getByLabel('share').fill('1');
    await page.getByLabel('Branch or tag').fill('nowhere');
    await page.getByRole('button', { name: 'Run workflow' }).click();
    const ref = page.getByLabel('Branch or tag');
    await expect.poll(() => ref.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByText('has no branch or tag "nowhere"').waitFor();
    expect(await version.getAttribute('aria-invalid')).toBeNull();
    expect(await version.inputValue()).toBe('1');

    await ref.fill('main');
    await ref.press('Enter');
    await page.waitForURL(/\/runs\/\d+$/);
  });

  it('has the way to sign in where nobody is, and comes back', async ({ installation, visit }) => {
    const project = await installation.project('demo/stranger');
    await installation.completed(await project.push({ files: FILES }));
    const visitor = await visit();
    const { page } = visitor;
    const address = addresses.dispatch('demo/stranger', 'release.yml');
    await visitor.open(address);
    await page.getByLabel('version').press('Enter');
    await page.getByRole('link', { name: 'Sign in to run it' }).click();
    await page.getByLabel('Token', { exact: true }).fill(await installation.server.token());
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Run workflow' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(address);
  });

  it('is not there where a file does not listen to it, with the lines to add', async ({
    installation,
    visit,
  }) => {
    const project = await installation.project('demo/push-only');
    await installation.completed(await project.push({ files: { '.runbook/ci.yml': ON_PUSH } }));
    const visitor = await visit({ signedIn: true });
    const { page } = visitor;
    await visitor.open(addresses.dispatch('demo/push-only', 'ci.yml'));
    await page.getByRole('heading', { name: 'CI cannot be started by hand' }).waitFor();
    await page.getByText('workflow_dispatch:', { exact: false }).first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await visitor.open(addresses.dispatch('demo/push-only', 'other.yml'));
    await page.getByRole('heading', { name: 'demo/push-only has no workflow other.yml' }).waitFor();
  });
});
