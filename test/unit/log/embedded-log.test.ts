import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EventLog, openEmbeddedLog } from '../../../src/log/index.ts';
import { openDatabase } from '../../../src/store/index.ts';
import { bundle } from '../store/bundle.ts';
import { follow, itKeepsTheContractOfAnEventLog } from './event-log-contract.ts';

describe('the embedded log in a file', () => {
  itKeepsTheContractOfAnEventLog(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'runbook-log-'));
    const path = join(folder, 'log.db');
    let log = openEmbeddedLog(path);
    return {
      log,
      reopen: async () => {
        await log.close();
        log = openEmbeddedLog(path);
        return log;
      },
      remove: async () => {
        await log.close();
        rmSync(folder, { recursive: true });
      },
    };
  });
});

describe('the embedded log', () => {
  let folder: string;
  let path: string;
  let log: EventLog;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'runbook-log-'));
    path = join(folder, 'log.db');
    log = openEmbeddedLog(path);
  });
  afterEach(async () => {
    await log.close();
    rmSync(folder, { recursive: true });
  });

  const append = (value: string) => log.append('runbook.events', [{ key: 'a/b', value }]);

  it('works in memory', async () => {
    const memory = openEmbeddedLog(':memory:');
    await memory.append('runbook.events', [{ key: 'a/b', value: '1' }]);
    expect((await follow(memory, 'runbook.events').take(1))[0]?.value).toBe('1');
    await memory.close();
  });

  it('keeps every other process out of its file', () => {
    expect(() => openEmbeddedLog(path)).toThrow(expect.objectContaining({ code: 'SQLITE_BUSY' }));
  });

  it('commits together what is appended in one turn', async () => {
    const [a, b] = await Promise.all([append('1'), append('2')]);
    await nextTurn();
    const positions = await append('3');
    expect([a, b, positions].map((records) => records?.[0]?.offset)).toEqual([0, 1, 2]);
    expect(a?.[0]?.timestamp).toBe(b?.[0]?.timestamp);
  });

  it('reads far behind in pages, large values and all, while the log goes on', async () => {
    const big = 'x'.repeat(3 * 1024 * 1024);
    for (let i = 0; i < 12; i++) await append(i % 3 === 0 ? big : 'small');
    await log.append(
      'runbook.events',
      Array.from({ length: 6_000 }, (_, i) => ({ key: 'a/b', value: String(i) })),
    );
    const batches: number[] = [];
    const seen: number[] = [];
    const subscription = log.subscribe('runbook.events', {
      from: 'earliest',
      onRecords: async (records) => {
        batches.push(records.reduce((sum, { value }) => sum + value.length, 0));
        seen.push(...records.map(({ offset }) => offset));
        expect(records.length).toBeLessThanOrEqual(1_000);
        if (batches.length <= 5) await append('more');
      },
      onError: (error) => {
        throw error;
      },
    });
    await subscription.caughtUp;
    while (seen.length < 6_017) await nextTurn();
    expect(seen).toEqual(Array.from({ length: 6_017 }, (_, i) => i));
    expect(Math.max(...batches)).toBeLessThanOrEqual(8 * 1024 * 1024);
  });

  it('never stamps a record earlier than the one before, and time goes on although the clock was set back', async () => {
    await log.close();
    let clock = Date.parse('2030-01-01T00:00:00Z');
    log = openEmbeddedLog(path, { now: () => clock });
    const first = await append('1');
    clock -= 3_600_000;
    await log.close();
    log = openEmbeddedLog(path, { now: () => clock });
    const second = await append('2');
    expect(second[0]?.timestamp).toBeGreaterThanOrEqual(first[0]?.timestamp ?? 0);
    const passed = performance.now() + 5;
    while (performance.now() < passed) await nextTurn();
    const third = await append('3');
    expect(third[0]?.timestamp).toBeGreaterThan(second[0]?.timestamp ?? 0);
    clock += 7_200_000;
    expect((await append('4'))[0]?.timestamp).toBe(clock);
  });

  it('gives a feed to who comes later only in part: the newest records', async () => {
    await log.append(
      'runbook.jobs',
      Array.from({ length: 10_500 }, (_, i) => ({ key: 'a/b', value: String(i) })),
    );
    const reader = follow(log, 'runbook.jobs');
    await reader.subscription.caughtUp;
    expect(reader.seen.map(({ value }) => value)).toEqual(
      Array.from({ length: 10_000 }, (_, i) => String(i + 500)),
    );
  });

  it('keeps a feed for a subscriber that is slow, up to a limit at which it ends with an error', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let seen = 0;
    const failure = new Promise<Error>((resolve) => {
      log.subscribe('runbook.jobs', {
        from: 'latest',
        onRecords: async (records) => {
          await held;
          seen += records.length;
        },
        onError: resolve,
      });
    });
    const feed = (count: number) =>
      log.append(
        'runbook.jobs',
        Array.from({ length: count }, () => ({ key: 'a/b', value: '{}' })),
      );
    await feed(1);
    await nextTurn();
    await feed(150_000);
    await feed(60_000);
    release();
    expect((await failure).name).toBe('LogPositionError');
    expect(seen).toBe(1);
  });

  describe('trimmed', () => {
    const HOUR = 60 * 60 * 1_000;
    let clock: number;
    const offsets = async (): Promise<readonly number[]> => {
      const reader = follow(log, 'runbook.events');
      await reader.subscription.caughtUp;
      return reader.seen.map(({ offset }) => offset);
    };
    beforeEach(async () => {
      await log.close();
      clock = Date.parse('2026-01-01T00:00:00Z');
      log = openEmbeddedLog(path, { now: () => clock });
    });

    it.each([
      { of: 'by offset', before: 4, hours: 100, first: 4 },
      { of: 'by age', before: 100, hours: 6, first: 6 },
      { of: 'by neither', before: 0, hours: 0, first: 0 },
      { of: 'to the newest record, which stays', before: 100, hours: 100, first: 9 },
    ])('holds exactly what the bounds keep: $of', async ({ before, hours, first }) => {
      const begin = clock;
      for (let i = 0; i < 10; i++) {
        await append(String(i));
        clock += HOUR;
      }
      await log.trim('runbook.events', 0, { before, olderThan: begin + hours * HOUR });
      const expected = Array.from({ length: 10 - first }, (_, i) => first + i);
      expect(await offsets()).toEqual(expected);
      await log.close();
      log = openEmbeddedLog(path);
      expect(await offsets()).toEqual(expected);
      expect((await append('next'))[0]?.offset).toBe(10);
    });

    it('ends a reader that is behind, leaves one alone that is not, and leaves others their turn', async () => {
      const values = Array.from({ length: 5_500 }, (_, i) => ({ key: 'a/b', value: String(i) }));
      await log.append('runbook.events', values);
      const ahead = follow(log, 'runbook.events', { from: new Map([[0, 5_400]]) });
      await ahead.take(100);
      let release = (): void => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      const behind = new Promise<Error>((resolve) => {
        log.subscribe('runbook.events', { from: 'earliest', onRecords: () => held, onError: resolve });
      });
      await nextTurn();
      clock += HOUR;
      let turns = 0;
      let trimmed = false;
      const trimming = log
        .trim('runbook.events', 0, { before: 5_400, olderThan: clock })
        .finally(() => (trimmed = true));
      const count = (): void => {
        turns += 1;
        if (!trimmed) setImmediate(count);
      };
      count();
      await trimming;
      expect(turns).toBeGreaterThanOrEqual(5);
      release();
      expect((await behind).name).toBe('LogPositionError');
      await append('more');
      expect((await ahead.take(1))[0]?.value).toBe('more');
    });

    it('stops where it is when the log is closed meanwhile', async () => {
      await log.append(
        'runbook.events',
        Array.from({ length: 5_000 }, () => ({ key: 'a/b', value: '{}' })),
      );
      clock += HOUR;
      const trimming = log.trim('runbook.events', 0, { before: 5_000, olderThan: clock });
      await log.close();
      await trimming;
      log = openEmbeddedLog(path);
      const held = await offsets();
      expect(held.at(-1)).toBe(4_999);
      expect(held.length).toBeGreaterThan(1);
    });
  });

  it('takes over a file of the version before, with its events', async () => {
    await log.close();
    const old = join(folder, 'old.db');
    const schema = `CREATE TABLE record (position INTEGER PRIMARY KEY, timestamp INTEGER NOT NULL,
        key TEXT NOT NULL, size INTEGER NOT NULL, value TEXT NOT NULL) STRICT;
      CREATE TABLE probe (id INTEGER PRIMARY KEY, filler BLOB NOT NULL) STRICT`;
    const database = openDatabase(old, [schema], { exclusive: true });
    database.exec("INSERT INTO record VALUES (0, 1700000000000, 'a/b', 3, 'old')");
    database.close();
    log = openEmbeddedLog(old);
    expect((await follow(log, 'runbook.events').take(1))[0]?.value).toBe('old');
    await log.append('runbook.state', [{ key: 'x', value: '1' }]);
    expect((await log.readLatest('runbook.state', 0)).get('x')?.value).toBe('1');
  });

  it('has with every newest record of a key what was appended before it, after the process was killed', async () => {
    await log.close();
    const script = await bundle(
      folder,
      `import { openEmbeddedLog } from './src/log/index.ts';
       const log = openEmbeddedLog(process.argv[2]);
       const write = async () => {
         for (let i = 0; ; i++) {
           await log.append('runbook.state', [{ key: 'snapshot/' + i, value: '1' }], { durable: false });
           await log.append('runbook.state', [{ key: 'checkpoint', value: String(i) }]);
           process.stdout.write(i + '\\n');
           await new Promise(setImmediate);
         }
       };
       write();`,
    );
    const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    let acknowledged = -1;
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged = Number(line);
      if (acknowledged === 50) child.kill('SIGKILL');
    }
    log = openEmbeddedLog(path);
    const latest = await log.readLatest('runbook.state', 0);
    const checkpoint = Number(latest.get('checkpoint')?.value);
    expect(checkpoint).toBeGreaterThanOrEqual(acknowledged);
    expect(latest.get(`snapshot/${checkpoint}`)?.value).toBe('1');
  });

  it('has every acknowledged append after the process was killed at any moment', async () => {
    await log.close();
    const script = await bundle(
      folder,
      `import { openEmbeddedLog } from './src/log/index.ts';
       const log = openEmbeddedLog(process.argv[2]);
       const writer = async (name) => {
         for (let i = 0; ; i++) {
           const [position] = await log.append('runbook.events', [{ key: 'a/b', value: name + ':' + i }]);
           process.stdout.write(position.offset + ' ' + name + ':' + i + '\\n');
         }
       };
       for (const name of ['x', 'y', 'z']) writer(name);`,
    );
    const acknowledged = new Map<number, string>();
    for (const killAfter of [1, 40, 400, 801]) {
      const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
      let count = 0;
      for await (const line of createInterface({ input: child.stdout })) {
        const [offset, value] = line.split(' ');
        if (value === undefined) continue;
        acknowledged.set(Number(offset), value);
        count += 1;
        if (count === killAfter) child.kill('SIGKILL');
      }
    }
    log = openEmbeddedLog(path);
    const reader = follow(log, 'runbook.events');
    await reader.subscription.caughtUp;
    const stored = new Map(reader.seen.map(({ offset, value }) => [offset, value]));
    expect(acknowledged.size).toBeGreaterThanOrEqual(1_242);
    for (const [offset, value] of acknowledged) expect(stored.get(offset)).toBe(value);
    expect([...stored.keys()]).toEqual(Array.from({ length: stored.size }, (_, i) => i));
  });
});
