import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EventLog, openEmbeddedLog } from '../../../src/log/index.ts';
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
