import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import type { GraphShape } from '../../../server/shapes/index.ts';
import { runGraphQuery, runKey } from '../../api/runs.ts';
import { useLiveReading } from '../../api/use-live-reading.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { Page } from '../../kit/page.tsx';
import { RunPlace } from '../../kit/run-place.tsx';
import { STATE_WORDS, stateOf } from '../../kit/state.ts';
import { RunActions } from '../../run-changes/run-actions.tsx';
import { fileAddress } from '../../addresses.ts';
import { AttemptChooser } from './header/attempt-chooser.tsx';
import { RunFacts } from './header/run-facts.tsx';
import { RunContent } from './run-content.tsx';
import { RunPlaceholder } from './run-placeholder.tsx';
import { UnreadRun } from './unread-run.tsx';

/** Milliseconds after which what waits is read again: its stream says nothing of workers and other runs. */
const WAITING_MS = 10_000;

/** One run: what became of it, and the way to the line that says why. */
export default function RunPage({ run }: { readonly run: string }): ReactNode {
  const [search] = useSearchParams();
  const attempt = attemptIn(search);
  const { data, error, refetch } = useQuery({
    ...runGraphQuery(run, attempt),
    refetchInterval: ({ state }) => (state.data !== undefined && waits(state.data) ? WAITING_MS : false),
  });
  // Whatever is told of a run changes its page: legs and the jobs of called workflows appear while it goes on.
  useLiveReading(data === undefined ? null : { run }, [runKey(run)], () => true);
  if (data === undefined) {
    if (error === null) return <RunPlaceholder />;
    return <UnreadRun run={run} attempt={attempt} error={error} onRetry={() => void refetch()} />;
  }
  const detail = data.run;
  return (
    <Page
      title={`${STATE_WORDS[stateOf(detail)]}: ${detail.display_title} · ${detail.name} #${detail.run_number}`}
      heading={detail.display_title}
      above={<RunPlace run={detail} isHere />}
      actions={
        <>
          {/* An earlier attempt is over for good. */}
          {attempt === null && <RunActions run={detail} jobs={data.jobs} />}
          <ButtonLink href={fileAddress(run)}>Workflow file</ButtonLink>
          {/* A file with mistakes has run nothing. */}
          {detail.errors.length === 0 && (
            <ButtonLink
              native
              download
              href={`/api/runs/${detail.id}/logs.zip?attempt=${detail.run_attempt}`}
            >
              Download logs
            </ButtonLink>
          )}
        </>
      }
    >
      <RunFacts run={detail} />
      {(attempt !== null || detail.run_attempt > 1) && (
        <AttemptChooser run={run} shown={detail.run_attempt} />
      )}
      <RunContent graph={data} />
    </Page>
  );
}

/** The attempt that the address names; null: the newest. */
function attemptIn(search: URLSearchParams): number | null {
  const text = search.get('attempt') ?? '';
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

function waits({ run, jobs }: GraphShape): boolean {
  return run.waiting !== null || jobs.some(({ legs }) => legs.some(({ waiting }) => waiting !== null));
}
