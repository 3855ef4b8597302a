import { queryOptions } from '@tanstack/react-query';
import type {
  GraphShape,
  LogRangeShape,
  RunAttemptListShape,
  WorkflowFileShape,
} from '../../server/shapes/index.ts';
import { getJson, pathWith } from './client.ts';

/** Milliseconds after which what waits is read again: it waits for workers and other runs, which its stream leaves out. */
const WAITING_MS = 10_000;

/** A run with its jobs. @param attempt null: the newest */
export function graphQuery(run: string, attempt: number | null) {
  return queryOptions({
    queryKey: ['run', run, 'graph', attempt],
    queryFn: ({ signal }) =>
      getJson<GraphShape>(pathWith(`/api/runs/${encodeURIComponent(run)}/graph`, { attempt }), signal),
    refetchInterval: ({ state: { data } }) => (data !== undefined && waits(data) ? WAITING_MS : false),
  });
}

/** The attempts of a run, newest first. */
export function attemptsQuery(run: string) {
  return queryOptions({
    queryKey: ['run', run, 'attempts'],
    queryFn: ({ signal }) =>
      getJson<RunAttemptListShape>(`/api/runs/${encodeURIComponent(run)}/attempts`, signal),
  });
}

/** The workflow file that a run is pinned to, or that was rejected. It does not change. */
export function pinnedFileQuery(run: string) {
  return queryOptions({
    queryKey: ['pinned-file', run],
    queryFn: ({ signal }) =>
      getJson<WorkflowFileShape>(`/api/runs/${encodeURIComponent(run)}/workflow`, signal),
  });
}

/** Lines of the log of a step that is over. @param from the first line, from 0 */
export function logLinesQuery(job: number, step: number, from: number, count: number) {
  return queryOptions({
    queryKey: ['log-lines', job, step, from, count],
    queryFn: ({ signal }) =>
      getJson<LogRangeShape>(pathWith(`/api/jobs/${job}/steps/${step}/log`, { from, count }), signal),
  });
}

function waits({ run, jobs }: GraphShape): boolean {
  return run.waiting !== null || jobs.some(({ legs }) => legs.some(({ waiting }) => waiting !== null));
}
