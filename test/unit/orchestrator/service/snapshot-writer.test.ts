import { randomBytes } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import * as fc from 'fast-check';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LogRecord, openEmbeddedLog, type Position } from '../../../../src/log/index.ts';
import { createState, encodePartitionState, restorePartition } from '../../../../src/orchestrator/index.ts';
import { PartitionFold } from '../../../../src/orchestrator/service/partition-fold.ts';
import { SnapshotWriter } from '../../../../src/orchestrator/service/snapshot-writer.ts';
import { job, PUSH, REPOSITORY, workflow } from '../definitions.ts';
import { Ledger } from '../ledger.ts';
import { randomLedger } from '../random-ledger.ts';
import { type Fate, FaultyLog } from './faulty-log.ts';

const EVERY = 10;

/** A log whose appends wait while it is held. */
class HeldLog extends FaultyLog {
  gate: Promise<void> = Promise.resolve();
  /** How many appends were begun. */
  begun = 0;

  override async append(...append: Parameters<FaultyLog['append']>): Promise<readonly Position[]> {
    this.begun += 1;
    await this.gate;
    return super.append(...append);
  }
}

let log: HeldLog;
let warnings: string[];
beforeEach(() => {
  log = new HeldLog(openEmbeddedLog(':memory:'));
  warnings = [];
});
afterEach(() => log.close());

const logger = pino(
  { level: 'warn' },
  { write: (line: string) => void warnings.push(String((JSON.parse(line) as { msg: unknown }).msg)) },
);

function recordsOf(ledger: Ledger): LogRecord[] {
  return ledger.entries.map(({ offset, timestamp, event }) => ({
    topic: 'runbook.events',
    partition: 0,
    offset,
    timestamp,
    key: 'key',
    value: JSON.stringify(event),
  }));
}

/** One owner that reads a ledger's events and writes snapshots. */
class Owner {
  readonly #records: readonly LogRecord[];
  readonly fold: PartitionFold;
  readonly writer: SnapshotWriter;
  isOwned = true;

  constructor(
    records: readonly LogRecord[],
    fold: PartitionFold,
    keys: readonly string[],
    snapshotMs: number,
  ) {
    this.#records = records;
    this.fold = fold;
    const isOwned = (): boolean => this.isOwned;
    this.writer = new SnapshotWriter({ log, logger, fold, keys, isOwned, snapshotEvents: EVERY, snapshotMs });
  }

  static async restore(records: readonly LogRecord[], snapshotMs = Infinity): Promise<Owner> {
    const { state, next, keys } = await restorePartition(log, 0);
    return new Owner(records, new PartitionFold(state, next - 1), keys, snapshotMs);
  }

  read(count: number): void {
    const records = this.#records.slice(this.fold.last + 1, this.fold.last + 1 + count);
    for (const record of records) this.fold.fold(record);
    if (records.length > 0) this.writer.onFolded(records.length);
  }
}

/** The state that a rebuild comes to with all of the events. */
async function rebuilt(records: readonly LogRecord[]): Promise<string> {
  const { state, next } = await restorePartition(log, 0);
  const fold = new PartitionFold(state, next - 1);
  for (const record of records.slice(next)) fold.fold(record);
  return encodePartitionState(fold.state);
}

function folded(records: readonly LogRecord[]): string {
  const fold = new PartitionFold(createState(0), -1);
  for (const record of records) fold.fold(record);
  return encodePartitionState(fold.state);
}

async function keys(): Promise<readonly string[]> {
  return [...(await log.readLatest('runbook.state', 0)).keys()];
}

/** How far the newest checkpoint goes. */
async function checkpoint(): Promise<number> {
  return (await restorePartition(log, 0)).next - 1;
}

async function untilWritten(offset: number): Promise<void> {
  await expect.poll(checkpoint, { timeout: 20_000 }).toBe(offset);
}

const LONG = recordsOf(randomLedger(Array.from({ length: 200 }, (_, i) => (i * 7_919) % 0xffff)));

