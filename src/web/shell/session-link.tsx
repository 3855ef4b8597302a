import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sessionQuery } from '../api/session.ts';
import { ButtonLink } from '../kit/button-link.tsx';

/** The way to sign in, or out. */
export function SessionLink(): ReactNode {
  const { data } = useQuery(sessionQuery);
  if (data === undefined) return null;
  return (
    <ButtonLink href="/sign-in" kind="quiet">
      {data.signed_in ? 'Signed in' : 'Sign in'}
    </ButtonLink>
  );
}
