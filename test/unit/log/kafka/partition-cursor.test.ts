import * as fc from 'fast-check';
import type { KafkaMessage } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../../../src/log/index.ts';
import { PartitionCursor, type PartitionCursorOptions } from '../../../../src/log/kafka/partition-cursor.ts';

const END = 1_000_000;

function cursorAt(next: number, options: Partial<PartitionCursorOptions> = {}) {
  const seen: LogRecord[] = [];
  const errors: Error[] = [];
  const cursor = new PartitionCursor({
    topic: 'runbook.events',
    partition: 2,
    source: 2,
    next,
    fromEarliest: false,
    compacted: false,
    onRecords: (records) => void seen.push(...records),
    onProgress: () => undefined,
    onError: (error) => errors.push(error),
    ...options,
  });
  return { cursor, seen, errors, offsets: () => seen.map(({ offset }) => offset) };
}

const message = (offset: number): KafkaMessage => ({
  key: Buffer.from('a/b'),
  value: Buffer.from(`"${offset}"`),
  timestamp: String(1_000 + offset),
  attributes: 0,
  offset: String(offset),
  headers: {},
});
const messages = (first: number, last: number): KafkaMessage[] =>
  Array.from({ length: last - first + 1 }, (_, i) => message(first + i));

describe('a cursor in a partition', () => {
  it('hands over each record once and in order, however fetches repeat and overlap', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ back: fc.nat(30), length: fc.integer({ min: 1, max: 40 }) }), { maxLength: 20 }),
        async (fetches) => {
          const { cursor, errors, offsets } = cursorAt(100);
          for (const { back, length } of fetches) {
            const first = cursor.next - back;
            await cursor.take(messages(first, first + length - 1), END);
          }
          const read = offsets();
          expect(errors).toEqual([]);
          expect(read).toEqual(Array.from({ length: read.length }, (_, i) => 100 + i));
          expect(cursor.next).toBe(100 + read.length);
        },
      ),
    );
  });

  it('hands over key, value and stamp as they were appended', async () => {
    const { cursor, seen } = cursorAt(5);
    await cursor.take([message(5)], END);
    expect(seen).toEqual([
      { topic: 'runbook.events', partition: 2, offset: 5, timestamp: 1_005, key: 'a/b', value: '"5"' },
    ]);
  });

  it('ends where something is missing, and never jumps', async () => {
    const { cursor, errors, offsets } = cursorAt(5);
    await cursor.take(messages(5, 6), END);
    await cursor.take(messages(8, 9), END);
    await cursor.take(messages(7, 9), END);
    expect(offsets()).toEqual([5, 6]);
    expect(errors).toEqual([expect.objectContaining({ name: 'LogPositionError' })]);
  });

  it('begins later than it asked for only where it asked for the oldest that is left', async () => {
    const { cursor, errors, offsets } = cursorAt(5, { fromEarliest: true });
    await cursor.take(messages(8, 9), END);
    await cursor.take(messages(12, 13), END);
    expect(offsets()).toEqual([8, 9]);
    expect(errors).toHaveLength(1);
  });

  it('ends where the partition has become shorter than it has read', async () => {
    const { cursor, errors } = cursorAt(50);
    await cursor.take(messages(0, 3), 4);
    expect(errors).toEqual([expect.objectContaining({ name: 'LogPositionError' })]);
  });

  it('passes over what compaction has taken, and gives a deletion as an empty text', async () => {
    const { cursor, seen, errors } = cursorAt(0, { compacted: true });
    await cursor.take([message(3), { ...message(9), value: null }], END);
    await cursor.take([message(9), message(12)], END);
    expect(seen.map(({ offset, value }) => [offset, value])).toEqual([
      [3, '"3"'],
      [9, ''],
      [12, '"12"'],
    ]);
    expect(errors).toEqual([]);
  });

  it('takes nothing after it was closed, and closing waits for the handler', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { cursor } = cursorAt(0, { onRecords: () => held });
    const taking = cursor.take(messages(0, 2), END);
    const order: string[] = [];
    const close = async (): Promise<void> => {
      await cursor.close();
      order.push('closed');
    };
    const closing = close();
    await new Promise((resolve) => setImmediate(resolve));
    order.push('released');
    release();
    await Promise.all([taking, closing]);
    expect(order).toEqual(['released', 'closed']);
    await cursor.take(messages(3, 4), END);
    expect(cursor.next).toBe(3);
  });
});
