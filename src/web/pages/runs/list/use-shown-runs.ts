import { useQueries, useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useState } from 'react';
import type { RunDetailShape } from '../../../../server/shapes/index.ts';
import { listedRunQuery, runsQuery } from '../../../api/runs.ts';
import { filtersAddress, type RunFilters } from '../filters/filters.ts';
import { RUNS_A_PAGE } from './page-count.ts';
import { leftBehind, type ShownRuns, showRuns } from './shown-runs.ts';

/** CSS pixels that somebody may have scrolled and still sees the top of the list. */
const AT_THE_TOP = 80;

/** The rows to show for filters, and how reading them goes. */
export interface RunsRead {
  /** Null: nothing was read yet. */
  readonly shown: ShownRuns | null;
  /** Whether the rows are those of the filters before, until the others are there. */
  readonly isOld: boolean;
  /** Why the server refuses the list; null: it does not. */
  readonly error: Error | null;
  /** Whether the server does not answer now. It is asked again until it does. */
  readonly isAway: boolean;
  readonly retry: () => void;
  /** Shows the runs that wait. */
  readonly showNewest: () => void;
}

/** Reads the list, and keeps the rows where they are while somebody looks at them. */
export function useShownRuns(filters: RunFilters): RunsRead {
  const list = filtersAddress(filters);
  const query = useQuery({
    ...runsQuery({ ...filters, per_page: RUNS_A_PAGE }),
    // Nobody follows a list that is not shown: what was read of it before is out of date.
    staleTime: 0,
  });
  const { data, isPlaceholderData } = query;
  const [shown, setShown] = useState<ShownRuns | null>(null);
  useLayoutEffect(() => {
    if (data === undefined || isPlaceholderData) return;
    const isAway = window.scrollY > AT_THE_TOP;
    setShown((before) => showRuns(before, { list, page: filters.page, answer: data }, isAway));
  }, [data, isPlaceholderData, list, filters.page]);
  const behind = shown === null || data === undefined || shown.list !== list ? [] : leftBehind(shown, data);
  const readAlone = useQueries({ queries: behind.map(({ id }) => listedRunQuery(id)) });
  return {
    shown:
      shown &&
      withRuns(
        shown,
        readAlone.flatMap((one) => one.data ?? []),
      ),
    isOld: shown !== null && shown.list !== list,
    error: query.error,
    isAway: query.failureCount > 0 && query.isFetching,
    retry: () => void query.refetch(),
    showNewest: () => {
      if (data !== undefined) setShown(showRuns(null, { list, page: filters.page, answer: data }, false));
    },
  };
}

function withRuns(shown: ShownRuns, newer: readonly RunDetailShape[]): ShownRuns {
  if (newer.length === 0) return shown;
  const now = new Map(newer.map((run) => [run.id, run]));
  return { ...shown, runs: shown.runs.map((run) => now.get(run.id) ?? run) };
}
