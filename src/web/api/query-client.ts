import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './api-problem.ts';

/** Milliseconds between two tries of a request that never reached the server. */
const RETRY_MS = 2_000;

/**
 * What the pages have read. The stream says when something is out of date, so nothing is read again on a guess; what
 * the server refused is refused again, and only a server that is away is asked until it is back.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (_, error) => error instanceof ApiProblem && (error.status === 0 || error.status === 503),
      retryDelay: RETRY_MS,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
