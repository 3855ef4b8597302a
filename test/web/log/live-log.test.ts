import { describe, expect, onTestFinished } from 'vitest';
import { describeInChromium } from '../support/describe-in-chromium.ts';
import { Gate } from '../support/gate.ts';
import { SERVER_AWAY } from '../support/server-away.ts';
import { it, jobAs, loggedJob } from './log-test.ts';
import { LogView } from './log-view.ts';

async function gates(): Promise<[Gate, Gate, Gate]> {
  const all: [Gate, Gate, Gate] = [await Gate.make(), await Gate.make(), await Gate.make()];
  onTestFinished(async () => {
    for (const gate of all) await gate.remove();
  });
  return all;
}

/** A job that prints 100 lines, waits, prints 50 more, waits again, and has a second step that waits, too. */
function growing(first: Gate, second: Gate, last: Gate): string {
  return `
on: push
jobs:
  job:
    runs-on: ubuntu-latest
    steps:
      - name: Grow
        run: |
          for line in $(seq 100); do echo "first $line"; done
          ${first.wait}
          for line in $(seq 50); do echo "second $line"; done
          ${second.wait}
      - name: Finish
        run: |
          echo finished
          ${last.wait}
`;
}

const isRunning = (job: { readonly steps: readonly { readonly name: string }[] }): boolean =>
  job.steps.some(({ name }) => name === 'Grow');

describeInChromium('The log of a job that runs', () => {
  it('grows without a reload, its end in the window, and the next step is opened', async ({
    visit,
    installation,
  }) => {
    const [first, second, last] = await gates();
    const job = await jobAs(installation, 'demo/grows', growing(first, second, last), isRunning);
    const log = new LogView(await (await visit()).open(job.address));
    const lastSeen = async () => (await log.rows(2).last().locator('[data-text]').textContent()) ?? '';
    await expect.poll(lastSeen).toBe('first 100');
    const coming = log.page.getByRole('listitem').filter({ hasText: /^Finish$/ });
    await coming.waitFor();
    await first.open();
    await expect.poll(lastSeen).toBe('second 50');
    expect(await log.inWindow()).toContain(Number(await log.rows(2).last().getAttribute('data-line')));
    await second.open();
    await expect.poll(() => log.step('Finish').getAttribute('aria-expanded')).toBe('true');
    await log.page.getByText('finished', { exact: true }).waitFor();
    expect(await coming.count()).toBe(0);
    await last.open();
    await log.page.getByText('Success', { exact: true }).first().waitFor();
  });

  it('is not followed after scrolling up: what is read stays, new lines are counted, and the button goes on', async ({
    visit,
    installation,
  }) => {
    const [first, second, last] = await gates();
    const job = await jobAs(installation, 'demo/follow', growing(first, second, last), isRunning);
    const log = new LogView(await (await visit()).open(job.address));
    await expect.poll(() => log.inWindow()).toContain(104);
    await log.page.getByRole('button', { name: 'Following' }).waitFor();
    await log.wheel(-300);
    const button = log.page.getByRole('button', { name: /^Follow/ });
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('false');
    const seen = await log.inWindow();
    await first.open();
    await expect.poll(() => button.textContent()).toBe('Follow: 50 new lines');
    expect(await log.inWindow()).toEqual(seen);
    await button.click();
    await expect.poll(async () => (await log.inWindow()).at(-1)).toBe(await lastLine(log));
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    await second.open();
    await last.open();
  });

  it('catches up when the server comes back', async ({ visit, installation }) => {
    const [first, second, last] = await gates();
    const job = await jobAs(installation, 'demo/restart', growing(first, second, last), isRunning);
    const visitor = await visit();
    visitor.problems.expect(SERVER_AWAY);
    const log = new LogView(await visitor.open(job.address));
    await expect.poll(() => log.inWindow()).toContain(104);
    await installation.server.kill();
    installation.server.start();
    await installation.server.ready();
    // Its worker was killed with it: the job is over, as the page says by itself, and why.
    await expect.poll(() => log.page.getByText('Failure', { exact: true }).count()).toBeGreaterThan(0);
    expect(await log.page.getByRole('alert').textContent()).toMatch(/worker/i);
  });

  describe('waits', () => {
    it('and says for what', async ({ visit, installation }) => {
      const workflow = 'on: push\njobs: { job: { runs-on: gpu, steps: [{ run: echo }] } }';
      const job = await jobAs(installation, 'demo/gpu', workflow, ({ status }) => status === 'queued');
      const page = await (await visit()).open(job.address);
      await page.getByText('Waiting for a worker with label gpu.').waitFor();
    });
  });

  it('is run again from its page, by whoever signed in', async ({ visit, installation }) => {
    const workflow =
      'on: push\njobs: { job: { runs-on: ubuntu-latest, steps: [{ name: Say, run: echo hello }] } }';
    const job = await loggedJob(installation, 'demo/rerun', workflow, 'job');
    const page = await (await visit({ signedIn: true })).open(job.address);
    await page.getByRole('button', { name: 'Rerun job' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rerun job' }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/runs/${job.run}`);
    await expect
      .poll(async () => (await installation.job(job.run, 'job').catch(() => null))?.attempt)
      .toBe(2);
  });

  it('leads to its earlier attempts', async ({ visit, installation }) => {
    const workflow =
      'on: push\njobs: { job: { runs-on: ubuntu-latest, steps: [{ name: Say, run: echo hello }] } }';
    const first = await loggedJob(installation, 'demo/again', workflow, 'job');
    await installation.post(`/api/v3/repos/demo/again/actions/runs/${first.run}/rerun`);
    const newest = () => installation.job(first.run, 'job').catch(() => null);
    await expect.poll(async () => (await newest())?.attempt).toBe(2);
    const second = await installation.job(first.run, 'job');
    const page = await (await visit()).open(`/runs/${first.run}/jobs/${second.id}`);
    const attempts = page.getByRole('navigation', { name: 'Attempts of this job' });
    await attempts.getByRole('link', { name: /^Attempt 1/ }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/runs/${first.run}/jobs/${first.job}`);
    expect(await attempts.locator('[aria-current="page"]').textContent()).toBe('1');
  });
});

async function lastLine(log: LogView): Promise<number> {
  return Number(await log.rows(2).last().getAttribute('data-line'));
}
