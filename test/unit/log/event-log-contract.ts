import { setImmediate as nextTurn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type EventLog,
  InvalidRecordError,
  type LogRecord,
  LogUnavailableError,
  type Position,
  type SubscribeOptions,
  type SubscribedTopic,
  type Subscription,
} from '../../../src/log/index.ts';

/** One log under test, with nothing in it. */
export interface LogUnderTest {
  readonly log: EventLog;
  /** Closes it and opens what it stored again. */
  reopen(): Promise<EventLog>;
  /** Closes what is open and removes it. */
  remove(): Promise<void>;
}

/** What every implementation of the EventLog port must do. */
export function itKeepsTheContractOfAnEventLog(open: () => Promise<LogUnderTest>): void {
  let tested: LogUnderTest;
  let log: EventLog;
  beforeEach(async () => {
    tested = await open();
    log = tested.log;
  });
  afterEach(() => tested.remove());

  const append = (key: string, ...values: readonly string[]): Promise<readonly Position[]> =>
    log.append(
      'runbook.events',
      values.map((value) => ({ key, value })),
    );

  describe('appending', () => {
    it('gives positions in the order of the records, growing within a partition, stamped with the time', async () => {
      const before = Date.now();
      const first = await append('a/b', '1', '2');
      const second = await append('a/b', '3');
      const offsets = [...first, ...second].map(({ offset }) => offset);
      expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b));
      for (const { partition, timestamp } of [...first, ...second]) {
        expect(partition).toBe(log.partitionOf('a/b'));
        expect(timestamp).toBeGreaterThanOrEqual(before);
        expect(timestamp).toBeLessThanOrEqual(Date.now());
      }
      expect(await append('a/b')).toEqual([]);
    });

    it('keeps the records of one call together and calls of one key in order, however many run at once', async () => {
      const reader = follow(log, 'runbook.events');
      const calls = Array.from({ length: 50 }, (_, call) =>
        append('a/b', `${call}.0`, `${call}.1`, `${call}.2`),
      );
      await Promise.all(calls);
      const values = (await reader.take(150)).map(({ value }) => value);
      expect(values).toEqual(Array.from({ length: 150 }, (_, i) => `${Math.floor(i / 3)}.${i % 3}`));
    });

    it('puts a record into the partition it names', async () => {
      const last = log.partitions - 1;
      const [position] = await log.append('runbook.events', [{ key: 'x', value: '1', partition: last }]);
      expect(position?.partition).toBe(last);
    });

    it('stores any text of JSON and gives it back unchanged', async () => {
      const reader = follow(log, 'runbook.events');
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.json({ noUnicodeString: false }), { minLength: 1, maxLength: 5 }),
          async (values) => {
            await append('a/b', ...values);
            expect((await reader.take(values.length)).map(({ value }) => value)).toEqual(values);
          },
        ),
        { numRuns: 20 },
      );
    });

    it('refuses a record that it cannot store and with it the others of the call', async () => {
      const reader = follow(log, 'runbook.events');
      const beyond = log.append('runbook.events', [{ key: 'a/b', value: '1', partition: log.partitions }]);
      await expect(beyond).rejects.toThrow(InvalidRecordError);
      await expect(append('a/b', '1', '\0')).rejects.toThrow(InvalidRecordError);
      await expect(append('a/b', 'x'.repeat(33 * 1024 * 1024))).rejects.toThrow(InvalidRecordError);
      await append('a/b', 'good');
      expect((await reader.take(1))[0]?.value).toBe('good');
    });

    it('stores a value of many megabytes', async () => {
      const value = JSON.stringify('\u00e9'.repeat(8 * 1024 * 1024));
      await append('a/b', value);
      const [record] = await follow(log, 'runbook.events').take(1);
      expect(record?.value === value).toBe(true);
    });
  });

  describe('subscribing', () => {
    it('from the earliest gives what is stored, says when it has, and goes on with what comes', async () => {
      await append('a/b', '1', '2');
      const reader = follow(log, 'runbook.events');
      await reader.subscription.caughtUp;
      expect(reader.seen.map(({ value }) => value)).toEqual(['1', '2']);
      await append('a/b', '3');
      expect((await reader.take(3))[2]).toMatchObject({ topic: 'runbook.events', key: 'a/b', value: '3' });
    });

    it('gives records the positions that their appends gave', async () => {
      const positions = [...(await append('a/b', '1', '2')), ...(await append('a/b', '3'))];
      const records = await follow(log, 'runbook.events').take(3);
      expect(records.map(({ partition, offset, timestamp }) => ({ partition, offset, timestamp }))).toEqual(
        positions,
      );
    });

    it('from the latest gives only what comes', async () => {
      await append('a/b', 'old');
      const reader = follow(log, 'runbook.events', { from: 'latest' });
      await reader.subscription.caughtUp;
      await append('a/b', 'new');
      expect((await reader.take(1)).map(({ value }) => value)).toEqual(['new']);
    });

    it('from a position gives that record first', async () => {
      const positions = await append('a/b', '1', '2', '3');
      const [, second] = positions;
      const from = new Map([[second?.partition ?? 0, second?.offset ?? 0]]);
      const records = await follow(log, 'runbook.events', { from }).take(2);
      expect(records.map(({ value }) => value)).toEqual(['2', '3']);
    });

    it('loses and doubles nothing where appends and subscriptions interleave', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom('append', 'subscribe', 'turn'), { minLength: 10, maxLength: 60 }),
          async (steps) => {
            const marker = `k/${Math.random()}`;
            const readers: Reader[] = [];
            const appends: Promise<unknown>[] = [];
            for (const step of steps) {
              if (step === 'append') appends.push(append(marker, String(appends.length)));
              if (step === 'subscribe') readers.push(follow(log, 'runbook.events'));
              if (step === 'turn') await nextTurn();
            }
            await Promise.all(appends);
            const expected = appends.map((_, i) => String(i));
            for (const reader of readers) {
              const mine = await reader.until((records) => {
                const own = records.filter(({ key }) => key === marker);
                return own.length >= expected.length ? own : null;
              });
              expect(mine.map(({ value }) => value)).toEqual(expected);
              await reader.subscription.close();
            }
          },
        ),
        { numRuns: 15 },
      );
    });

    it('waits for a slow handler without holding up another subscriber or the appends', async () => {
      let release = (): void => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      const slowSaw: string[] = [];
      const slow = log.subscribe('runbook.events', {
        from: 'earliest',
        onRecords: async (records) => {
          await held;
          slowSaw.push(...records.map(({ value }) => value));
        },
        onError: fail,
      });
      const fast = follow(log, 'runbook.events');
      await append('a/b', '1');
      await fast.take(1);
      await append('a/b', '2');
      await append('a/b', '3');
      await fast.take(2);
      expect(slowSaw).toEqual([]);
      const after = follow(log, 'runbook.events');
      await after.take(3);
      release();
      await slow.caughtUp;
      await after.subscription.close();
      while (slowSaw.length < 3) await nextTurn();
      expect(slowSaw).toEqual(['1', '2', '3']);
      await slow.close();
    });

    it('ends with an error where the handler throws, and leaves the other subscriptions alone', async () => {
      const other = follow(log, 'runbook.events');
      const failure = new Promise<Error>((resolve) => {
        log.subscribe('runbook.events', {
          from: 'earliest',
          onRecords: () => {
            throw new Error('the handler is broken');
          },
          onError: resolve,
        });
      });
      await append('a/b', '1');
      expect((await failure).message).toBe('the handler is broken');
      await append('a/b', '2');
      await other.take(2);
    });

    it('ends with an error at a position that the log does not have yet', async () => {
      const [position] = await append('a/b', '1');
      const from = new Map([[position?.partition ?? 0, (position?.offset ?? 0) + 1_000]]);
      const failure = new Promise<Error>((resolve) => {
        log.subscribe('runbook.events', { from, onRecords: fail, onError: resolve });
      });
      await expect(failure).resolves.toMatchObject({ name: 'LogPositionError' });
    });

    it('calls no handler after it was closed, and waits for the one that runs', async () => {
      let running = false;
      let calls = 0;
      let entered = (): void => {};
      const inside = new Promise<void>((resolve) => {
        entered = resolve;
      });
      const subscription = log.subscribe('runbook.events', {
        from: 'earliest',
        onRecords: async () => {
          calls += 1;
          running = true;
          entered();
          for (let i = 0; i < 5; i++) await nextTurn();
          running = false;
        },
        onError: fail,
      });
      await append('a/b', '1');
      await inside;
      await subscription.close();
      expect(running).toBe(false);
      await append('a/b', '2');
      await follow(log, 'runbook.events').take(2);
      expect(calls).toBe(1);
    });
  });

  describe('a feed', () => {
    it('gives what is appended to those who listen, in order', async () => {
      const reader = follow(log, 'runbook.jobs', { from: 'latest' });
      await reader.subscription.caughtUp;
      await Promise.all(
        Array.from({ length: 20 }, (_, i) => log.append('runbook.jobs', [{ key: 'a/b', value: `${i}` }])),
      );
      expect((await reader.take(20)).map(({ value }) => value)).toEqual(
        Array.from({ length: 20 }, (_, i) => `${i}`),
      );
    });

    it('is apart from the other topics', async () => {
      const jobs = follow(log, 'runbook.jobs');
      await append('a/b', 'event');
      await log.append('runbook.workers', [{ key: 'w', value: 'heartbeat' }]);
      await log.append('runbook.jobs', [{ key: 'a/b', value: 'offer' }]);
      expect((await jobs.take(1)).map(({ topic, value }) => ({ topic, value }))).toEqual([
        { topic: 'runbook.jobs', value: 'offer' },
      ]);
    });
  });

  describe('the newest records', () => {
    const partition = (): number => log.partitions - 1;
    const keep = (...records: readonly (readonly [key: string, value: string])[]) =>
      log.append(
        'runbook.state',
        records.map(([key, value]) => ({ key, value, partition: partition() })),
      );
    const latest = async (): Promise<{ [key: string]: string }> => {
      const records = await log.readLatest('runbook.state', partition());
      return Object.fromEntries([...records].map(([key, { value }]) => [key, value]));
    };

    it('are one of each key, without the deleted ones', async () => {
      expect(await latest()).toEqual({});
      await keep(['a', '1'], ['b', '1'], ['c', '1']);
      await keep(['b', '2']);
      await keep(['c', ''], ['d', '']);
      expect(await latest()).toEqual({ a: '1', b: '2' });
      await keep(['c', '3']);
      expect(await latest()).toEqual({ a: '1', b: '2', c: '3' });
    });

    it('say where and when they were appended', async () => {
      const positions = await keep(['a', '1'], ['b', '1'], ['a', '2']);
      const records = await log.readLatest('runbook.state', partition());
      expect(records.get('a')).toEqual({ topic: 'runbook.state', key: 'a', value: '2', ...positions[2] });
      expect(records.get('b')?.offset).toBe(positions[1]?.offset);
      expect(new Set(positions.map((position) => position.partition))).toEqual(new Set([partition()]));
    });

    it('are those of one partition', async () => {
      await keep(['a', '1']);
      await log.append('runbook.state', [{ key: 'b', value: '1', partition: 0 }]);
      const first = await log.readLatest('runbook.state', 0);
      expect(first.has('b')).toBe(true);
      expect(first.has('a')).toBe(log.partitions === 1);
    });

    it('hold any text, of many megabytes too', async () => {
      const value = JSON.stringify('\u00e9'.repeat(4 * 1024 * 1024));
      await keep(['a/b', value], ['\u{1F4A1}', '"\u{1F4A1}"']);
      const found = await latest();
      expect(found['a/b'] === value).toBe(true);
      expect(found['\u{1F4A1}']).toBe('"\u{1F4A1}"');
    });

    it('are there after it was opened again, with growing offsets, though the newest was deleted', async () => {
      await keep(['a', '1'], ['b', '1']);
      const [deletion] = await keep(['b', '']);
      log = await tested.reopen();
      expect(await latest()).toEqual({ a: '1' });
      const [position] = await keep(['b', '2']);
      expect(position?.offset).toBeGreaterThan(deletion?.offset ?? 0);
      expect(position?.timestamp).toBeGreaterThanOrEqual(deletion?.timestamp ?? 0);
      expect(await latest()).toEqual({ a: '1', b: '2' });
    });

    it('are the last that was appended of each key, whatever that was', async () => {
      const change = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('', '1', '2'));
      const calls = fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(calls, async (appended) => {
          await keep(['a', ''], ['b', ''], ['c', '']);
          const expected = new Map<string, string>();
          for (const changes of appended) {
            await keep(...changes);
            for (const [key, value] of changes) {
              if (value === '') expected.delete(key);
              else expected.set(key, value);
            }
          }
          expect(await latest()).toEqual(Object.fromEntries(expected));
        }),
        { numRuns: 10 },
      );
    });
  });

  describe('letting old records go', () => {
    const LATER = Date.now() + 24 * 60 * 60 * 1_000;
    const partition = (): number => log.partitionOf('a/b');
    const trim = (before: number, olderThan = LATER) =>
      log.trim('runbook.events', partition(), { before, olderThan });
    const kept = async (): Promise<readonly LogRecord[]> => {
      const reader = follow(log, 'runbook.events', { partitions: [partition()] });
      await reader.subscription.caughtUp;
      await reader.subscription.close();
      return reader.seen;
    };

    it('keeps every record from the bound on, and those before it in order as far as they are kept', async () => {
      const positions = await append('a/b', ...Array.from({ length: 20 }, (_, i) => String(i)));
      await trim(positions[12]?.offset ?? 0);
      const values = (await kept()).map(({ value }) => Number(value));
      expect(values).toEqual(Array.from({ length: values.length }, (_, i) => 20 - values.length + i));
      expect(values.length).toBeGreaterThanOrEqual(8);
    });

    it('keeps what is not old enough', async () => {
      const positions = await append('a/b', '1', '2', '3');
      await trim((positions[2]?.offset ?? 0) + 1, (positions[0]?.timestamp ?? 0) - 1);
      expect((await kept()).map(({ value }) => value)).toEqual(['1', '2', '3']);
    });

    it('gives a record that is gone to nobody, and says so', async () => {
      const positions = await append('a/b', '1', '2', '3');
      const [first] = positions;
      await trim((positions[2]?.offset ?? 0) + 1);
      if ((await kept())[0]?.offset === first?.offset) return;
      const from = new Map([[partition(), first?.offset ?? 0]]);
      const failure = new Promise<Error>((resolve) => {
        log.subscribe('runbook.events', {
          from,
          partitions: [partition()],
          onRecords: fail,
          onError: resolve,
        });
      });
      await expect(failure).resolves.toMatchObject({ name: 'LogPositionError' });
    });

    it('lets a reader begin where the newest record ended, and goes on with growing offsets', async () => {
      const positions = await append('a/b', '1', '2', '3');
      const end = (positions[2]?.offset ?? 0) + 1;
      await trim(end);
      await trim(end);
      log = await tested.reopen();
      const from = new Map([[partition(), end]]);
      const reader = follow(log, 'runbook.events', { from, partitions: [partition()] });
      await reader.subscription.caughtUp;
      const [position] = await append('a/b', '4');
      expect(position?.offset).toBeGreaterThanOrEqual(end);
      expect(position?.timestamp).toBeGreaterThanOrEqual(positions[2]?.timestamp ?? 0);
      expect((await reader.take(1))[0]?.value).toBe('4');
    });

    it('is refused once the log was closed', async () => {
      await append('a/b', '1');
      await log.close();
      await expect(trim(1)).rejects.toThrow(LogUnavailableError);
      await expect(log.readLatest('runbook.state', 0)).rejects.toThrow(LogUnavailableError);
    });
  });

  describe('a group', () => {
    it('assigns each partition to one of its members and to another one once that has left', async () => {
      const all = Array.from({ length: log.partitions }, (_, i) => i);
      const first = member(log);
      await first.until((assigned) => assigned.length === all.length);
      const second = member(log);
      await first.leave();
      expect(
        [...(await second.until((assigned) => assigned.length === all.length))].sort((a, b) => a - b),
      ).toEqual(all);
      await second.leave();
    });
  });

  describe('closing', () => {
    it('keeps what was acknowledged for the next to open it, with growing offsets and stamps', async () => {
      const before = await append('a/b', '1', '2');
      log = await tested.reopen();
      const after = await append('a/b', '3');
      const records = await follow(log, 'runbook.events').take(3);
      expect(records.map(({ value }) => value)).toEqual(['1', '2', '3']);
      expect(records.map(({ offset }) => offset)).toEqual([...before, ...after].map(({ offset }) => offset));
      expect(after[0]?.timestamp).toBeGreaterThanOrEqual(before[1]?.timestamp ?? 0);
    });

    it('ends the subscriptions and refuses appends from then on', async () => {
      expect(log.ready()).toEqual({ ready: true });
      const reader = follow(log, 'runbook.events');
      await reader.subscription.caughtUp;
      await log.close();
      await log.close();
      expect(log.ready().ready).toBe(false);
      await expect(append('a/b', '1')).rejects.toThrow(LogUnavailableError);
      expect(reader.seen).toEqual([]);
    });
  });
}

