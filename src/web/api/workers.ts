import { queryOptions } from '@tanstack/react-query';
import type { WorkerListShape } from '../../server/shapes/index.ts';
import { getJson } from './client.ts';

/** The workers heard of lately, by name. */
export const workersQuery = queryOptions({
  queryKey: ['workers'],
  queryFn: ({ signal }) => getJson<WorkerListShape>('/api/workers', signal),
  // Nobody has followed them while another page was shown.
  refetchOnMount: 'always',
});
