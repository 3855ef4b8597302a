import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deliveryId } from '../../../../src/events/index.ts';
import { type EventLog, openEmbeddedLog } from '../../../../src/log/index.ts';
import {
  createState,
  encodePartitionState,
  type Fold,
  IndexRebuildError,
  type IndexFoldOptions,
  startFold,
  startIndexFold,
} from '../../../../src/orchestrator/index.ts';
import { PartitionFold } from '../../../../src/orchestrator/service/index.ts';
import { IndexedPartition } from '../../../../src/orchestrator/indexing/indexed-partition.ts';
import { packState } from '../../../../src/orchestrator/indexing/fold-keeper.ts';
import { RunFiles, RunIndex } from '../../../../src/store/index.ts';
import { contentOf } from '../../store/run-index/indexes.ts';
import { job, PUSH, REPOSITORY, workflow } from '../definitions.ts';
import { type Entry, Ledger } from '../ledger.ts';
import { trim, writeCheckpoint } from './checkpoints.ts';

let folder: string;
let now: number;
let log: EventLog;
let index: RunIndex;
let runFiles: RunFiles;
let ledger: Ledger;
let appended: number;
let folds: Fold[];
let lines: { readonly msg: string; readonly [field: string]: unknown }[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runbook-index-fold-'));
  now = Date.UTC(2026, 0, 1);
  openLog('log.db');
  index = new RunIndex(join(folder, 'index.db'));
  runFiles = new RunFiles(join(folder, 'logs'));
  ledger = new Ledger();
  appended = 0;
  folds = [];
  lines = [];
});
afterEach(async () => {
  for (const fold of folds) await fold.stop();
  await log.close();
  index.close();
  await rm(folder, { recursive: true, force: true });
});

/** A log whose clock goes on by a second with every append, so that no two events have the same stamp. */
function openLog(name: string): void {
  log = openEmbeddedLog(join(folder, name), { now: () => (now += 1_000) });
}

async function anotherLog(name: string): Promise<void> {
  await log.close();
  openLog(name);
  appended = 0;
}

/** Appends what is new in the ledger, each with a stamp of its own. */
async function append(entries: readonly Entry[] = ledger.entries.slice(appended)): Promise<void> {
  for (const { event } of entries) {
    await log.append('runbook.events', [{ key: REPOSITORY, value: JSON.stringify(event) }]);
  }
  appended += entries.length;
}

/** A run of one job that succeeds. */
async function finishRun(): Promise<number> {
  const run = ledger.push(workflow([job('build')]));
  ledger.finish('build');
  await append();
  return run;
}

async function start(options: Partial<IndexFoldOptions> = {}): Promise<Fold> {
  const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const onError = (error: Error): void => void lines.push({ msg: `error: ${error.message}` });
  const fold = startIndexFold({ log, index, runFiles, logger, onError, ...options });
  folds.push(fold);
  await fold.caughtUp;
  return fold;
}

/** Ends the fold as a kill would: nothing is kept. */
async function kill(fold: Fold): Promise<void> {
  const keep = vi.spyOn(index.folds, 'keep').mockReturnValue();
  await fold.stop();
  keep.mockRestore();
  index.close();
  index = new RunIndex(join(folder, 'index.db'));
}

async function writeRunFiles(): Promise<void> {
  for (const mark of index.runFiles.unwritten(0, 1_000)) {
    const run = index.runs.get(mark.run);
    await runFiles.write(REPOSITORY, run?.number ?? 0, index.documents.of(mark.run, mark.upTo) ?? '');
    index.runFiles.written(mark);
  }
}

async function deleteIndex(): Promise<void> {
  index.close();
  for (const suffix of ['', '-wal', '-shm']) await rm(join(folder, `index.db${suffix}`), { force: true });
  index = new RunIndex(join(folder, 'index.db'));
}

/** Makes the log begin behind `offset`, after a checkpoint there. */
async function forgetUpTo(offset: number): Promise<void> {
  await writeCheckpoint(log, await stateAt(offset), offset);
  await trim(log, offset + 1);
}

