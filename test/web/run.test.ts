import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { addresses } from './support/addresses.ts';
import { it as itInBrowser } from './support/browser-test.ts';
import { describeInChromium } from './support/describe-in-chromium.ts';
import { Gate } from './support/gate.ts';
import { layoutShift } from './support/layout.ts';

/** With gates for the steps of a test, removed at its end. */
const it = itInBrowser.extend('gates', async ({}, { onCleanup }) => {
  const gates = await Promise.all(Array.from({ length: 3 }, () => Gate.make()));
  onCleanup(async () => {
    for (const gate of gates) await gate.remove();
  });
  return gates as [Gate, Gate, Gate];
});

const graphOf = (page: Page): Locator => page.getByRole('group', { name: 'Graph of the jobs' });

/** A job in the graph, by its name, as what is said of it. */
const nodeOf = (page: Page, name: string): Locator =>
  graphOf(page)
    .locator('.react-flow__node')
    .filter({ has: page.getByText(name, { exact: true }) });

describeInChromium('The page of a run', () => {
  it('shows a push go on: what comes after, what waits for whom, what runs, what is done', async ({
    installation,
    visit,
    gates: [build, holder, deploy],
  }) => {
    const project = await installation.project('demo/live');
    const workflow = `
name: Live
on: push
jobs:
  build: { name: Build, runs-on: ubuntu-latest, steps: [{ run: ${JSON.stringify(build.wait)} }] }
  holder: { name: Holder, runs-on: ubuntu-latest, concurrency: slot, steps: [{ run: ${JSON.stringify(holder.wait)} }] }
  deploy:
    { name: Deploy, needs: build, runs-on: ubuntu-latest, concurrency: slot, steps: [{ name: Ship it, run: ${JSON.stringify(deploy.wait)} }] }
`;
    const sha = await project.push({ files: { '.runbook/live.yml': workflow }, message: 'Go live' });
    const run = await installation.runOf(sha);
    const page = await (await visit()).open(addresses.run(run.id));
    const node = nodeOf(page, 'Deploy');
    await node.getByText('After Build').waitFor();
    await nodeOf(page, 'Holder')
      .getByText(/^Running/)
      .waitFor();
    await build.open();
    await node.getByText('Waiting in group slot behind holder of this run').waitFor();
    await nodeOf(page, 'Build').getByText('Success').waitFor();
    await holder.open();
    await node.getByText('Running: Ship it').waitFor();
    await deploy.open();
    await node.getByText('Success').waitFor();
    await page.getByRole('main').locator('dl').getByText('Success').waitFor();
    expect(await page.title()).toBe('Success: Go live · Live #1 · Runbook');
  });

  it('says for which label of a worker a job waits, in the graph and in the list', async ({
    installation,
    visit,
  }) => {
    const project = await installation.project('demo/gpu');
    const workflow = 'on: push\njobs: { train: { runs-on: [self-hosted, gpu], steps: [{ run: "true" }] } }\n';
    const sha = await project.push({ files: { '.runbook/train.yml': workflow } });
    const run = await installation.runOf(sha);
    const wide = await (await visit()).open(addresses.run(run.id));
    await nodeOf(wide, 'train').getByText('Waiting for a worker with label gpu').waitFor();
    const narrow = await (await visit({ width: 380 })).open(addresses.run(run.id));
    await narrow.getByRole('listitem').getByText('Waiting for a worker with label gpu').waitFor();
    expect(await graphOf(narrow).count()).toBe(0);
  });

  it('lists the legs of a small matrix, and counts those of a large one', async ({ installation, visit }) => {
    const project = await installation.project('demo/matrix');
    const workflow = `
on: push
jobs:
  few: { name: Few, runs-on: ubuntu-latest, strategy: { matrix: { os: [debian, alpine] } }, steps: [{ run: "true" }] }
  many:
    name: Many
    runs-on: ubuntu-latest
    strategy: { fail-fast: false, matrix: { part: [1, 2, 3, 4, 5, 6, 7, 8] } }
    steps: [{ run: "[ \${{ matrix.part }} != 3 ]" }]
`;
    const sha = await project.push({ files: { '.runbook/ci.yml': workflow } });
    const run = await installation.completed(sha);
    const alpine = await installation.job(run.id, 'Few (alpine)');
    const page = await (await visit()).open(addresses.run(run.id));
    const leg = nodeOf(page, 'Few').getByRole('link', { name: 'alpine' });
    expect(await leg.getAttribute('href')).toBe(addresses.log(run.id, alpine.id));
    await nodeOf(page, 'Many').getByText('All 8 done, 1 failed').waitFor();
    const all = nodeOf(page, 'Many').getByRole('button', { name: 'Show all 8' });
    await all.click();
    await expect.poll(() => page.getByRole('dialog').getByRole('link').count()).toBe(8);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await all.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('tells what failed first: the step, its last lines, and each annotation with the way to its line', async ({
    installation,
    visit,
  }) => {
    const project = await installation.project('demo/failing');
    const workflow = `
on: push
jobs:
  test:
    name: Test
    runs-on: ubuntu-latest
    steps:
      - { name: Look, run: "echo '::warning file=src/a.js,line=3,title=Old code::use b' " }
      - name: Check
        run: |
          seq 20
          echo "::error file=src/b.js,line=7,col=2::it broke%0Abadly"
          echo last words
          exit 3
`;
    const sha = await project.push({ files: { '.runbook/ci.yml': workflow } });
    const run = await installation.completed(sha);
    const job = await installation.job(run.id, 'Test');
    const page = await (await visit()).open(addresses.run(run.id));
    const failure = page.getByRole('region', { name: 'What failed' });
    await failure.getByRole('heading', { name: /Test.*Check/ }).waitFor();
    await failure.getByText('last words', { exact: true }).waitFor();
    await failure.getByText('Process completed with exit code 3.').waitFor();

    const logLine = job.annotations.find(({ message }) => message.startsWith('it broke'))?.logLine ?? -1;
    const place = addresses.log(run.id, job.id, { step: 3, line: logLine + 1 });
    const button = failure.getByRole('link', { name: 'Open the log at the failure' });
    expect(await button.getAttribute('href')).toBe(place);

    const annotations = page.getByRole('region', { name: 'Annotations' });
    await annotations.getByText('src/a.js:3', { exact: true }).waitFor();
    expect(await annotations.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
      'Errors 2',
      'Warnings 1',
    ]);
    const error = annotations.getByRole('listitem').filter({ hasText: 'src/b.js:7:2' });
    expect(await error.locator('p').first().innerText()).toBe('it broke\nbadly');
    const link = error.getByRole('link');
    expect(await link.getAttribute('href')).toBe(place);
    await link.click();
    expect(page.url()).toMatch(/\/jobs\/\d+#step:3:\d+$/);
  });

  it('shows a summary as GitHub does, and images of other hosts as links', async ({
    installation,
    visit,
  }) => {
    const project = await installation.project('demo/summary');
    const summary = `
# Coverage
| file | lines |
|:--|--:|
| a.js | 93% |

- [x] measured

![chart](https://charts.example/x.png) [![in a link](https://charts.example/y.png)](https://docs.example/)
<img alt="dot" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==">

### Skipped a level
${'A long text.\n\n'.repeat(100)}
`;
    const workflow =
      'on: push\njobs: { report: { runs-on: ubuntu-latest, steps: [{ run: cat report.md >> $GITHUB_STEP_SUMMARY }] } }\n';
    const sha = await project.push({ files: { '.runbook/ci.yml': workflow, 'report.md': summary } });
    const run = await installation.completed(sha);
    const page = await (await visit()).open(addresses.run(run.id));
    const shown = page.getByRole('region', { name: 'Summary of report' });
    await shown.getByRole('heading', { name: 'Coverage', level: 4 }).waitFor();
    await shown.getByRole('heading', { name: 'Skipped a level', level: 5 }).waitFor();
    await shown.getByRole('cell', { name: '93%' }).waitFor();
    await shown.getByText('☑ measured').waitFor();
    const chart = shown.getByRole('link', { name: 'chart' });
    expect(await chart.getAttribute('href')).toBe('https://charts.example/x.png');
    expect(await chart.getAttribute('rel')).toBe('noopener noreferrer nofollow');
    expect(await shown.getByRole('link', { name: 'in a link' }).getAttribute('href')).toBe(
      'https://docs.example/',
    );
    expect(
      await shown.getByRole('img').evaluateAll((all) => all.map((one) => one.getAttribute('alt'))),
    ).toEqual(['dot']);
    await shown.getByRole('button', { name: 'Show all' }).click();
    await shown.getByRole('button', { name: 'Show less' }).waitFor();
  });

  it('shows earlier attempts at addresses of their own', async ({ installation, visit, gates: [gate] }) => {
    const project = await installation.project('demo/attempts');
    const run = await installation.completed(
      await project.push({
        files: {
          // Fails as long as the gate is closed.
          '.runbook/ci.yml': `on: push\njobs: { test: { runs-on: ubuntu-latest, steps: [{ run: ${JSON.stringify(gate.isOpen)} }] } }\n`,
        },
      }),
    );
    expect(run.conclusion).toBe('failure');
    await gate.open();
    await installation.post(`/api/v3/repos/demo/attempts/actions/runs/${run.id}/rerun`);
    const page = await (await visit()).open(addresses.run(run.id));
    await nodeOf(page, 'test').getByText('Success').waitFor();
    const attempts = page.getByRole('navigation', { name: 'Attempts' }).getByRole('link');
    expect(await attempts.allInnerTexts()).toEqual(['Failure\n1', 'Success\n2 (newest)']);
    await attempts.first().click();
    await nodeOf(page, 'test').getByText('Failure').waitFor();
    expect(page.url()).toContain(addresses.run(run.id, { attempt: 1 }));
    await page.goBack();
    await nodeOf(page, 'test').getByText('Success').waitFor();
  });

  it('is where a run is cancelled, and one of its jobs run again', async ({
    installation,
    visit,
    gates: [gate],
  }) => {
    const project = await installation.project('demo/actions');
    const workflow = `on: push\njobs: { test: { runs-on: ubuntu-latest, steps: [{ run: ${JSON.stringify(gate.wait)} }] } }\n`;
    const sha = await project.push({ files: { '.runbook/ci.yml': workflow } });
    const run = await installation.runOf(sha, ({ status }) => status === 'in_progress');
    const page = await (await visit({ signedIn: true })).open(`${addresses.run(run.id)}?view=list`);
    await page.getByRole('button', { name: 'Cancel run' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel run' }).click();
    await page
      .getByRole('listitem')
      .getByText(/^Cancelled/)
      .waitFor();
    // The button that was pressed is no longer there.
    const heading = page.getByRole('heading', { level: 1 });
    await expect.poll(() => heading.evaluate((one) => one === document.activeElement)).toBe(true);
    await gate.open();
    await page
      .getByRole('listitem')
      .getByText(/steps?$/)
      .click();
    await page.getByRole('button', { name: 'Rerun job' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rerun job' }).click();
    await page.getByRole('listitem').getByText('Success', { exact: true }).first().waitFor();
    await page.getByRole('navigation', { name: 'Attempts' }).getByText('2 (newest)').waitFor();
  });

  it('is where what failed runs again, and then all of it', async ({ installation, visit }) => {
    const project = await installation.project('demo/again');
    const workflow =
      'on: push\njobs:\n' +
      '  good: { runs-on: ubuntu-latest, steps: [{ run: "true" }] }\n' +
      '  bad: { runs-on: ubuntu-latest, steps: [{ run: test "$GITHUB_RUN_ATTEMPT" -gt 1 }] }\n';
    const sha = await project.push({ files: { '.runbook/ci.yml': workflow } });
    const run = await installation.completed(sha);
    const page = await (await visit({ signedIn: true })).open(addresses.run(run.id));
    const dialog = page.getByRole('dialog');
    const newest = page.getByRole('navigation', { name: 'Attempts' });
    await page.getByRole('button', { name: 'Rerun failed jobs' }).click();
    // Asked before it is done, and no is an answer.
    await dialog.getByText('bad and what depends on them run again').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect((await installation.job(run.id, 'bad')).run_attempt).toBe(1);
    await page.getByRole('button', { name: 'Rerun failed jobs' }).click();
    await dialog.getByRole('button', { name: 'Rerun failed jobs' }).click();
    await newest.getByText('2 (newest)').waitFor();
    await nodeOf(page, 'bad').getByText('Success').waitFor();
    expect((await installation.job(run.id, 'good')).run_attempt).toBe(1);
    await page.getByRole('button', { name: 'Rerun all jobs' }).click();
    await dialog.getByRole('button', { name: 'Rerun all jobs' }).click();
    await newest.getByText('3 (newest)').waitFor();
    await installation.runOf(
      sha,
      ({ status, run_attempt: attempt }) => status === 'completed' && attempt === 3,
    );
    expect((await installation.job(run.id, 'good')).run_attempt).toBe(3);
    // Nothing of it failed: only all of it can run again.
    await expect
      .poll(() => page.getByRole('button', { name: /^Rerun/ }).allInnerTexts())
      .toEqual(['Rerun all jobs']);
  });

  it('shows the mistakes of a workflow file that is not valid, each with its line and hint', async ({
    installation,
    visit,
  }) => {
    const project = await installation.project('demo/invalid');
    const workflow =
      'on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    need: x\n    steps: [{ run: "true" }]\n';
    const sha = await project.push({ files: { '.runbook/ci.yml': workflow } });
    const run = await installation.completed(sha);
    const page = await (await visit()).open(addresses.run(run.id));
    const mistakes = page.getByRole('region', { name: 'The workflow file has a mistake' });
    await mistakes.getByText('need is not a key of a job; did you mean needs?').waitFor();
    await mistakes.getByText('Write needs.').waitFor();
    const place = mistakes.getByRole('link', { name: '.runbook/ci.yml:5:5' });
    expect(await place.getAttribute('href')).toBe(addresses.workflowFile(run.id, 5));
    expect(await mistakes.locator('mark').textContent()).toBe('need');
    expect(await graphOf(page).count()).toBe(0);
    // Nothing has run: there is no time that it took, and no log.
    expect(await page.getByRole('definition').allTextContents()).toContain('–');
    expect(await page.getByRole('link', { name: 'Download logs' }).count()).toBe(0);
  });

  it('says that a run is not there, and leads back', async ({ visit }) => {
    const visitor = await visit();
    visitor.problems.expect(/status of (404|422|400)/);
    const page = await visitor.open('/runs/123');
    await page.getByRole('heading', { name: 'There is no run 123' }).waitFor();
    await visitor.open('/runs/no-number');
    await page.getByRole('heading', { name: 'There is no run no-number' }).waitFor();
    await page.getByRole('link', { name: 'See all runs' }).click();
    await page.getByRole('heading', { name: 'Runs', level: 1 }).waitFor();
  });

  it('has a graph that is walked by Tab in reading order, takes no wheel from the page, and moves nothing', async ({
    installation,
    visit,
  }) => {
    const project = await installation.project('demo/graph');
    const step = 'runs-on: ubuntu-latest, steps: [{ run: "true" }]';
    const files = {
      '.runbook/ci.yml': `
on: push
jobs:
  build: { name: Build, ${step} }
  lint: { name: Lint, needs: build, ${step} }
  call: { name: Deploy, needs: build, uses: ./.runbook/deploy.yml }
  done: { name: Done, needs: [lint, call], ${step} }
`,
      '.runbook/deploy.yml': `on: workflow_call\njobs: { plan: { name: Plan, ${step} }, apply: { name: Apply, needs: plan, ${step} } }\n`,
    };
    const sha = await project.push({ files });
    const run = await installation.completed(sha);
    const visitor = await visit({ height: 500 });
    const page = await visitor.open(addresses.run(run.id));
    await nodeOf(page, 'Deploy').waitFor();
    await nodeOf(page, 'Done').waitFor();

    await page.getByRole('link', { name: 'Skip the graph' }).focus();
    const walked: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      await page.keyboard.press('Tab');
      walked.push(
        await page.evaluate(() => document.activeElement?.querySelector('[title]')?.textContent ?? ''),
      );
    }
    expect(walked).toEqual(['Build', 'Lint', 'Deploy / Plan', 'Deploy / Apply', 'Done']);

    const { sum, moved } = await layoutShift(page);
    expect(sum, moved.join('\n')).toBeLessThan(0.01);
    await page.evaluate(() => scrollTo(0, 0));
    await nodeOf(page, 'Build').hover();
    await page.mouse.wheel(0, 200);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(50);
  });
});
