import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { findChromium } from '../../scripts/chromium/find-chromium.mjs';
import { launchChromium } from '../../scripts/chromium/launch-chromium.mjs';
import type { GraphShape, RunListShape } from '../../src/server/shapes/index.ts';
import type { Row } from '../figures.ts';
import { time } from '../setup/processes.ts';
import { makeRepository } from '../setup/repository.ts';
import { until } from '../setup/samples.ts';
import { type BenchServer, startServer } from '../setup/server.ts';
import type { Measure } from './context.ts';

const LINES = 10_000_000;
/** Lines of the log before those that the step prints. */
const BEFORE = 4;
const WORKFLOW = `on: push
jobs:
  count:
    runs-on: ubuntu-latest
    steps:
      - run: seq ${LINES}
`;
const ROUNDS = 5;

/** The log page in Chromium, of a step that printed ten million lines, beside what a terminal does with the file. */
export const logPage: Measure = {
  name: 'log-page',
  async run({ root, folder }) {
    const chromium = findChromium();
    if ('missing' in chromium) throw new Error(chromium.missing);
    const data = join(folder, 'data');
    const server = await startServer(root, data, 1);
    const browser = await launchChromium(chromium.path);
    try {
      const address = await printLines(server, folder);
      const file = await logFile(join(data, 'logs'));
      const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
      return await measured(page, `${server.url}${address}`, file);
    } finally {
      await browser.close();
      await server.stop();
    }
  },
};

async function measured(page: Page, address: string, file: string): Promise<readonly Row[]> {
  const first: number[] = [];
  const end: number[] = [];
  const search: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await page.goto('about:blank');
    first.push(await timed(page, () => page.goto(address), `1`));
    end.push(
      await timed(
        page,
        () => page.evaluate('scrollTo(0, document.documentElement.scrollHeight)'),
        `${LINES}`,
      ),
    );
    // Another text each time: the server remembers what it has searched.
    const text = `${7_654_321 + round}`;
    search.push(await timed(page, () => page.getByRole('searchbox').fill(text), text));
  }
  const stall = await longestFrame(page);
  const { bytes, elements } = await size(page);
  const best = (samples: readonly number[]): string => `${Math.min(...samples).toFixed(0)} ms`;
  const floor = async (file_: string, ...args: string[]): Promise<string> =>
    `${(await time(file_, args)).toFixed(0)} ms (${file_})`;
  const row = (measure: string, figure: string, compared: string, goal: string): Row => ({
    measure: `log page of ${LINES / 1e6} million lines: ${measure}`,
    figure,
    floor: compared,
    peers: '-',
    goal,
  });
  return [
    row('address opened -> first lines', best(first), await floor('head', '-n', '40', file), '500 ms'),
    row('scroll bar to the end -> last line', best(end), await floor('tail', '-n', '40', file), '200 ms'),
    row(
      'text typed -> match shown',
      best(search),
      await floor('grep', '-c', '-i', '-F', '7654321', file),
      '2 s',
    ),
    row('longest frame while it is scrolled', `${stall.toFixed(0)} ms`, '17 ms (a frame)', '50 ms'),
    row('memory; elements', `${(bytes / 1e6).toFixed(1)} MB; ${elements}`, '-', '50 MB; 1,000'),
  ];
}

/** Runs the job and gives the address of its second step's log. */
async function printLines(server: BenchServer, folder: string): Promise<string> {
  const repository = await makeRepository(folder, 'bench/log-page');
  await server.add(repository);
  await repository.commitWorkflow(WORKFLOW);
  await repository.push();
  await until(async () => (await server.completedRuns(repository)) > 0);
  const { workflow_runs } = (await (await server.get('/api/runs')).json()) as RunListShape;
  const run = workflow_runs[0]?.id;
  const { jobs } = (await (await server.get(`/api/runs/${run}/graph`)).json()) as GraphShape;
  return `/runs/${run}/jobs/${jobs[0]?.legs[0]?.id}#step:2`;
}

async function logFile(logs: string): Promise<string> {
  const files = await readdir(logs, { recursive: true });
  const file = files.find((name) => /\/02-[^/]*\.log$/.test(name));
  if (file === undefined) throw new Error('The log of the step is not there.');
  return join(logs, file);
}

/** Milliseconds from an act until the line that says exactly `text` is drawn. */
async function timed(page: Page, act: () => Promise<unknown>, text: string): Promise<number> {
  const begin = performance.now();
  await act();
  await page
    .locator(`[data-line="${Number(text) + BEFORE}"]`)
    .getByText(text, { exact: true })
    .first()
    .waitFor();
  return performance.now() - begin;
}

/** Runs in the page: three seconds of frames, and the longest of them in milliseconds. */
const LONGEST_FRAME = `new Promise((resolve) => {
  const begin = performance.now();
  let [last, most] = [begin, 0];
  const frame = (now) => {
    most = Math.max(most, now - last);
    last = now;
    if (now - begin > 3000) resolve(most);
    else requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})`;

/** Milliseconds of the longest frame in three seconds of turning the wheel. */
async function longestFrame(page: Page): Promise<number> {
  await page.mouse.move(600, 500);
  const longest = page.evaluate<number>(LONGEST_FRAME);
  for (let turn = 0; turn < 150; turn++) await page.mouse.wheel(0, -400);
  return longest;
}

/** Bytes of the page's objects after a collection, and how many elements it has. */
async function size(page: Page): Promise<{ readonly bytes: number; readonly elements: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return { bytes: usedSize, elements: await page.locator('*').count() };
}
