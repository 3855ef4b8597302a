import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RepositoryName, repositoryName } from '../../../../src/events/index.ts';
import type { EventLog } from '../../../../src/log/index.ts';
import { createState, type Fold, startIndexFold } from '../../../../src/orchestrator/index.ts';
import { RunFiles, RunIndex } from '../../../../src/store/index.ts';
import { contentOf } from '../../store/run-index/indexes.ts';
import { job, workflow } from '../definitions.ts';
import { Ledger } from '../ledger.ts';
import { writeCheckpoint } from './checkpoints.ts';
import { openPartitionedLog } from './partitioned-log.ts';

const REPOSITORIES = ['octo/zero', 'octo/one', 'octo/two'].map(repositoryName);

let folder: string;
let log: EventLog;
let index: RunIndex;
let runFiles: RunFiles;
let ledgers: Ledger[];
let appended: number[];
let folds: Fold[];
let lines: { readonly msg: string; readonly [field: string]: unknown }[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runbook-partitions-'));
  let now = Date.UTC(2026, 0, 1);
  const place = (key: string): number => Math.max(0, REPOSITORIES.indexOf(key as RepositoryName));
  log = openPartitionedLog(REPOSITORIES.length, place, () => (now += 1_000));
  index = new RunIndex(':memory:');
  runFiles = new RunFiles(folder);
  ledgers = REPOSITORIES.map(ledgerOf);
  appended = REPOSITORIES.map(() => 0);
  folds = [];
  lines = [];
});
afterEach(async () => {
  for (const fold of folds) await fold.stop();
  await log.close();
  index.close();
  await rm(folder, { recursive: true, force: true });
});

function ledgerOf(repository: RepositoryName, partition: number): Ledger {
  const ledger = new Ledger();
  ledger.state = createState(partition);
  ledger.entries.length = 0;
  ledger.append({ type: 'partition_owned', owner: ledger.owner });
  ledger.append({ type: 'repository_registered', repository, url: 'u', secret: 's', credentials: null });
  return ledger;
}

/** A run of one job that succeeds, in one partition. */
async function finishRun(partition: number): Promise<void> {
  const ledger = ledgers[partition]!;
  const repository = REPOSITORIES[partition]!;
  ledger.push(workflow([job('build')]), repository);
  ledger.finish('build');
  for (const { event } of ledger.entries.slice(appended[partition])) {
    await log.append('runbook.events', [{ key: repository, value: JSON.stringify(event), partition }]);
  }
  appended[partition] = ledger.entries.length;
}

/** A partition whose log begins behind a checkpoint of everything there is. */
async function forget(partition: number): Promise<void> {
  const newest = ledgers[partition]!.entries.length - 1;
  await writeCheckpoint(log, folds.at(-1)!.states.get(partition)!, newest);
  const bounds = { before: newest + 1, olderThan: Number.MAX_SAFE_INTEGER };
  await log.trim('runbook.events', partition, bounds);
}

async function start(): Promise<Fold> {
  const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const onError = (error: Error): void => void lines.push({ msg: error.message });
  const fold = startIndexFold({ log, index, runFiles, logger, onError });
  folds.push(fold);
  await fold.caughtUp;
  return fold;
}

async function writeRunFiles(): Promise<void> {
  for (const mark of index.runFiles.unwritten(0, 1_000)) {
    const { repository, number } = index.runs.get(mark.run)!;
    await runFiles.write(repository, number, index.documents.of(mark.run, mark.upTo) ?? '');
    index.runFiles.written(mark);
  }
}

function loseIndex(): void {
  index.close();
  index = new RunIndex(':memory:');
}

const shown = (): unknown => ({ ...contentOf(index), position: new Map(index.position) });

describe('a fold of several partitions', () => {
  it('makes a lost index from what each partition still has', async () => {
    for (const partition of [0, 1, 2, 0, 1, 2]) await finishRun(partition);
    const fold = await start();
    await writeRunFiles();
    const before = shown();
    await forget(0);
    await forget(2);
    await fold.stop();
    loseIndex();
    await start();
    expect(shown()).toEqual(before);
    expect(lines).toEqual([]);
    for (const partition of [0, 1, 2]) await finishRun(partition);
    await expect.poll(() => index.runs.list({ status: 'completed' }, { limit: 0, offset: 0 }).total).toBe(9);
    const states = [...folds.at(-1)!.states.values()];
    expect(states.map((state) => [...state.repositories.keys()])).toEqual(REPOSITORIES.map((name) => [name]));
  });

  it('makes all of the index anew where one partition cannot go on', async () => {
    for (const partition of [0, 1, 2]) await finishRun(partition);
    await (await start()).stop();
    await writeRunFiles();
    await finishRun(1);
    const reader = new RunIndex(':memory:');
    const logger = pino({ level: 'silent' });
    const onError = (error: Error): void => {
      throw error;
    };
    const other = startIndexFold({ log, index: reader, runFiles, logger, onError });
    folds.push(other);
    await other.caughtUp;
    await finishRun(1);
    await expect.poll(() => reader.position.get(1)).toBe(ledgers[1]!.entries.length - 1);
    await forget(1);
    await start();
    const totals = REPOSITORIES.map(
      (repository) => index.runs.list({ repository }, { limit: 0, offset: 0 }).total,
    );
    expect(totals).toEqual([1, 1, 1]);
    expect(lines).toMatchObject([
      { msg: 'The run index is made anew' },
      { msg: expect.stringContaining('The index lacks finished runs'), runs: 2 },
    ]);
    await other.stop();
    reader.close();
  });

  it('lacks nothing when it is stopped while its index is made anew', async () => {
    for (const partition of [0, 1, 2]) await finishRun(partition);
    const fold = await start();
    await writeRunFiles();
    await finishRun(1);
    await finishRun(1);
    await expect.poll(() => index.position.get(1)).toBe(ledgers[1]!.entries.length - 1);
    await writeRunFiles();
    await forget(1);
    await fold.stop();
    // What is kept of the second partition is from before what its log still has; the first goes on well.
    const kept = index.folds.kept(1)!;
    index.folds.keep(1, { ...kept, offset: kept.offset - 5 });
    await finishRun(0);
    let isReached = (): void => undefined;
    const reached = new Promise<void>((resolve) => {
      isReached = resolve;
    });
    let goOn = (): void => undefined;
    const stopped = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const slowFiles = {
      all: async function* () {
        isReached();
        await stopped;
        yield* runFiles.all();
      },
    };
    const logger = pino({ level: 'silent' });
    const onError = (error: Error): void => void lines.push({ msg: error.message });
    const interrupted = startIndexFold({ log, index, runFiles: slowFiles, logger, onError });
    interrupted.caughtUp.catch(() => undefined);
    await reached;
    const ended = interrupted.stop();
    goOn();
    await ended;
    await start();
    const total = index.runs.list({}, { limit: 0, offset: 0 }).total;
    expect({ total, lines }).toEqual({ total: 6, lines: [] });
    expect(index.runs.byNumber(REPOSITORIES[0]!, 1)).not.toBeNull();
  });

  it('is made anew where the log has fewer partitions', async () => {
    for (const partition of [0, 1, 2]) await finishRun(partition);
    await (await start()).stop();
    const one = { ...log, partitions: 1 };
    const logger = pino({ level: 'silent' });
    const fold = startIndexFold({ log: one, index, runFiles, logger, onError: () => undefined });
    folds.push(fold);
    await fold.caughtUp;
    expect([...index.position.keys()]).toEqual([0]);
  });
});