interface Reader {
  readonly subscription: Subscription;
  readonly seen: readonly LogRecord[];
  /** The first `count` records not yet taken, once they are there. */
  take(count: number): Promise<readonly LogRecord[]>;
  until<T>(find: (seen: readonly LogRecord[]) => T | null): Promise<T>;
}

/** Collects a topic's records. */
export function follow(
  log: EventLog,
  topic: SubscribedTopic,
  options: Partial<SubscribeOptions> = {},
): Reader {
  const seen: LogRecord[] = [];
  let taken = 0;
  let notify = (): void => {};
  const subscription = log.subscribe(topic, {
    from: 'earliest',
    onRecords: (records) => {
      seen.push(...records);
      notify();
    },
    onError: fail,
    ...options,
  });
  const until = async <T>(find: (records: readonly LogRecord[]) => T | null): Promise<T> => {
    for (;;) {
      const found = find(seen);
      if (found !== null) return found;
      await new Promise<void>((resolve) => {
        notify = resolve;
      });
    }
  };
  const take = async (count: number): Promise<readonly LogRecord[]> => {
    const records = await until((all) =>
      all.length >= taken + count ? all.slice(taken, taken + count) : null,
    );
    taken += count;
    return records;
  };
  return { subscription, seen, take, until };
}

function member(log: EventLog): {
  until(check: (assigned: readonly number[]) => boolean): Promise<readonly number[]>;
  leave(): Promise<void>;
} {
  let assigned: readonly number[] = [];
  let notify = (): void => {};
  const membership = log.join('orchestrators', {
    onAssigned: (partitions) => {
      assigned = partitions;
      notify();
    },
  });
  return {
    leave: () => membership.leave(),
    until: async (check) => {
      while (!check(assigned)) {
        await new Promise<void>((resolve) => {
          notify = resolve;
        });
      }
      return assigned;
    },
  };
}

function fail(): never {
  throw new Error('This was not to be called.');
}
