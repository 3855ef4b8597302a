import { queryClient } from '../../api/query-client.ts';
import { useLiveReading } from '../../api/use-live-reading.ts';
import { workersQuery } from '../../api/workers.ts';
import { isKnown, withWorkerNews } from './worker-news.ts';

/**
 * Keeps the workers as they are now: what a worker says of itself is put in its place. All is read again when jobs
 * change, which a worker says only some seconds later, and when workers come and go: jobs may wait for their labels.
 */
export function useLiveWorkers(): void {
  useLiveReading({ workers: 1 }, [workersQuery.queryKey], (message) => {
    if (message.event !== 'worker') return message.event === 'job';
    const { queryKey } = workersQuery;
    const before = queryClient.getQueryData(queryKey);
    if (before === undefined) return true;
    queryClient.setQueryData(queryKey, withWorkerNews(before, message.data, new Date()));
    return 'left' in message.data || !isKnown(before, message.data.worker);
  });
}
