import { expect } from 'vitest';
import { addresses } from '../support/addresses.ts';
import { accessibilityProblems } from '../support/axe.ts';
import { it } from '../support/browser-test.ts';
import { describeInChromium } from '../support/describe-in-chromium.ts';
import { horizontalOverflow } from '../support/layout.ts';
import { Terminal } from '../support/terminal.ts';
import { row } from './rows.ts';

describeInChromium('The page of runs where there is none yet', () => {
  it('says which commands make the first, and these do', async ({ installation, visit }) => {
    const page = await (await visit()).open(addresses.runs());
    await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
    const terminal = await Terminal.open(installation.server);
    await terminal.type(await page.getByLabel('the commands for the repository').first().innerText());
    // The page notices that a repository is registered, and what is left to do.
    await page.getByText('me/project is registered').waitFor();
    await terminal.type('git init --quiet --initial-branch=main checkout && cd checkout');
    await terminal.type('git commit --quiet --allow-empty -m "Begin"');
    await terminal.type('git push --quiet ~/git/project.git HEAD:main');
    await page.getByText('A push to me/project came').waitFor();
    await terminal.type(await page.getByLabel('the command that writes the workflow').first().innerText());
    await terminal.type(await page.getByLabel('the commands that push').first().innerText());
    const first = row(page, 'Add a workflow');
    await first.getByText('Success').waitFor();
    expect(await first.innerText()).toContain('me/project');
    await terminal.close();
  });
});

describeInChromium('The page of runs without any', () => {
  it.for([1280, 380])('is read by everybody, at %i pixels', async (width, { visit }) => {
    const page = await (await visit({ width })).open(addresses.runs());
    await page.route('**/api/runs?*', (route) =>
      route.fulfill({ json: { total_count: 0, workflow_runs: [] } }),
    );
    await page.route('**/api/repositories', (route) =>
      route.fulfill({ json: { total_count: 0, repositories: [] } }),
    );
    await page.reload();
    await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
    for (const place of ['On GitHub', 'On the server’s machine']) {
      await page.getByRole('button', { name: place }).click();
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await horizontalOverflow(page)).toEqual([]);
    }
  });
});
