import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { workersQuery } from '../../api/workers.ts';
import { ErrorNotice } from '../../kit/error-notice.tsx';
import { Page } from '../../kit/page.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { NoWorkers } from './no-workers.tsx';
import { SlotTotal } from './slot-total.tsx';
import { UnservedJobs } from './unserved-jobs.tsx';
import { useLiveWorkers } from './use-live-workers.ts';
import { WorkerTable } from './worker-table.tsx';

/** Who runs jobs, and which ones now. */
export default function WorkersPage(): ReactNode {
  const list = useQuery(workersQuery);
  useLiveWorkers();
  const workers = list.data?.workers ?? [];
  return (
    <Page title="Workers">
      {list.isError && (
        <ErrorNotice
          what="The workers could not be read"
          error={list.error}
          onRetry={() => void list.refetch()}
        />
      )}
      {list.isPending && <Skeleton lines={3} height="4rem" label="Loading workers" />}
      {workers.length > 0 && <SlotTotal workers={workers} />}
      {list.data !== undefined && list.data.unserved.length > 0 && <UnservedJobs jobs={list.data.unserved} />}
      {list.data !== undefined && (workers.length === 0 ? <NoWorkers /> : <WorkerTable workers={workers} />)}
    </Page>
  );
}
