import { queryOptions } from '@tanstack/react-query';
import type { JobDetailShape } from '../../../../server/shapes/index.ts';
import { getJson } from '../../../api/client.ts';
import { runKey } from '../../../api/runs.ts';

/** A job attempt with its steps. */
export function jobQuery(run: string, job: string) {
  return queryOptions({
    queryKey: [...runKey(run), 'job', job],
    queryFn: ({ signal }) => getJson<JobDetailShape>(`/api/jobs/${encodeURIComponent(job)}`, signal),
  });
}