/** The state after the event at `offset`. */
async function stateAt(offset: number) {
  const fold = new PartitionFold(createState(0), -1);
  const subscription = log.subscribe('runbook.events', {
    from: 'earliest',
    onRecords: (records) => {
      for (const record of records) if (record.offset <= offset) fold.fold(record);
    },
    onError: (error) => {
      throw error;
    },
  });
  await subscription.caughtUp;
  await subscription.close();
  return fold.state;
}

const messages = (): string[] => lines.map(({ msg }) => msg);
const shown = (): unknown => ({ ...contentOf(index), position: undefined });
const runNumbers = (): number[] =>
  index.runs.list({}, { limit: 100, offset: 0 }).runs.map(({ number }) => number);

/** How many records a start read. */
async function readBy(begin: () => Promise<Fold>): Promise<number> {
  let read = 0;
  const subscribe = log.subscribe.bind(log);
  const spy = vi.spyOn(log, 'subscribe').mockImplementation((topic, options) =>
    subscribe(topic, {
      ...options,
      onRecords: (records) => {
        read += records.length;
        return options.onRecords(records);
      },
    }),
  );
  await begin();
  spy.mockRestore();
  return read;
}

describe('the fold that feeds the run index', () => {
  it('brings in what is on the log, and then what comes', async () => {
    await finishRun();
    const fold = await start();
    expect(runNumbers()).toEqual([1]);
    await finishRun();
    await expect.poll(runNumbers).toEqual([2, 1]);
    expect(fold.states.get(0)?.repositories.get(REPOSITORY)?.runNumber).toBe(2);
  });

  it('goes on where it was stopped, without reading what it had', async () => {
    await finishRun();
    await (await start()).stop();
    await finishRun();
    const inSecond = ledger.entries.length - index.position.get(0)! - 1;
    // The newest event that it had is read again, to know the log by it.
    expect(await readBy(() => start())).toBe(inSecond + 1);
    expect(runNumbers()).toEqual([2, 1]);
    expect(encodePartitionState(folds[1]!.states.get(0)!)).toBe(
      encodePartitionState(await stateAt(ledger.entries.length)),
    );
    expect(lines).toEqual([]);
  });

  it('shows the same after a kill, wherever its state was kept the last time', async () => {
    await finishRun();
    const fold = await start({ keepEvents: 5 });
    await finishRun();
    await expect.poll(runNumbers).toEqual([2, 1]);
    await expect.poll(() => index.folds.kept(0)).not.toBeNull();
    const before = shown();
    await kill(fold);
    await start();
    expect(shown()).toEqual(before);
    await finishRun();
    await expect.poll(runNumbers).toEqual([3, 2, 1]);
    expect(lines).toEqual([]);
  });

  it('shows the same however often it was stopped and killed', async () => {
    for (const _ of [1, 2, 3, 4]) await finishRun();
    const events = ledger.entries;
    await log.close();
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 15 }), fc.boolean()), { maxLength: 8 });
    let times = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (ends) => {
        await anotherLog(`again-${(times += 1)}.db`);
        await deleteIndex();
        for (const [more, isKilled] of [...ends, [events.length, false] as const]) {
          const fold = await start({ keepEvents: 3 });
          await append(events.slice(appended, appended + more));
          await expect.poll(() => index.position.get(0) ?? -1).toBe(appended - 1);
          if (isKilled) await kill(fold);
          else await fold.stop();
          folds.pop();
        }
        const whole = new RunIndex(':memory:');
        const fold = startFold({ log, onEvents: (batch) => whole.project(batch), onError: () => undefined });
        await fold.caughtUp;
        expect(contentOf(index)).toEqual(contentOf(whole));
        expect(lines).toEqual([]);
        await fold.stop();
        whole.close();
      }),
      { numRuns: 15 },
    );
  });

  it('keeps its state after a while, too', async () => {
    const fold = await start({ keepMs: 5 });
    await finishRun();
    await expect.poll(() => index.folds.kept(0)?.offset).toBe(ledger.entries.length - 1);
    await kill(fold);
    expect(await readBy(() => start())).toBe(1);
  });

  it('begins with the first event where nothing was kept yet, and shows what it had meanwhile', async () => {
    await finishRun();
    await kill(await start());
    expect(index.folds.kept(0)).toBeNull();
    expect(runNumbers()).toEqual([1]);
    expect(await readBy(() => start())).toBe(ledger.entries.length);
    expect(lines).toEqual([]);
  });

  it('keeps nothing any more once a partition is closed', async () => {
    const payload = { large: randomBytes(4_000_000).toString('base64') };
    const delivery = { delivery: deliveryId('large'), forge: 'git', trigger: PUSH, payload } as const;
    ledger.append({ type: 'delivery_received', repository: REPOSITORY, ...delivery });
    await append();
    const from = { state: createState(0), offset: -1, timestamp: null };
    const partition = new IndexedPartition({
      log,
      index,
      logger: pino({ level: 'silent' }),
      start: { from, indexed: null },
      keepEvents: 1,
      onBatch: () => undefined,
      onError: () => undefined,
    });
    await partition.catchUp();
    // The large state is still being packed: whoever makes the index anew has to know when that is over.
    expect(index.folds.kept(0)).toBeNull();
    await partition.close();
    expect(index.folds.kept(0)?.offset).toBe(ledger.entries.length - 1);
  });

  it('does not keep a state that is ahead of the index', async () => {
    await (await start()).stop();
    const project = vi.spyOn(index, 'project').mockImplementation(() => {
      throw new Error('database or disk is full');
    });
    const fold = await start();
    await finishRun();
    await expect.poll(messages).toEqual(['error: database or disk is full']);
    await fold.stop();
    project.mockRestore();
    expect(index.folds.kept(0)).toBeNull();
    await start();
    expect(runNumbers()).toEqual([1]);
  });

  it('refuses a state that a newer Runbook kept', async () => {
    const newer = Buffer.from(await packState(createState(0)));
    const { gunzipSync, gzipSync } = await import('node:zlib');
    const state = gzipSync(gunzipSync(newer).toString().replace('"v":2', '"v":3'));
    index.folds.keep(0, { offset: 0, timestamp: 0, state });
    await expect(start()).rejects.toThrow(/newer Runbook: update this one/);
    expect(messages()).toEqual([expect.stringMatching(/^error: .*newer Runbook: update this one/)]);
  });

  it('stops at an event that a newer Runbook wrote', async () => {
    await start();
    const newer = { v: 99, type: 'repository_registered', at: '', by: '', repository: REPOSITORY };
    await log.append('runbook.events', [{ key: REPOSITORY, value: JSON.stringify(newer) }]);
    await expect.poll(messages).toEqual([expect.stringContaining('repository_registered of version 99')]);
  });

  it('tells of a record that cannot be read, and goes on', async () => {
    await log.append('runbook.events', [{ key: REPOSITORY, value: 'not JSON' }]);
    await (await start()).stop();
    expect(lines).toMatchObject([{ msg: 'a record of the log was passed over', partition: 0, offset: 0 }]);
  });
});

