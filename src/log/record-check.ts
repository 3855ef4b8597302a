import { MAX_RECORD_BYTES } from '../events/index.ts';
import { InvalidRecordError, type NewRecord } from './event-log.ts';

/** What any log refuses. @param partitions how many the topic has @throws InvalidRecordError */
export function assertStorable({ key, value, partition }: NewRecord, partitions: number): void {
  if (partition !== undefined && (partition < 0 || partition >= partitions)) {
    throw new InvalidRecordError(
      `The topic has the partitions 0 to ${partitions - 1}; a record was meant for ${partition}.`,
    );
  }
  if (key.includes('\0') || value.includes('\0')) {
    throw new InvalidRecordError(`A record of ${JSON.stringify(key.slice(0, 200))} holds a NUL.`);
  }
  // UTF-8 has at most three bytes for each UTF-16 unit: only a long text has to be measured.
  if (value.length * 3 > MAX_RECORD_BYTES && Buffer.byteLength(value) > MAX_RECORD_BYTES) {
    throw new InvalidRecordError(
      `A record of ${key} has ${Buffer.byteLength(value)} bytes; the event log takes ${MAX_RECORD_BYTES}.`,
    );
  }
}
