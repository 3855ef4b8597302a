import type { RunDetailShape } from '../../../../server/shapes/index.ts';
import type { LiveMessage } from '../../../api/live-stream.ts';
import { RUNS_KEY } from '../../../api/runs.ts';
import { useLiveReading } from '../../../api/use-live-reading.ts';

/** Names that the stream takes for a repository; it refuses others. */
const REPOSITORY = /^[\w.-]+\/[\w.-]+$/;

/**
 * Reads the list again when a run changes: only the server knows which runs fit the filters.
 * @param repository of which runs are shown; empty: of all
 * @param runs the rows
 * @param onMessage told of every message but the first and `reset` as well
 */
export function useLiveRuns(
  repository: string,
  runs: readonly RunDetailShape[],
  onMessage: (message: LiveMessage) => void,
): void {
  useLiveReading(REPOSITORY.test(repository) ? { repository } : {}, [RUNS_KEY], (message) => {
    onMessage(message);
    return changesRows(message, runs);
  });
}

/** Whether a row may look different, or another run may be there. */
function changesRows(message: LiveMessage, runs: readonly RunDetailShape[]): boolean {
  if (message.event === 'run') return true;
  // What a run waits for before its first job is told with its jobs.
  return (
    message.event === 'job' && runs.some(({ id, status }) => id === message.data.run && status === 'queued')
  );
}