describe('an index that does not fit the log', () => {
  it.each([
    ['whose first event is another', () => undefined],
    ['and was ahead of this one', async () => void (await finishRun())],
  ])('is made anew from a log %s', async (_, more) => {
    await finishRun();
    await more();
    await (await start()).stop();
    await anotherLog('other.db');
    ledger = new Ledger();
    const run = ledger.push(workflow([job('other')]));
    await append();
    await start();
    expect(runNumbers()).toEqual([1]);
    expect(index.jobs.ofRun(run).map(({ key }) => key)).toEqual(['other']);
    expect(messages()).toEqual(['The run index is made anew']);
  });

  it('is made anew where the log lost its newest events', async () => {
    await finishRun();
    const common = ledger.entries.slice(0, -1);
    await (await start()).stop();
    await anotherLog('other.db');
    now = Date.UTC(2026, 0, 1);
    await append(common);
    await start();
    expect(index.runs.byNumber(REPOSITORY, 1)?.status).toBe('in_progress');
    expect(messages()).toEqual(['The run index is made anew']);
    expect(lines[0]?.['reason']).toContain(`offset ${common.length} `);
  });

  it('is made anew where the log lost what was folded after the state was kept', async () => {
    await finishRun();
    const fold = await start();
    await fold.stop();
    const again = await start();
    const common = [...ledger.entries];
    await finishRun();
    await expect.poll(runNumbers).toEqual([2, 1]);
    await kill(again);
    await anotherLog('other.db');
    now = Date.UTC(2026, 0, 1);
    await append(common);
    await start();
    expect(runNumbers()).toEqual([1]);
    expect(messages()).toEqual(['The run index is made anew']);
  });

  it('is made anew where the state kept in it is damaged', async () => {
    await finishRun();
    await (await start()).stop();
    const kept = index.folds.kept(0)!;
    index.folds.keep(0, { ...kept, state: kept.state.subarray(0, 10) });
    const before = shown();
    await start();
    expect(shown()).toEqual(before);
    expect(lines).toMatchObject([{ reason: expect.stringContaining('cannot be read') }]);
  });

  it('is made anew from snapshots where the server was away for so long that what comes next is gone', async () => {
    await finishRun();
    await (await start()).stop();
    await writeRunFiles();
    await finishRun();
    await finishRun();
    await forgetUpTo(ledger.entries.length - 1);
    await finishRun();
    await start();
    // Nobody was there when the second and third run ended, so nobody wrote their files.
    expect(runNumbers()).toEqual([4, 1]);
    expect(lines).toMatchObject([
      { msg: 'The run index is made anew' },
      { msg: expect.stringContaining('The index lacks finished runs'), runs: 2 },
    ]);
  });

  it('goes on where nothing of the log is left but what comes next', async () => {
    await finishRun();
    await (await start()).stop();
    await finishRun();
    await forgetUpTo(index.position.get(0)!);
    const before = runNumbers();
    await start();
    expect([before, runNumbers()]).toEqual([[1], [2, 1]]);
    expect(lines).toEqual([]);
  });
});

