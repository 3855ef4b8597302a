import { expect } from 'vitest';
import { it } from './scene/scene-test.ts';
import { addresses } from './support/addresses.ts';
import { describeInChromium } from './support/describe-in-chromium.ts';
import { collectAnnouncements } from './support/screen-reader.ts';

/** A run of two jobs of which each has many steps, and a failure at the end. */
const LONG = [
  'name: Long',
  'on: push',
  'jobs:',
  ...['first', 'second'].flatMap((job) => [
    `  ${job}:`,
    '    runs-on: ubuntu-latest',
    '    steps:',
    ...Array.from({ length: 20 }, (_, step) => `      - run: 'echo ${step}; seq 50; sleep 0.05'`),
    '      - run: exit 1',
  ]),
].join('\n');

describeInChromium('To a screen reader', () => {
  it('the runs are a table whose rows say state, title and who', async ({ visit, scene }) => {
    const page = await (await visit()).open(addresses.runs());
    const table = page.getByRole('table', { name: 'Runs, newest first' });
    expect(await table.getByRole('columnheader').count()).toBeGreaterThan(5);
    const row = table.getByRole('row').filter({ hasText: scene.failed.display_title });
    expect(await row.getByRole('rowheader').textContent()).toContain(scene.failed.display_title);
    expect(await row.ariaSnapshot()).toMatch(/Failure[^]*octocat/);
  });

  it('a run that goes on says what matters, politely, and not each of its steps', async ({
    visit,
    installation,
  }) => {
    const project = await installation.project('demo/long');
    const list = await visit();
    const listSays = await collectAnnouncements(list.page);
    await list.open(addresses.runs());
    const sha = await project.push({ files: { '.runbook/long.yml': LONG }, message: 'A long one' });
    const run = await installation.runOf(sha);
    const single = await visit();
    const runSays = await collectAnnouncements(single.page);
    await single.open(addresses.run(run.id));
    await installation.completed(sha);
    await single.page
      .getByRole('link', { name: /log at the failure/i })
      .first()
      .waitFor();

    await expect
      .poll(() =>
        runSays()
          .map(({ text }) => text)
          .join('\n'),
      )
      .toMatch(/fail/i);
    for (const said of [listSays(), runSays()]) {
      expect(said.filter(({ isAssertive }) => isAssertive)).toEqual([]);
      expect(said.length, JSON.stringify(said)).toBeLessThan(12);
    }
  });
});
