import type { ReactNode } from 'react';
import { isAbsent } from '../../api/api-problem.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { ErrorNotice } from '../../kit/error-notice.tsx';

/** A repository that is not there, or could not be read. */
export function UnreadRepository({
  repository,
  error,
  onRetry,
}: {
  readonly repository: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}): ReactNode {
  if (!isAbsent(error)) {
    return <ErrorNotice what="The repository could not be read" error={error} onRetry={onRetry} />;
  }
  return (
    <EmptyState title={`There is no repository ${repository}`}>
      <p>It was never registered here, or the address is mistyped.</p>
      <p>
        <ButtonLink href="/repositories">See all repositories</ButtonLink>
      </p>
    </EmptyState>
  );
}
