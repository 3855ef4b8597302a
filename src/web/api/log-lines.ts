import { queryOptions } from '@tanstack/react-query';
import type { LogRangeShape } from '../../server/shapes/index.ts';
import { getJson, pathWith } from './client.ts';

/** Lines of the log of a step that is over. @param from the first line, from 0 */
export function logLinesQuery(job: number, step: number, from: number, count: number) {
  return queryOptions({
    queryKey: ['log-lines', job, step, from, count],
    queryFn: ({ signal }) =>
      getJson<LogRangeShape>(pathWith(`/api/jobs/${job}/steps/${step}/log`, { from, count }), signal),
  });
}
