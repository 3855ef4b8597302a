import { queryOptions } from '@tanstack/react-query';
import type { RepositoryListShape } from '../../server/shapes/index.ts';
import { getJson } from './client.ts';

/** The registered repositories. The stream does not tell of them: a page that waits for one asks again. */
export const repositoryListQuery = queryOptions({
  queryKey: ['repository-list'],
  queryFn: ({ signal }) => getJson<RepositoryListShape>('/api/repositories', signal),
  refetchOnMount: 'always',
});
