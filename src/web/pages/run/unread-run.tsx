import type { ReactNode } from 'react';
import { isAbsent } from '../../api/api-problem.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { ErrorNotice } from '../../kit/error-notice.tsx';
import { Page } from '../../kit/page.tsx';
import { runAddress } from '../../addresses.ts';

/** A run that is not there, or could not be read. */
export function UnreadRun({
  run,
  attempt,
  error,
  onRetry,
}: {
  readonly run: string;
  /** Null: the newest. */
  readonly attempt: number | null;
  readonly error: unknown;
  readonly onRetry: () => void;
}): ReactNode {
  if (!isAbsent(error)) {
    return (
      <Page title={`Run ${run}`}>
        <ErrorNotice what="The run could not be read" error={error} onRetry={onRetry} />
      </Page>
    );
  }
  return (
    <Page title={`Run ${run}`}>
      <EmptyState
        title={attempt === null ? `There is no run ${run}` : `There is no attempt ${attempt} of run ${run}`}
      >
        {attempt === null ? (
          <p>Runs are kept for as long as the server was told to; this one may have been removed.</p>
        ) : (
          <p>
            <ButtonLink href={runAddress(run)}>See its newest attempt</ButtonLink>
          </p>
        )}
        <p>
          <ButtonLink href="/">See all runs</ButtonLink>
        </p>
      </EmptyState>
    </Page>
  );
}
