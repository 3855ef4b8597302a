import { queryOptions, useQuery } from '@tanstack/react-query';
import type { SessionShape } from '../../server/shapes/index.ts';
import { getJson } from './client.ts';

/** Who this browser is to the server. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => getJson<SessionShape>('/api/session', signal),
});

/** Whether this browser may change things; false until it is known. */
export function useCanChange(): boolean {
  return useQuery(sessionQuery).data?.can_change ?? false;
}
