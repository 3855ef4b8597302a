import { expect } from 'vitest';
import { addresses } from '../support/addresses.ts';
import { describeInChromium } from '../support/describe-in-chromium.ts';
import { Gate } from '../support/gate.ts';
import { layoutShift } from '../support/layout.ts';
import { SERVER_AWAY } from '../support/server-away.ts';
import { it, MANY } from './pushed-runs.ts';
import { count, row, titles } from './rows.ts';
import { oneStep } from './workflows.ts';

describeInChromium('The page of runs while it is open', () => {
  it('shows a push at its top, and each change of its state in place', async ({ pushed, visit }) => {
    const gate = await Gate.make();
    const page = await (await visit({ reducedMotion: 'no-preference' })).open(addresses.runs());
    await row(page, 'Pass').waitFor();
    await pushed.app.push({ files: { '.runbook/ci.yml': oneStep(gate.wait) }, message: 'Hold it' });
    await row(page, 'Hold it').getByText('Running').waitFor();
    expect((await titles(page))[0]).toBe('Hold it');
    await expect.poll(() => page.title()).toBe('1 running · Runs · Runbook');
    await gate.open();
    await row(page, 'Hold it').getByText('Success').waitFor();
    await expect.poll(() => page.title()).toBe('Runs · Runbook');
    expect((await layoutShift(page)).moved).toEqual([]);
    await gate.remove();
  });

  it('keeps its rows where they are when the reader is further down', async ({ pushed, visit }) => {
    const page = await (await visit()).open(addresses.runs({ repository: 'demo/many' }));
    await count(page, `${MANY} runs match`).waitFor();
    await page.mouse.wheel(0, 600);
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(600);
    const before = await titles(page);
    await pushed.many.push({ files: { '.runbook/ci.yml': oneStep('true') }, message: 'Below the fold' });
    const button = page.getByRole('button', { name: '1 new run' });
    await button.waitFor();
    expect(await titles(page)).toEqual(before);
    expect(await page.evaluate(() => scrollY)).toBe(600);
    expect((await layoutShift(page)).moved).toEqual([]);
    await button.click();
    await row(page, 'Below the fold').waitFor();
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });

  it('says on a later page that runs came, and leads to them', async ({ pushed, visit }) => {
    const page = await (await visit()).open(addresses.runs({ page: 2 }));
    await page.getByText('Page 2 of 2', { exact: true }).waitFor();
    const before = await titles(page);
    await pushed.app.push({ files: { '.runbook/ci.yml': oneStep('true') }, message: 'On the first page' });
    const button = page.getByRole('button', { name: '1 new run' });
    await button.waitFor();
    expect(await titles(page)).toEqual(before);
    await button.click();
    await row(page, 'On the first page').getByText('Success').waitFor();
  });

  it('shows what became of a push that came while the server was away', async ({
    pushed,
    installation,
    visit,
  }) => {
    const visitor = await visit();
    const page = await visitor.open(addresses.runs());
    await row(page, 'Pass').waitFor();
    visitor.problems.expect(SERVER_AWAY);
    await installation.server.kill();
    await page.getByText('Reconnecting').waitFor();
    installation.server.start();
    await installation.server.ready();
    await pushed.app.push({ files: { '.runbook/ci.yml': oneStep('true') }, message: 'Back again' });
    await row(page, 'Back again').getByText('Success').waitFor();
  });
});
