import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { isAbsent } from '../../api/api-problem.ts';
import { runGraphQuery } from '../../api/runs.ts';
import { EmptyState } from '../../kit/empty-state.tsx';
import { ErrorNotice } from '../../kit/error-notice.tsx';
import { Page } from '../../kit/page.tsx';
import { RunPlace } from '../../kit/run-place.tsx';
import { STATE_WORDS, stateOf } from '../../kit/state.ts';
import { Skeleton } from '../../kit/skeleton.tsx';
import { RerunJobButton } from '../../run-changes/rerun-job-button.tsx';
import { runAddress } from '../../addresses.ts';
import { jobQuery } from './data/job-query.ts';
import { JobFacts } from './heading/job-facts.tsx';
import { JobNotice } from './heading/job-notice.tsx';
import { JobSwitch } from './heading/job-switch.tsx';
import { siblingsOf } from './heading/siblings.ts';
import { JobLogs } from './job-logs.tsx';

/** The log of a job attempt: its steps, each with its lines. */
export default function LogPage({ run, job }: { readonly run: string; readonly job: string }): ReactNode {
  const { data, error, refetch } = useQuery(jobQuery(run, job));
  const graph = useQuery(runGraphQuery(run)).data;
  const [, goTo] = useLocation();
  const title = graph === undefined ? `Run ${run}` : `${graph.run.name} #${graph.run.run_number}`;
  const siblings = graph === undefined ? null : siblingsOf(graph, Number(job));
  return (
    <Page
      title={data === undefined ? 'Log' : `${STATE_WORDS[stateOf(data)]}: ${data.name} · ${title}`}
      heading={data?.name ?? 'Log'}
      wide
      above={graph === undefined ? <Link href={runAddress(run)}>{title}</Link> : <RunPlace run={graph.run} />}
      actions={
        <>
          {graph !== undefined && data !== undefined && (
            <RerunJobButton run={graph.run} job={data} onDone={() => goTo(runAddress(run))} />
          )}
          <JobSwitch run={run} job={Number(job)} siblings={siblings} />
        </>
      }
    >
      {error !== null && <Unreadable error={error} onRetry={() => void refetch()} />}
      {data === undefined ? (
        error === null && <Skeleton lines={7} height="2.75rem" label="Loading the job" />
      ) : (
        <>
          <JobFacts run={run} job={data} siblings={siblings} />
          <JobNotice job={data} />
          <JobLogs run={run} job={data} isRunOver={graph?.run.status === 'completed'} />
        </>
      )}
    </Page>
  );
}

function Unreadable({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry: () => void;
}): ReactNode {
  if (isAbsent(error)) {
    return (
      <EmptyState title="There is no such job">
        <p>It may have been removed with its run, or the address is mistyped.</p>
      </EmptyState>
    );
  }
  return <ErrorNotice what="The job could not be read" error={error} onRetry={onRetry} />;
}
