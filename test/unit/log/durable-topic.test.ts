import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DurableTopic } from '../../../src/log/embedded/durable-topic.ts';
import { LogClock } from '../../../src/log/embedded/log-clock.ts';
import { LogFile } from '../../../src/log/embedded/log-file.ts';
import { RecordTable } from '../../../src/log/embedded/record-table.ts';
import { LogUnavailableError } from '../../../src/log/index.ts';
import { DatabaseError } from '../../../src/store/index.ts';

describe('a topic on the disk', () => {
  let file: LogFile;
  let table: RecordTable;
  let full: boolean;
  let commits: number;
  let topic: DurableTopic;
  /** Of each commit: whether it was made durable. */
  let durable: boolean[];
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    file = new LogFile(':memory:');
    table = new RecordTable(file);
    full = false;
    commits = 0;
    durable = [];
    const refuseWhenFull = (): void => {
      if (full) throw new DatabaseError('database or disk is full', 'SQLITE_FULL');
    };
    const disk = {
      start: table.start,
      end: table.end,
      batch: table.batch.bind(table),
      insert: (...insert: Parameters<RecordTable['insert']>) => {
        refuseWhenFull();
        durable.push(insert[1]);
        table.insert(...insert);
      },
      probe: () => {
        refuseWhenFull();
        table.probe();
      },
    };
    topic = new DurableTopic('runbook.events', disk, new LogClock(Date.now, 0), () => {
      commits += 1;
    });
  });
  afterEach(() => {
    topic.close();
    file.close();
    vi.useRealTimers();
  });

  const append = (value: string, mustBeDurable = true) =>
    topic.append([{ key: 'a/b', value }], mustBeDurable);

  it('refuses every append of the commit, says why, and gives their offsets to the next', async () => {
    await append('before');
    full = true;
    const refused = await Promise.allSettled([append('x'), append('y')]);
    for (const result of refused) expect(result).toMatchObject({ reason: expect.any(LogUnavailableError) });
    expect(topic.failure).toMatch(/cannot be written: database or disk is full/);
    expect([topic.end, commits]).toEqual([1, 1]);
    full = false;
    expect(await append('after')).toMatchObject([{ offset: 1 }]);
    expect(topic.failure).toBeNull();
    expect(topic.batch(0).map(({ value }) => value)).toEqual(['before', 'after']);
  });

  it('makes a commit durable where one of its appends has to be', async () => {
    await Promise.all([append('x', false), append('y', false)]);
    await Promise.all([append('z', false), append('decision', true)]);
    await append('later', false);
    expect(durable).toEqual([false, true, false]);
    expect(topic.batch(0).map(({ value }) => value)).toEqual(['x', 'y', 'z', 'decision', 'later']);
  });

  it('finds out by itself that there is room again, as nobody appends while it is not ready', async () => {
    full = true;
    await expect(append('x')).rejects.toThrow(LogUnavailableError);
    vi.advanceTimersByTime(5_000);
    expect(topic.failure).not.toBeNull();
    full = false;
    vi.advanceTimersByTime(1_000);
    expect(topic.failure).toBeNull();
  });
});
