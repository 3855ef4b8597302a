import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { RepositoryName } from '../events/index.ts';
import type { LogFiles, RunIndex } from '../store/index.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Milliseconds between two looks for old runs. */
const PAUSE_MS = 60 * 60 * 1_000;
/** Runs that are removed before everything else gets a turn. */
const BATCH = 20;

/** What the removal of old runs works on. */
export interface RetentionOptions {
  readonly index: RunIndex;
  readonly logs: LogFiles;
  /** Lets go of a commit that was kept for its runs. */
  readonly releaseCommit: (repository: RepositoryName, sha: string, signal: AbortSignal) => Promise<void>;
  /** Days that a run is kept after it completed: 1 or more. */
  readonly keepDays: number;
  /** Resolves when the index has read what was in the log at the start. */
  readonly caughtUp: Promise<void>;
  readonly logger: Logger;
  /** Milliseconds since 1970 UTC. Default: the system's clock. */
  readonly now?: () => number;
}

/**
 * Removes runs that completed more than `keepDays` ago, with their logs, at the start and every hour after it.
 * Their events may still be on the log: an index that is made anew has such runs again until the next look.
 */
export function startRetention(options: RetentionOptions): { stop(): Promise<void> } {
  const ending = new AbortController();
  const { signal } = ending;
  const ended = (async () => {
    await options.caughtUp.catch(() => ending.abort());
    while (!signal.aborted) {
      try {
        await removeOldRuns(options, signal);
      } catch (error) {
        if (!signal.aborted) options.logger.error({ err: error }, 'Old runs cannot be removed');
      }
      await sleep(PAUSE_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      ending.abort();
      await ended;
    },
  };
}

/** One look: everything that is too old now goes. Logs go first, so that nothing is left that no run leads to. */
export async function removeOldRuns(options: RetentionOptions, signal: AbortSignal): Promise<void> {
  const { index, logs, releaseCommit, keepDays, logger } = options;
  const time = (options.now ?? Date.now)() - keepDays * DAY_MS;
  let removed = 0;
  while (!signal.aborted) {
    const runs = index.expired.before(time, BATCH);
    for (const { run, repository, number, sha } of runs) {
      await logs.remove(repository, number);
      index.expired.remove(run);
      if (index.expired.isNeeded(repository, sha)) continue;
      // A mirror that cannot be written keeps a commit too long, no more.
      await releaseCommit(repository, sha, signal).catch((error: unknown) =>
        logger.warn({ err: error, repository, sha }, 'The commit of an old run stays in its mirror'),
      );
    }
    removed += runs.length;
    if (runs.length < BATCH) break;
  }
  index.expired.removeDeliveries(time);
  if (removed > 0) logger.info({ removed, keepDays }, 'Old runs were removed');
}
