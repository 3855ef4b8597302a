import { queryOptions } from '@tanstack/react-query';
import type { GraphShape, JobDetailShape, WorkflowFileShape } from '../../../../server/shapes/index.ts';
import { getJson } from '../../../api/client.ts';

/** A job attempt with its steps. */
export function jobQuery(run: string, job: string) {
  return queryOptions({
    queryKey: ['run', run, 'job', job],
    queryFn: ({ signal }) => getJson<JobDetailShape>(`/api/jobs/${encodeURIComponent(job)}`, signal),
  });
}

/** The run that it belongs to, with its other jobs. */
export function graphQuery(run: string) {
  return queryOptions({
    queryKey: ['run', run, 'graph', null],
    queryFn: ({ signal }) => getJson<GraphShape>(`/api/runs/${encodeURIComponent(run)}/graph`, signal),
  });
}

/** The workflow file that the run is pinned to. It does not change. */
export function workflowFileQuery(run: string) {
  return queryOptions({
    queryKey: ['pinned-file', run],
    queryFn: ({ signal }) =>
      getJson<WorkflowFileShape>(`/api/runs/${encodeURIComponent(run)}/workflow`, signal),
  });
}
