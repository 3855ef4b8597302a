import { type EventLog, openEmbeddedLog } from '../../../../src/log/index.ts';

/** A log in memory whose readers of `runbook.jobs` begin only when the test says so, as across a network. */
export function logWithLateReaders(): { readonly log: EventLog; readonly begin: () => void } {
  const inner = openEmbeddedLog(':memory:');
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const log: EventLog = {
    partitions: inner.partitions,
    partitionOf: (key) => inner.partitionOf(key),
    append: (topic, records, options) => inner.append(topic, records, options),
    subscribe: (topic, options) => {
      const subscription = inner.subscribe(topic, options);
      if (topic !== 'runbook.jobs') return subscription;
      return { caughtUp: begun, close: () => subscription.close() };
    },
    readLatest: (topic, partition) => inner.readLatest(topic, partition),
    trim: (topic, partition, bounds) => inner.trim(topic, partition, bounds),
    join: (group, listener) => inner.join(group, listener),
    ready: () => inner.ready(),
    close: () => inner.close(),
  };
  return { log, begin: () => begin() };
}
