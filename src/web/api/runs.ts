import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  FiltersShape,
  GraphShape,
  RunAttemptListShape,
  RunDetailShape,
  RunListShape,
  WorkflowFileShape,
} from '../../server/shapes/index.ts';
import { getJson, pathWith } from './client.ts';

/** The parameters of `GET /api/runs`, by its names; absent ones do not restrict. */
export type RunListParameters = { readonly [name: string]: string | number | undefined };

/** What all that is read for lists of runs is known by, so that it can be read again together. */
export const RUNS_KEY = ['runs'] as const;

/** A page of runs, newest first; while another page comes, the last one stays. */
export function runsQuery(parameters: RunListParameters) {
  return queryOptions({
    queryKey: [...RUNS_KEY, parameters],
    queryFn: ({ signal }) => getJson<RunListShape>(pathWith('/api/runs', parameters), signal),
    placeholderData: keepPreviousData,
  });
}

/** A run that a list shows although its page has gone on. */
export function listedRunQuery(run: number) {
  return queryOptions({
    queryKey: [...RUNS_KEY, 'one', run],
    queryFn: ({ signal }) => getJson<RunDetailShape>(`/api/runs/${run}`, signal),
  });
}

/** What there is to choose from where runs are filtered. @param repository null: of all repositories */
export function filtersQuery(repository: string | null) {
  return queryOptions({
    queryKey: ['filters', repository],
    queryFn: ({ signal }) => getJson<FiltersShape>(pathWith('/api/filters', { repository }), signal),
  });
}

/** What all that is read of a run is known by, so that it can be read again together. */
export function runKey(run: string) {
  return ['run', run] as const;
}

/** A run with its jobs, their legs and steps. @param attempt a run attempt; null: the newest */
export function runGraphQuery(run: string, attempt: number | null = null) {
  return queryOptions({
    queryKey: [...runKey(run), 'graph', attempt],
    queryFn: ({ signal }) => getJson<GraphShape>(pathWith(`/api/runs/${run}/graph`, { attempt }), signal),
  });
}

/** The attempts of a run. */
export function runAttemptsQuery(run: string) {
  return queryOptions({
    queryKey: [...runKey(run), 'attempts'],
    queryFn: ({ signal }) => getJson<RunAttemptListShape>(`/api/runs/${run}/attempts`, signal),
  });
}

/** The workflow file of a run as it was at its commit: it never changes. */
export function workflowFileQuery(run: string) {
  return queryOptions({
    queryKey: [...runKey(run), 'workflow'],
    queryFn: ({ signal }) => getJson<WorkflowFileShape>(`/api/runs/${run}/workflow`, signal),
  });
}
