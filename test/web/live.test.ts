import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { addresses } from './support/addresses.ts';
import { it as itInBrowser } from './support/browser-test.ts';
import { describeInChromium } from './support/describe-in-chromium.ts';
import { Gate } from './support/gate.ts';
import { SERVER_AWAY } from './support/server-away.ts';
import { gatedWorkflow } from './support/workflows.ts';

/** With a gate of its own for each test, removed at its end. */
const it = itInBrowser.extend('gate', async ({}, { onCleanup }) => {
  const gate = await Gate.make();
  onCleanup(() => gate.remove());
  return gate;
});

function row(page: Page, title: string): Locator {
  return page.getByRole('row').filter({ hasText: title });
}

/** Leaves a mark that a reload would take away. */
async function markPage(page: Page): Promise<void> {
  await page.evaluate(() => Reflect.set(window, 'markOfTheTest', true));
}

function isMarked(page: Page): Promise<boolean> {
  return page.evaluate(() => Reflect.get(window, 'markOfTheTest') === true);
}

describeInChromium('Without a reload', () => {
  it('a push appears in the list, runs and ends there', async ({ visit, installation, gate }) => {
    const project = await installation.project('demo/list');
    const page = await (await visit()).open(addresses.runs());
    await markPage(page);
    await project.push({ files: { '.runbook/ci.yml': gatedWorkflow(gate) }, message: 'Watch the list' });
    const pushed = row(page, 'Watch the list');
    await pushed.locator('[data-state="in_progress"]').waitFor();
    expect(await page.title()).toContain('1 running');
    await gate.open();
    await pushed.locator('[data-state="success"]').waitFor();
    expect(await pushed.count()).toBe(1);
    expect(await isMarked(page)).toBe(true);
  });

  it('a run goes on and fails on its page, and its log comes as it is printed', async ({
    visit,
    installation,
    gate,
  }) => {
    const project = await installation.project('demo/run');
    const sha = await project.push({ files: { '.runbook/ci.yml': gatedWorkflow(gate, 'failure') } });
    const run = await installation.runOf(sha, ({ status }) => status === 'in_progress');
    const job = await installation.job(run.id, 'build');
    const page = await (await visit()).open(addresses.run(run.id));
    const log = await (await visit()).open(addresses.log(run.id, job.id));
    await markPage(page);
    await markPage(log);
    await page.locator('main [data-state="in_progress"]').first().waitFor();
    await log.getByText('waiting', { exact: true }).waitFor();
    await gate.open();
    await page.locator('main [data-state="failure"]').first().waitFor();
    await page.getByRole('link', { name: /log at the failure/i }).waitFor();
    await log.getByText('broken', { exact: true }).waitFor();
    await expect.poll(() => log.locator('main [data-state="in_progress"]').count()).toBe(0);
    expect(await isMarked(page)).toBe(true);
    expect(await isMarked(log)).toBe(true);
  });

  it('pages left open over a crash of the server catch up', async ({ visit, installation, gate }) => {
    const project = await installation.project('demo/crash');
    const sha = await project.push({
      files: { '.runbook/ci.yml': gatedWorkflow(gate) },
      message: 'Before the crash',
    });
    const run = await installation.runOf(sha, ({ status }) => status === 'in_progress');
    const [list, single] = [await visit(), await visit()];
    for (const { problems } of [list, single]) problems.expect(SERVER_AWAY);
    await list.open(addresses.runs());
    await single.open(addresses.run(run.id));
    await markPage(list.page);
    await markPage(single.page);
    await row(list.page, 'Before the crash').locator('[data-state="in_progress"]').waitFor();

    await installation.server.kill();
    for (const { page } of [list, single]) await page.getByText('Reconnecting').waitFor();
    // The hook keeps what it cannot deliver, and sends it with the next push.
    await project.push({ message: 'During the crash' });
    await gate.open();
    installation.server.start();
    await installation.server.ready();
    await project.push({ message: 'After the crash' });

    for (const title of ['During the crash', 'After the crash'])
      await row(list.page, title).locator('[data-state="success"]').waitFor();
    // What ran when the server was killed is over as well, as a lost worker or finished.
    const before = row(list.page, 'Before the crash');
    await expect.poll(() => before.locator('[data-state="in_progress"]').count()).toBe(0);
    await expect.poll(() => single.page.locator('main [data-state="in_progress"]').count()).toBe(0);
    for (const { page } of [list, single]) {
      await page.getByText('Live', { exact: true }).waitFor();
      expect(await isMarked(page)).toBe(true);
    }
  });
});

describeInChromium('Filters', () => {
  it('survive a reload, back and forward, and links between pages', async ({ visit, installation, gate }) => {
    await gate.open();
    const project = await installation.project('demo/filters');
    const files = { '.runbook/ci.yml': gatedWorkflow(gate) };
    await installation.completed(await project.push({ files, message: 'On main' }));
    await installation.completed(await project.push({ branch: 'side', message: 'On the side' }));
    const page = await (await visit()).open(addresses.runs({ repository: 'demo/filters' }));
    await row(page, 'On main').waitFor();
    const branch = page.getByRole('combobox', { name: 'Branch' });
    const isShown = async (value: string): Promise<void> => {
      await expect.poll(() => branch.inputValue()).toBe(value);
      await expect.poll(() => row(page, 'On main').count()).toBe(value === 'side' ? 0 : 1);
      await row(page, 'On the side').waitFor();
    };
    await isShown('');
    await branch.selectOption('side');
    await isShown('side');
    expect(new URL(page.url()).search).toBe('?repository=demo%2Ffilters&branch=side');
    await page.reload();
    await isShown('side');
    await row(page, 'On the side').getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: 'On the side' }).waitFor();
    await page.goBack();
    await isShown('side');
    await page.goBack();
    await isShown('');
    await page.goForward();
    await isShown('side');
  });
});
