import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { repositoryListQuery } from '../../api/repositories.ts';
import { useLiveReading } from '../../api/use-live-reading.ts';
import { ErrorNotice } from '../../kit/error-notice.tsx';
import { Page } from '../../kit/page.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { NoRepositories } from './no-repositories.tsx';
import { RegisterAnother } from './register-another.tsx';
import { RepositoryTable } from './repository-table.tsx';

/**
 * Milliseconds between two looks whether a repository was registered or removed, which the stream does not tell: while
 * there is none, somebody waits for it.
 */
const LOOK_MS = { first: 3_000, another: 15_000 };

/** What is registered, each repository with its newest run as it goes on. */
export default function RepositoriesPage(): ReactNode {
  const list = useQuery({
    ...repositoryListQuery,
    refetchInterval: ({ state }) => (state.data?.total_count === 0 ? LOOK_MS.first : LOOK_MS.another),
  });
  useLiveReading({}, [repositoryListQuery.queryKey], ({ event }) => event === 'run' || event === 'delivery');
  return (
    <Page title="Repositories">
      {list.isError && (
        <ErrorNotice
          what="The repositories could not be read"
          error={list.error}
          onRetry={() => void list.refetch()}
        />
      )}
      {list.isPending && <Skeleton lines={5} height="3.5rem" label="Loading repositories" />}
      {list.data !== undefined &&
        (list.data.repositories.length === 0 ? (
          <NoRepositories />
        ) : (
          <>
            <RepositoryTable repositories={list.data.repositories} />
            <RegisterAnother />
          </>
        ))}
    </Page>
  );
}
