import { mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeOldRuns } from '../../../src/server/index.ts';
import { LogFiles, RunFiles, RunIndex } from '../../../src/store/index.ts';
import { job, PUSH, REPOSITORY, workflow } from '../orchestrator/definitions.ts';
import { foldedOf, Ledger } from '../orchestrator/ledger.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const { signal } = new AbortController();

describe('the removal of old runs', () => {
  let folder: string;
  let logs: LogFiles;
  let index: RunIndex;
  let released: string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'runbook-retention-'));
    logs = new LogFiles(folder);
    index = new RunIndex(':memory:');
    released = [];
  });
  afterEach(async () => {
    index.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Two runs of one job at one commit, the first of them finished; gives the time of the last event. */
  async function twoRuns(finish: number): Promise<number> {
    const ledger = new Ledger();
    for (let run = 0; run < 2; run++) {
      ledger.push(workflow([job('build')]));
      if (run < finish) ledger.finish('build', 'success');
    }
    index.project(foldedOf(ledger));
    for (const { number } of list()) {
      const writer = logs.open({
        repository: REPOSITORY,
        runNumber: number,
        folder: 'build.1',
        file: '02-a.log',
      });
      await writer.append(Buffer.from('2026-01-02T03:04:05.678Z line\n'), 1);
      await writer.close();
      await new RunFiles(folder).write(REPOSITORY, number, '{}');
    }
    return ledger.entries.at(-1)?.timestamp ?? 0;
  }

  const list = () => index.runs.list({}, { limit: 10, offset: 0 }).runs;
  const remove = (now: number) =>
    removeOldRuns(
      {
        index,
        logs,
        releaseCommit: async (_repository, sha) => {
          released.push(sha);
        },
        keepDays: 2,
        caughtUp: Promise.resolve(),
        logger: pino({ level: 'silent' }),
        now: () => now,
      },
      signal,
    );

  it('leaves what is young enough', async () => {
    const last = await twoRuns(2);
    await remove(last + 2 * DAY_MS - 1_000_000);
    expect(list()).toHaveLength(2);
    expect(released).toEqual([]);
  });

  it('removes finished runs with their logs and deliveries, and lets go of their commit once', async () => {
    const last = await twoRuns(2);
    await remove(last + 2 * DAY_MS + 1);
    expect(list()).toEqual([]);
    expect(existsSync(logs.runFolder(REPOSITORY, 1))).toBe(false);
    expect(index.deliveries.list({}, { limit: 10, offset: 0 }).deliveries).toEqual([]);
    expect(released).toEqual([PUSH.sha]);
  });

  it('leaves a run that has not ended, however old, with its commit and its delivery', async () => {
    const last = await twoRuns(1);
    await remove(last + 100 * DAY_MS);
    expect(list().map(({ number }) => number)).toEqual([2]);
    expect(existsSync(logs.runFolder(REPOSITORY, 2))).toBe(true);
    expect(index.deliveries.list({}, { limit: 10, offset: 0 }).deliveries).toHaveLength(1);
    expect(released).toEqual([]);
  });
});
