import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { BackOff, type EventLog, LogPositionError, LogUnavailableError } from '../../log/index.ts';
import type { RunFiles, RunIndex } from '../../store/index.ts';
import { restorePartition } from '../snapshot/index.ts';
import { createState, type PartitionState } from '../state/index.ts';
import { packState } from './fold-keeper.ts';
import { historyOf } from './history-of.ts';
import { importRunFiles } from './import-run-files.ts';
import type { PartitionStart } from './indexed-partition.ts';

/** Milliseconds between tries while the log is away: doubled from the first to the longest. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/** What a rebuild works with. */
export interface RebuildOptions {
  readonly log: EventLog;
  readonly index: RunIndex;
  readonly runFiles: Pick<RunFiles, 'all'>;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/** The index cannot be made: events are gone and nothing says what they came to. */
export class IndexRebuildError extends Error {
  override readonly name = 'IndexRebuildError';
}

/**
 * Makes the index anew. A partition that the log has from its first event on is read from there. Of the others it
 * gets the finished runs from their files, and what the snapshots say; the events after those are left to be read.
 * @returns where the fold of each partition begins
 * @throws IndexRebuildError, LogUnavailableError, SnapshotError, NewerSnapshotError; an AbortError at the end
 */
export async function rebuildIndex(options: RebuildOptions): Promise<readonly PartitionStart[]> {
  const { log, index, runFiles, logger, signal } = options;
  const partitions = Array.from({ length: log.partitions }, (_, partition) => partition);
  const starts = await Promise.all(
    partitions.map((partition) => whenAvailable(() => startOf(log, partition, signal), options)),
  );
  index.beginAnew();
  const restored = new Map(
    starts.flatMap(({ state, next }) => (next === 0 ? [] : [[state.partition, { state, next }]])),
  );
  if (restored.size > 0) await importRunFiles({ index, runFiles, logger, restored, signal });
  const urlOf: Parameters<typeof historyOf>[1] = (name) => index.repositories.get(name)?.url ?? null;
  for (const [partition, { state, next }] of restored) {
    signal.throwIfAborted();
    const fold = { offset: next - 1, timestamp: null, state: await packState(state) };
    index.adopt({ partition, history: historyOf(state, urlOf), fold });
  }
  tellWhatIsMissing(options, [...restored.values()]);
  return starts.map(({ state, next }) => ({
    from: { state, offset: next - 1, timestamp: null },
    indexed: null,
  }));
}

/** The state to begin with and the first event to fold into it: the very first one where the log has it. */
async function startOf(
  log: EventLog,
  partition: number,
  signal: AbortSignal,
): Promise<{ readonly state: PartitionState; readonly next: number }> {
  if (await holdsFirstEvent(log, partition, signal)) return { state: createState(partition), next: 0 };
  const { state, next } = await restorePartition(log, partition, signal);
  if (next > 0) return { state, next };
  throw new IndexRebuildError(
    `The first events of partition ${partition} of runbook.events are gone, and runbook.state has no checkpoint of ` +
      'it: the index cannot be made. Restore the log from a backup.',
  );
}

/** Whether the log has a partition from its beginning on. */
async function holdsFirstEvent(log: EventLog, partition: number, signal: AbortSignal): Promise<boolean> {
  signal.throwIfAborted();
  const done = new AbortController();
  const subscription = log.subscribe('runbook.events', {
    from: new Map([[partition, 0]]),
    partitions: [partition],
    onRecords: () => done.abort(),
    onError: () => undefined,
  });
  const end = once(AbortSignal.any([signal, done.signal]), 'abort');
  try {
    await Promise.race([end, subscription.caughtUp]);
    signal.throwIfAborted();
    return true;
  } catch (error) {
    if (error instanceof LogPositionError) return false;
    throw error;
  } finally {
    done.abort();
    await subscription.close();
  }
}

/** Tries again while the log is away, until the end. */
async function whenAvailable<Result>(
  action: () => Promise<Result>,
  { logger, signal }: RebuildOptions,
): Promise<Result> {
  const backOff = new BackOff(FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof LogUnavailableError)) throw error;
      logger.warn({ reason: error.message }, 'The run index waits for the event log');
    }
    await sleep(backOff.next(), undefined, { signal });
  }
}

/** Finished runs may lie on the disk of another server only. */
function tellWhatIsMissing(
  { index, logger }: RebuildOptions,
  restored: readonly { readonly state: PartitionState }[],
): void {
  let missing = 0;
  for (const { state } of restored) {
    for (const { name, runNumber } of state.repositories.values()) {
      missing += runNumber - index.runs.list({ repository: name }, { limit: 0, offset: 0 }).total;
    }
  }
  if (missing === 0) return;
  logger.warn(
    { runs: missing },
    'The index lacks finished runs: their events are gone and their run.json is not in this data folder ' +
      '(it is with the server that was there when they ran, or they were removed as too old)',
  );
}
