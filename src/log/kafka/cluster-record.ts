import { randomUUID } from 'node:crypto';
import { isJsonObject, MAX_PARTITIONS } from '../../events/index.ts';
import type { LogRecord } from '../event-log.ts';
import { KafkaTopicError } from './errors.ts';

/** Keys of the records about the whole cluster. Each writer has its own, so that compaction keeps all of them. */
const PREFIX = 'cluster/';

/** What was recorded when the topics were made. */
export interface ClusterRecord {
  /** Partitions of `runbook.events` and `runbook.jobs` that are used, whatever was added later. */
  readonly partitions: number;
}

/** A record to append to the cluster's partition of `runbook.state`. */
export function newClusterRecord(record: ClusterRecord): { readonly key: string; readonly value: string } {
  return { key: `${PREFIX}${randomUUID()}`, value: JSON.stringify({ v: 1, type: 'cluster', ...record }) };
}

/** The oldest one: where several processes made the topics, it is what all of them use. Null: there is none yet. */
export function clusterRecordIn(records: Iterable<LogRecord>): ClusterRecord | null {
  const [oldest] = [...records]
    .filter(({ key }) => key.startsWith(PREFIX))
    .sort((one, other) => one.offset - other.offset);
  if (oldest === undefined) return null;
  const value: unknown = JSON.parse(oldest.value);
  const partitions = isJsonObject(value) && value['v'] === 1 ? value['partitions'] : undefined;
  if (
    typeof partitions === 'number' &&
    Number.isSafeInteger(partitions) &&
    partitions >= 1 &&
    partitions <= MAX_PARTITIONS
  ) {
    return { partitions };
  }
  throw new KafkaTopicError(
    'runbook.state does not say as this version does how many partitions are used: update Runbook.',
  );
}