describe('the writer of snapshots', () => {
  it('leaves, whatever becomes of its appends and however many write, what makes the same state', async () => {
    const fate = fc.constantFrom<Fate>('stored', 'stored', 'stored', 'refused', 'timed-out');
    const step = fc.record({
      owner: fc.nat({ max: 1 }),
      read: fc.nat({ max: 40 }),
      restarts: fc.nat({ max: 5 }).map((number) => number === 0),
      pause: fc.nat({ max: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 0xffff }), { minLength: 40, maxLength: 150, size: 'max' }),
        fc.array(step, { maxLength: 25, size: 'max' }),
        fc.array(fate, { maxLength: 60, size: 'max' }),
        async (numbers, plan, fates) => {
          log = new HeldLog(openEmbeddedLog(':memory:'));
          log.fate = () => fates.shift() ?? 'stored';
          const records = recordsOf(randomLedger(numbers));
          const expected = folded(records);
          const owners = [await Owner.restore(records), await Owner.restore(records)];
          for (const { owner, read, restarts, pause } of plan) {
            if (restarts) {
              await owners[owner]!.writer.stop(read % 2 === 0);
              owners[owner] = await Owner.restore(records);
            }
            owners[owner]!.read(read);
            if (pause > 0) await delay(pause);
            else await nextTurn();
            expect(await rebuilt(records)).toBe(expected);
          }
          await Promise.all(owners.map(({ writer }) => writer.stop(true)));
          expect(await rebuilt(records)).toBe(expected);
          await log.close();
        },
      ),
      { numRuns: 25 },
    );
    log = new HeldLog(openEmbeddedLog(':memory:'));
  });

  it('writes one after so many events, and keeps only what the newest needs', async () => {
    const owner = await Owner.restore(LONG);
    owner.read(EVERY - 1);
    owner.read(1);
    await untilWritten(EVERY - 1);
    owner.read(100);
    await untilWritten(EVERY + 99);
    await owner.writer.stop(true);
    const held = await keys();
    expect(held.filter((key) => key.startsWith('checkpoint/'))).toEqual([`checkpoint/${EVERY + 99}`]);
    const names = held.filter((key) => key.startsWith('snapshot/')).map((key) => key.split('/', 3).join('/'));
    expect(names).toHaveLength(3);
    expect(new Set(names).size).toBe(3);
    expect(await rebuilt(LONG)).toBe(folded(LONG));
  });

  it('writes again only the repositories that changed', async () => {
    const ledger = new Ledger();
    const other = 'octo/gadgets' as typeof REPOSITORY;
    ledger.append({
      type: 'repository_registered',
      repository: other,
      url: 'u',
      secret: 's',
      credentials: null,
    });
    ledger.push(workflow([job('a')]));
    const first = ledger.entries.length;
    ledger.push(workflow([job('b')]), other);
    const owner = await Owner.restore(recordsOf(ledger));
    owner.read(first);
    await owner.writer.stop(true);
    const before = await keys();
    const next = await Owner.restore(recordsOf(ledger));
    next.read(100);
    await next.writer.stop(true);
    const after = await keys();
    expect(after.filter((key) => before.includes(key))).toEqual([
      expect.stringMatching(`^snapshot/${REPOSITORY}/${first - 1}/`),
    ]);
    expect(await rebuilt(recordsOf(ledger))).toBe(folded(recordsOf(ledger)));
  });

  it('abandons one that fails, says so, and writes all of it with the next', async () => {
    const owner = await Owner.restore(LONG);
    log.fate = (_, [record]) => (record?.key.startsWith('checkpoint/') === true ? 'refused' : 'stored');
    owner.read(50);
    await expect.poll(() => warnings).toEqual(['no snapshot was written; trying again later']);
    expect(await checkpoint()).toBe(-1);
    log.fate = () => 'stored';
    owner.read(EVERY - 1);
    await nextTurn();
    expect(await checkpoint()).toBe(-1);
    owner.read(1);
    await untilWritten(49 + EVERY);
    expect(await rebuilt(LONG)).toBe(folded(LONG));
    await owner.writer.stop(false);
  });

  it('takes a cut at once and goes on while it is written, one at a time', async () => {
    const owner = await Owner.restore(LONG);
    let release = (): void => {};
    log.gate = new Promise((resolve) => {
      release = resolve;
    });
    owner.read(30);
    owner.read(30);
    await expect.poll(() => log.begun).toBe(1);
    owner.read(30);
    await delay(20);
    expect(log.begun).toBe(1);
    release();
    await untilWritten(89);
    await owner.writer.stop(true);
    expect((await keys()).filter((key) => key.startsWith('checkpoint/'))).toEqual(['checkpoint/89']);
    expect(await rebuilt(LONG)).toBe(folded(LONG));
  });

  it('writes one by the clock if anything was folded', async () => {
    const owner = await Owner.restore(LONG, 5);
    owner.read(1);
    await untilWritten(0);
    await owner.writer.stop(false);
  });

  it('writes a last one when it is stopped where that saves a rebuild something, and only then', async () => {
    const owner = await Owner.restore(LONG);
    owner.isOwned = false;
    owner.read(55);
    await owner.writer.stop(false);
    expect(await checkpoint()).toBe(-1);
    const next = await Owner.restore(LONG);
    next.isOwned = false;
    next.read(55);
    await next.writer.stop(true);
    expect(await checkpoint()).toBe(54);
    const last = await Owner.restore(LONG);
    await last.writer.stop(true);
    expect(await checkpoint()).toBe(54);
  });

  it('writes a repository of many megabytes in parts, which count only together', async () => {
    const ledger = new Ledger();
    const payload = { noise: randomBytes(7 * 1024 * 1024).toString('base64') };
    const received = {
      type: 'delivery_received',
      repository: REPOSITORY,
      forge: 'git',
      trigger: PUSH,
    } as const;
    ledger.append({ ...received, delivery: 'large' as never, payload });
    const records = recordsOf(ledger);
    const owner = await Owner.restore(records, 5);
    owner.read(records.length);
    await untilWritten(records.length - 1);
    await owner.writer.stop(false);
    expect((await keys()).filter((key) => key.startsWith('snapshot/'))).toHaveLength(3);
    const latest = await log.readLatest('runbook.state', 0);
    for (const { value } of latest.values()) expect(value.length).toBeLessThanOrEqual(4 * 1024 * 1024 + 2);
    expect((await rebuilt(records)) === folded(records)).toBe(true);
    const part = (await keys()).find((key) => key.startsWith('snapshot/'))!;
    await log.append('runbook.state', [{ key: part, value: '' }]);
    await expect(restorePartition(log, 0)).rejects.toThrow(/belongs to 1 repositories; .* snapshots of 0/);
  });
});
