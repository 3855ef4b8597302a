import type { ReactNode } from 'react';
import { ApiProblem } from '../../api/api-problem.ts';
import { pathWith } from '../../api/client.ts';
import { ButtonLink } from '../../kit/button-link.tsx';
import { ErrorNotice } from '../../kit/error-notice.tsx';
import { Notice } from '../../kit/notice.tsx';

/** Why a run was not started, or that nobody knows whether it was. */
export function StartProblem({
  error,
  repository,
  hasFields,
}: {
  readonly error: unknown;
  readonly repository: string;
  /** Whether the mistakes stand beside their fields. */
  readonly hasFields: boolean;
}): ReactNode {
  if (hasFields) return null;
  if (error instanceof ApiProblem && (error.status === 0 || error.status >= 500)) {
    return (
      <Notice
        tone="warning"
        actions={<ButtonLink href={pathWith('/', { repository })}>See its runs</ButtonLink>}
      >
        The server did not say whether it started the run. See its runs before you try again.
      </Notice>
    );
  }
  return <ErrorNotice what="No run was started" error={error} />;
}