describe('a lost index', () => {
  it('is read from the log alone as long as that is whole', async () => {
    await finishRun();
    await finishRun();
    const fold = await start();
    const before = shown();
    await writeRunFiles();
    await writeCheckpoint(log, await stateAt(10), 10);
    await fold.stop();
    await deleteIndex();
    await start();
    expect(shown()).toEqual(before);
    expect(index.position.get(0)).toBe(ledger.entries.length - 1);
    expect(lines).toEqual([]);
  });

  it('is made from run files, snapshots and the events after them', async () => {
    await finishRun();
    const rerun = await finishRun();
    ledger.rerun(rerun as never, 'all');
    ledger.start('build');
    ledger.do({ type: 'secret_set', repository: REPOSITORY, name: 'KEY', value: 'sealed' });
    await append();
    const checkpoint = ledger.entries.length - 1;
    ledger.complete('build');
    await finishRun();
    const fold = await start();
    const { deliveries: _deliveries, secrets, ...before } = contentOf(index);
    await writeRunFiles();
    await fold.stop();
    await forgetUpTo(checkpoint);
    await deleteIndex();
    await start();
    const { deliveries: _, secrets: names, ...after } = contentOf(index);
    expect(after).toEqual(before);
    expect(names.map(({ name }) => name)).toEqual(secrets.map(({ name }) => name));
    expect(lines).toEqual([]);
    // The second run was under way at the checkpoint: the files say all of it, and its pinned jobs run again.
    const run = index.runs.get(rerun as never)!;
    expect(run).toMatchObject({ attempt: 2, status: 'completed' });
    expect(index.runs.pinned(run)?.jobs).toMatchObject([{ key: 'build', attempt: 2, conclusion: 'success' }]);
    await folds.at(-1)!.stop();
    const kept = contentOf(index);
    expect(await readBy(() => start())).toBe(1);
    expect(contentOf(index)).toEqual(kept);
  });

  it('shows the runs of a repository that was removed', async () => {
    await finishRun();
    ledger.do({ type: 'repository_removed', repository: REPOSITORY });
    await append();
    const fold = await start();
    await writeRunFiles();
    const before = shown();
    await fold.stop();
    await forgetUpTo(ledger.entries.length - 1);
    await deleteIndex();
    await start();
    expect(index.repositories.get(REPOSITORY)?.url).toBeNull();
    expect(shown()).toEqual(before);
  });

  it('begins again where a kill interrupted its making', async () => {
    for (let run = 0; run < 3; run += 1) await finishRun();
    const fold = await start();
    const before = shown();
    await writeRunFiles();
    await fold.stop();
    await forgetUpTo(ledger.entries.length - 3);
    await deleteIndex();
    const interrupted = startIndexFold({
      log,
      index,
      logger: pino({ level: 'silent' }),
      onError: () => undefined,
      runFiles: {
        all: async function* () {
          for await (const found of runFiles.all()) {
            yield found;
            throw new Error('killed');
          }
        },
      },
    });
    await expect(interrupted.caughtUp).rejects.toThrow('killed');
    await kill(interrupted);
    await start();
    expect({ ...contentOf(index), position: undefined }).toEqual(before);
  });

  it('passes over broken files, and files of runs that this log never had, and names them', async () => {
    await finishRun();
    await finishRun();
    const fold = await start();
    await writeRunFiles();
    await runFiles.write(REPOSITORY, 2, 'not JSON');
    const upTo = { partition: 0, offset: 5, timestamp: 5 };
    const foreign = index.documents.of(ledger.requested().run, upTo) ?? '';
    await runFiles.write(REPOSITORY, 9, foreign.replaceAll('"number": 2', '"number": 9'));
    await fold.stop();
    await forgetUpTo(ledger.entries.length - 1);
    await deleteIndex();
    await start();
    expect(runNumbers()).toEqual([1]);
    expect(lines).toMatchObject([
      { msg: expect.stringContaining('cannot be read'), path: runFiles.path(REPOSITORY, 2) },
      { msg: expect.stringContaining('another event log'), path: runFiles.path(REPOSITORY, 9) },
      { msg: expect.stringContaining('The index lacks finished runs'), runs: 1 },
    ]);
  });

  it('of a server that joins with an empty folder has what snapshots and events give, and says what it lacks', async () => {
    await finishRun();
    const active = ledger.push(workflow([job('build'), job('test', { needs: ['build'] })]));
    ledger.start('build');
    await append();
    await forgetUpTo(ledger.entries.length - 1);
    await start();
    expect(runNumbers()).toEqual([2]);
    expect(index.jobs.ofRun(active).map(({ key, status }) => [key, status])).toEqual([
      ['build', 'in_progress'],
    ]);
    expect(index.repositories.registered().map(({ name, url }) => [name, url])).toEqual([[REPOSITORY, 'u']]);
    expect(lines).toMatchObject([{ msg: expect.stringContaining('The index lacks finished runs'), runs: 1 }]);
    ledger.complete('build');
    ledger.finish('test');
    await append();
    await expect.poll(() => index.runs.get(active)?.conclusion).toBe('success');
  });

  it('shows a run again that somebody reruns, though only another server has its file', async () => {
    const run = await finishRun();
    await forgetUpTo(ledger.entries.length - 1);
    await start();
    expect(runNumbers()).toEqual([]);
    ledger.rerun(run as never, 'all');
    ledger.finish('build');
    await append();
    await expect.poll(() => index.runs.get(run as never)?.conclusion).toBe('success');
    expect(index.runs.get(run as never)).toMatchObject({ number: 1, attempt: 2, triggeringActor: 'hubot' });
    expect(index.jobs.ofRun(run as never).map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it('cannot be made where events are gone and no checkpoint says what they came to', async () => {
    await finishRun();
    await trim(log, 5);
    await expect(start()).rejects.toThrow(IndexRebuildError);
    expect(messages().at(-1)).toContain('Restore the log from a backup');
  });
});
