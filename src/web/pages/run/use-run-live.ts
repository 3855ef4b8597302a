import { useEffect, useState } from 'react';
import { queryClient } from '../../api/query-client.ts';
import { Throttle } from '../../api/throttle.ts';
import { useLive } from '../../api/use-live.ts';

/** Milliseconds between two readings of a run in which much happens. */
const PAUSE_MS = 350;

/**
 * Keeps what the page has read of a run up to date. A message says that something has changed; what, the page reads
 * anew, as legs and the jobs of called workflows appear while a run goes on. The stream's first message counts as
 * well: something may have happened between reading and listening.
 * @param isThere false: nothing is followed, as there is no such run or nobody knows yet
 */
export function useRunLive(run: string, isThere: boolean): void {
  const [throttle] = useState(
    () => new Throttle(() => queryClient.invalidateQueries({ queryKey: ['run', run] }), PAUSE_MS),
  );
  useEffect(() => {
    throttle.start();
    return () => throttle.stop();
  }, [throttle]);
  useLive(
    isThere ? { run } : null,
    () => throttle.ask(),
    () => throttle.ask(),
  );
}
