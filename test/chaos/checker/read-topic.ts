import { randomUUID } from 'node:crypto';
import { type Consumer, Kafka, logLevel } from 'kafkajs';
import type { Fields, HistoryEvent } from './history.ts';

/** What a topic holds. */
export interface TopicContents {
  readonly events: readonly HistoryEvent[];
  /** Sentences about records that are not JSON objects with a type. */
  readonly unreadable: readonly string[];
}

/** Reads a topic from its first record to the last one that it has now, with a client of its own. */
export async function readTopic(brokers: string, topic: string): Promise<TopicContents> {
  const kafka = new Kafka({ clientId: 'checker', brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  const groupId = `checker-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, maxBytesPerPartition: 100 * 1024 * 1024 });
  const ends = new Map<number, number>();
  try {
    await admin.connect();
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
      if (Number(high) > Number(low)) ends.set(partition, Number(high));
    }
    return ends.size === 0 ? { events: [], unreadable: [] } : await readUntil(consumer, topic, ends);
  } finally {
    await consumer.disconnect();
    await admin.deleteGroups([groupId]).catch(() => undefined);
    await admin.disconnect();
  }
}

/** @param ends partition -> the offset after the last one wanted */
async function readUntil(
  consumer: Consumer,
  topic: string,
  ends: Map<number, number>,
): Promise<TopicContents> {
  const records = new Map<string, HistoryEvent | string>();
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer.on('consumer.crash', ({ payload }) => reject(payload.error));
    consumer
      .run({
        autoCommit: false,
        eachBatch: async ({ batch }) => {
          for (const { offset, timestamp, value } of batch.messages) {
            const place = {
              partition: batch.partition,
              offset: Number(offset),
              timestamp: Number(timestamp),
            };
            const fields = parse(value);
            const name = `${topic} ${batch.partition}:${offset}`;
            records.set(name, fields === null ? `${name} cannot be read.` : { ...place, fields });
          }
          if (Number(batch.lastOffset()) + 1 >= (ends.get(batch.partition) ?? 0))
            ends.delete(batch.partition);
          if (ends.size === 0) resolve();
        },
      })
      .catch(reject);
  });
  const read = [...records.values()];
  return {
    events: read
      .filter((record) => typeof record !== 'string')
      .sort((one, other) => one.partition - other.partition || one.offset - other.offset),
    unreadable: read.filter((record) => typeof record === 'string'),
  };
}

function parse(value: Buffer | null): Fields | null {
  try {
    const parsed: unknown = JSON.parse(value?.toString('utf8') ?? '');
    const usable = typeof parsed === 'object' && parsed !== null && 'type' in parsed;
    return usable && typeof parsed.type === 'string' ? (parsed as Fields) : null;
  } catch {
    return null;
  }
}
