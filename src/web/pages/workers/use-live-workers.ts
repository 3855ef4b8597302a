import { queryClient } from '../../api/query-client.ts';
import { useLiveReading } from '../../api/use-live-reading.ts';
import { workersQuery } from '../../api/workers.ts';
import { withWorkerNews } from './worker-news.ts';

/**
 * Keeps the workers as they are now: what a worker says of itself is put in its place, and when jobs change they are
 * read again, as it says that only some seconds later.
 */
export function useLiveWorkers(): void {
  useLiveReading({ workers: 1 }, [workersQuery.queryKey], (message) => {
    if (message.event === 'worker') {
      queryClient.setQueryData(
        workersQuery.queryKey,
        (known) => known && withWorkerNews(known, message.data, new Date()),
      );
      return false;
    }
    return message.event === 'job';
  });
}
