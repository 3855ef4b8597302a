import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** A workflow of one job that writes bash's clock to `file` first thing and does nothing more. */
export function clockWorkflow(folder: string): string {
  return `on: push
jobs:
  clock:
    runs-on: ubuntu-latest
    steps:
      - run: echo $EPOCHREALTIME > ${folder}/$GITHUB_SHA.tmp; mv ${folder}/$GITHUB_SHA.tmp ${folder}/$GITHUB_SHA
`;
}

/** Waits for a step to write its clock and gives it in milliseconds. */
export async function readClock(file: string): Promise<number> {
  for (let tries = 0; tries < 10_000; tries++) {
    try {
      return Number((await readFile(file, 'utf8')).trim().replace(',', '.')) * 1000;
    } catch {
      await wait(1);
    }
  }
  throw new Error(`${file} was not written within ten seconds.`);
}

/** Waits until `condition` holds; gives up after two minutes. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 12_000; tries++) {
    if (await condition()) return;
    await wait(10);
  }
  throw new Error('What the benchmark waits for did not happen within two minutes.');
}
