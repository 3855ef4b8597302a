import { queryOptions } from '@tanstack/react-query';
import type { RepositoryDetailShape, RepositoryListShape } from '../../server/shapes/index.ts';
import { getJson } from './client.ts';

/** The registered repositories. The stream does not tell of them: a page that waits for one asks again. */
export const repositoryListQuery = queryOptions({
  queryKey: ['repository-list'],
  queryFn: ({ signal }) => getJson<RepositoryListShape>('/api/repositories', signal),
  refetchOnMount: 'always',
});

/** A repository with its workflows and their last runs, also one that was removed. @param repository `owner/name` */
export function repositoryQuery(repository: string) {
  return queryOptions({
    queryKey: ['repository', repository],
    queryFn: ({ signal }) => getJson<RepositoryDetailShape>(`/api/repositories/${repository}`, signal),
    // Nobody has followed it while another page was shown.
    refetchOnMount: 'always',
  });
}
