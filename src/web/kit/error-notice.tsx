import type { ReactNode } from 'react';
import { ApiProblem } from '../api/api-problem.ts';
import { Button } from './button.tsx';
import { ButtonLink } from './button-link.tsx';
import { MessageText } from './message-text.tsx';
import { Notice } from './notice.tsx';

/** What could not be fetched or done, why, and the way on. */
export function ErrorNotice({
  what,
  error,
  onRetry,
}: {
  /** What failed, as the beginning of a sentence: "The run could not be read". */
  readonly what: string;
  readonly error: unknown;
  readonly onRetry?: () => void;
}): ReactNode {
  const signInHelps = error instanceof ApiProblem && error.status === 401;
  return (
    <Notice
      tone="error"
      actions={
        signInHelps ? (
          <ButtonLink href="/sign-in">Sign in</ButtonLink>
        ) : (
          onRetry && <Button onClick={onRetry}>Try again</Button>
        )
      }
    >
      {what}: <MessageText text={error instanceof Error ? error.message : String(error)} />
    </Notice>
  );
}
