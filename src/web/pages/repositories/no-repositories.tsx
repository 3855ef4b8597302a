import type { ReactNode } from 'react';
import { EmptyState } from '../../kit/empty-state.tsx';
import { FirstRepository } from '../../first-push/first-repository.tsx';

/** What stands in place of the first repository: how to register it, and to push to it. */
export function NoRepositories(): ReactNode {
  return (
    <EmptyState title="No repositories yet">
      <p>
        Only what is registered is ever fetched. This page shows a repository as soon as it is registered.
      </p>
      <FirstRepository />
    </EmptyState>
  );
}
