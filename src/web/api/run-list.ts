import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { FiltersShape, RunDetailShape, RunListShape } from '../../server/shapes/index.ts';
import { getJson, pathWith } from './client.ts';

/** Runs on a page of the list. */
export const RUNS_A_PAGE = 30;

/** What all that is read for the list of runs is known by. */
export const RUN_LIST_KEY = ['run-list'] as const;

/** What `GET /api/runs` is asked for; an empty text restricts nothing. */
export type RunListParameters = { readonly [name: string]: string | number };

/** A page of runs, newest first. The one before stays until it is there. */
export function runListQuery(parameters: RunListParameters) {
  return queryOptions({
    queryKey: [...RUN_LIST_KEY, 'page', parameters],
    queryFn: ({ signal }) =>
      getJson<RunListShape>(pathWith('/api/runs', { ...parameters, per_page: RUNS_A_PAGE }), signal),
    placeholderData: keepPreviousData,
    // Nobody has followed it while another page was shown.
    refetchOnMount: 'always',
  });
}

/** A run that is shown in the list although its page of the list has gone on. */
export function listedRunQuery(run: number) {
  return queryOptions({
    queryKey: [...RUN_LIST_KEY, 'run', run],
    queryFn: ({ signal }) => getJson<RunDetailShape>(`/api/runs/${run}`, signal),
  });
}

/** What there is to choose from. @param repository only of its runs; empty: of all */
export function filtersQuery(repository: string) {
  return queryOptions({
    queryKey: ['run-filters', repository],
    queryFn: ({ signal }) => getJson<FiltersShape>(pathWith('/api/filters', { repository }), signal),
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  });
}
