import { expect } from 'vitest';
import { addresses } from '../support/addresses.ts';
import { describeInChromium } from '../support/describe-in-chromium.ts';
import { it } from './pushed-runs.ts';
import { count, row, runAddresses, search, titles } from './rows.ts';
import { oneStep } from './workflows.ts';

describeInChromium('The filters of the page of runs', () => {
  it('stay in the address over a reload, back and forward', async ({ visit }) => {
    const page = await (await visit()).open(addresses.runs());
    await page.getByLabel('Repository').selectOption('demo/app');
    await expect.poll(() => search(page)).toBe('?repository=demo%2Fapp');
    await page.getByLabel('Status').selectOption('success');
    await count(page, '1 run matches').waitFor();
    expect(await titles(page)).toEqual(['Pass']);
    await page.reload();
    await count(page, '1 run matches').waitFor();
    expect(await page.getByLabel('Status').inputValue()).toBe('success');
    await page.goBack();
    await expect.poll(() => search(page)).toBe('?repository=demo%2Fapp');
    await expect.poll(() => page.getByLabel('Status').inputValue()).toBe('');
    await page.goForward();
    await count(page, '1 run matches').waitFor();
  });

  it('are taken away one by one, or all at once', async ({ visit }) => {
    const filters = { repository: 'demo/app', branch: 'main', text: 'pass' };
    const page = await (await visit()).open(addresses.runs(filters));
    await page.getByRole('button', { name: 'Remove the filter Repository' }).click();
    await expect.poll(() => search(page)).toBe('?branch=main&text=pass');
    await page.getByRole('button', { name: 'Clear all' }).click();
    await expect.poll(() => search(page)).toBe('');
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    // What had the focus is gone: it is at what became of it.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/run/);
  });

  it('look for a text as it is typed, in the same entry of the history', async ({ visit }) => {
    const page = await (await visit()).open(addresses.runs());
    const entries = await page.evaluate(() => history.length);
    await page.getByRole('searchbox').pressSequentially('pASS');
    await count(page, '1 run matches').waitFor();
    expect(search(page)).toBe('?text=pASS');
    expect(await page.evaluate(() => history.length)).toBe(entries);
  });

  it('keep out a push that does not match', async ({ installation, visit }) => {
    const page = await (await visit()).open(addresses.runs({ status: 'failure', text: 'Break' }));
    await page.getByRole('heading', { name: 'No run matches' }).waitFor();
    const project = await installation.project('demo/filtered');
    const passes = { '.runbook/ci.yml': oneStep('true') };
    await installation.completed(await project.push({ files: passes, message: 'Break not' }));
    await project.push({ files: { '.runbook/ci.yml': oneStep('false') }, message: 'Break now' });
    await row(page, 'Break now').getByText('Failure').waitFor();
    expect(await titles(page)).toEqual(['Break now']);
    await page.getByLabel('Status').selectOption('cancelled');
    await page.getByRole('button', { name: 'Show all runs' }).click();
    await row(page, 'Break not').waitFor();
  });

  it('show what came while another page was looked at', async ({ pushed, installation, visit }) => {
    const page = await (await visit()).open(addresses.runs());
    const status = page.getByLabel('Status');
    await status.selectOption('success');
    await row(page, 'Pass').waitFor();
    await page.getByRole('button', { name: 'Clear all' }).click();
    await row(page, 'Fail').getByRole('link').click();
    await expect.poll(() => page.url()).toMatch(/\/runs\/\d+$/);
    const files = { '.runbook/ci.yml': oneStep('true') };
    await installation.completed(await pushed.app.push({ files, message: 'Unseen' }));
    await page.goBack();
    await status.selectOption('success');
    await row(page, 'Unseen').waitFor();
  });

  it('that cannot be are said to be wrong', async ({ visit }) => {
    const visitor = await visit();
    visitor.problems.expect(/status of 422/);
    const page = await visitor.open(addresses.runs({ repository: 'nowhere' }));
    await page.getByText('repository is not of the form owner/name').waitFor();
    await page.getByRole('button', { name: 'Clear all' }).click();
    await row(page, 'Pass').waitFor();
  });

  it('leave pages of which each has an address', async ({ visit }) => {
    const visitor = await visit();
    const page = await visitor.open(addresses.runs({ branch: 'many' }));
    await count(page, '40 runs match').waitFor();
    const first = await runAddresses(page);
    expect(first).toHaveLength(30);
    await page.getByRole('link', { name: 'Older' }).click();
    await expect.poll(() => runAddresses(page)).toHaveLength(10);
    expect(await page.getByRole('link', { name: 'Newer' }).getAttribute('rel')).toBe('prev');
    expect(search(page)).toBe('?branch=many&page=2');
    await page.goBack();
    await expect.poll(() => runAddresses(page)).toEqual(first);
    await visitor.open(addresses.runs({ page: 99 }));
    await page.getByRole('heading', { name: 'There is no page 99' }).waitFor();
  });

  it('fold in a narrow window, and it says how many restrict', async ({ visit }) => {
    const page = await (await visit({ width: 380 })).open(
      addresses.runs({ branch: 'main', status: 'success' }),
    );
    expect(await page.getByLabel('Status').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Filters (2)' }).click();
    await page.getByLabel('Status').selectOption('');
    await page.getByRole('button', { name: 'Filters (1)' }).waitFor();
    expect(search(page)).toBe('?branch=main');
  });
});
