import { useEffect, useMemo } from 'react';
import type { RunDetailShape } from '../../../../server/shapes/index.ts';
import type { LiveMessage } from '../../../api/live-stream.ts';
import { queryClient } from '../../../api/query-client.ts';
import { RUNS_KEY } from '../../../api/runs.ts';
import { Throttle } from '../../../api/throttle.ts';
import { useLive } from '../../../api/use-live.ts';

/** Milliseconds between two readings of the list, however much changes. */
const READ_MS = 400;
/** Names that the stream takes for a repository; it refuses others. */
const REPOSITORY = /^[\w.-]+\/[\w.-]+$/;

/**
 * Reads the list again when a run changes: only the server knows which runs fit the filters.
 * @param repository of which runs are shown; empty: of all
 * @param runs the rows
 * @param onMessage told of every message as well
 */
export function useLiveRuns(
  repository: string,
  runs: readonly RunDetailShape[],
  onMessage: (message: LiveMessage) => void,
): void {
  const reading = useMemo(
    () => new Throttle(() => queryClient.invalidateQueries({ queryKey: RUNS_KEY }), READ_MS),
    [],
  );
  useEffect(() => {
    reading.start();
    return () => reading.stop();
  }, [reading]);
  useLive(REPOSITORY.test(repository) ? { repository } : {}, (message) => {
    if (changesRows(message, runs)) reading.ask();
    onMessage(message);
  });
}

/** Whether a row may look different, or another run may be there. */
export function changesRows(message: LiveMessage, runs: readonly RunDetailShape[]): boolean {
  if (message.event === 'run' || message.event === 'reset') return true;
  // What a run waits for before its first job is told with its jobs.
  return (
    message.event === 'job' && runs.some(({ id, status }) => id === message.data.run && status === 'queued')
  );
}
