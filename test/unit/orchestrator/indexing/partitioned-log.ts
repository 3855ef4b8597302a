import { type EventLog, type LogRecord, openEmbeddedLog, type Position } from '../../../../src/log/index.ts';

/** A log of several partitions, each an embedded log of its own; keys go to the partition that `place` names. */
export function openPartitionedLog(
  partitions: number,
  place: (key: string) => number,
  now: () => number,
): EventLog {
  const logs = Array.from({ length: partitions }, () => openEmbeddedLog(':memory:', { now }));
  const logOf = (partition: number): EventLog => {
    const log = logs[partition];
    if (log === undefined) throw new Error(`There is no partition ${partition}.`);
    return log;
  };
  const moved = (record: LogRecord, partition: number): LogRecord => ({ ...record, partition });
  return {
    partitions,
    partitionOf: place,
    async append(topic, records, options) {
      const positions: Position[] = [];
      for (const { key, value, partition = place(key) } of records) {
        const [position] = await logOf(partition).append(topic, [{ key, value }], options);
        if (position !== undefined) positions.push({ ...position, partition });
      }
      return positions;
    },
    subscribe(topic, options) {
      const { from, onRecords } = options;
      const wanted = options.partitions ?? logs.map((_, partition) => partition);
      const subscriptions = wanted.map((partition) => {
        const first = typeof from === 'string' ? undefined : from.get(partition);
        return logOf(partition).subscribe(topic, {
          from: typeof from === 'string' ? from : first === undefined ? 'earliest' : new Map([[0, first]]),
          onRecords: (records) => onRecords(records.map((record) => moved(record, partition))),
          onError: options.onError,
        });
      });
      const caughtUp = Promise.all(subscriptions.map((one) => one.caughtUp)).then(() => undefined);
      caughtUp.catch(() => undefined);
      return {
        caughtUp,
        close: async () => void (await Promise.all(subscriptions.map((one) => one.close()))),
      };
    },
    async readLatest(topic, partition) {
      const latest = await logOf(partition).readLatest(topic, 0);
      return new Map([...latest].map(([key, record]) => [key, moved(record, partition)]));
    },
    trim: (topic, partition, bounds) => logOf(partition).trim(topic, 0, bounds),
    join: (group, listener) => logOf(0).join(group, listener),
    ready: () => logOf(0).ready(),
    close: async () => void (await Promise.all(logs.map((log) => log.close()))),
  };
}
