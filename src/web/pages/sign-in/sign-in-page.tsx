import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { sessionQuery } from '../../api/session.ts';
import { ErrorNotice } from '../../kit/error-notice.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Page } from '../../kit/page.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { ownPath } from './own-path.ts';
import { SignInForm } from './sign-in-form.tsx';
import { SignedIn } from './signed-in.tsx';

/** Signing this browser in and out. */
export default function SignInPage(): ReactNode {
  const [parameters] = useSearchParams();
  const session = useQuery(sessionQuery);
  return (
    <Page title={session.data?.signed_in === true ? 'Signed in' : 'Sign in'}>
      {parameters.has('problem') && session.data?.signed_in !== true && (
        <Notice tone="warning">
          That link has been used, or is older than a day. Each link signs one browser in: make a new one with{' '}
          <code>runbook sign-in</code>.
        </Notice>
      )}
      {session.isPending && <Skeleton lines={4} height="2.5rem" />}
      {session.isError && (
        <ErrorNotice
          what="The server did not say who you are"
          error={session.error}
          onRetry={() => void session.refetch()}
        />
      )}
      {session.data !== undefined &&
        (session.data.signed_in ? (
          <SignedIn />
        ) : (
          <SignInForm next={ownPath(parameters.get('next'), location.origin)} />
        ))}
    </Page>
  );
}
