import { expect } from 'vitest';
import { addresses } from '../support/addresses.ts';
import { it } from '../support/browser-test.ts';
import { describeInChromium } from '../support/describe-in-chromium.ts';

/** Each summary costs a reader of Markdown its stack, or minutes. */
const WORKFLOW = `
name: Costly
on: push
jobs:
  deep:
    runs-on: ubuntu-latest
    steps: [{ run: "cat deep.md >> $GITHUB_STEP_SUMMARY" }]
  slow:
    runs-on: ubuntu-latest
    steps: [{ run: "cat slow.md >> $GITHUB_STEP_SUMMARY" }]
  plain:
    runs-on: ubuntu-latest
    steps: [{ run: "cat plain.md >> $GITHUB_STEP_SUMMARY" }]
`;

describeInChromium('A summary that costs a reader of Markdown too much', () => {
  it('is shown as text, and the rest of the page as ever', async ({ installation, visit }) => {
    const project = await installation.project('demo/costly');
    const sha = await project.push({
      files: {
        '.runbook/costly.yml': WORKFLOW,
        'deep.md': `${'> '.repeat(5_000)}deep\n`,
        'slow.md': `${'a.'.repeat(120_000)}@ **bold**\n`,
        'plain.md': '**Bold stays bold.**\n',
      },
    });
    const run = await installation.completed(sha);
    const page = await (await visit()).open(addresses.run(run.id));
    const summary = (job: string) => page.getByRole('region', { name: `Summary of ${job}` });
    await summary('plain').locator('strong').waitFor();
    expect(await summary('deep').textContent()).toContain('This is its text.');
    expect(await summary('slow').textContent()).toContain('@ **bold**');
    expect(await page.getByRole('heading', { name: 'Timing' }).count()).toBe(1);
  });
});
