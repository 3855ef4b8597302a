import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '../api/session.ts';
import { ButtonLink } from './button-link.tsx';

/** In place of what needs a signed-in browser: the way to sign in, and back here. */
export function SignInToChange({ what }: { /** "cancel or rerun" */ readonly what: string }): ReactNode {
  const [path] = useLocation();
  const session = useQuery(sessionQuery);
  // Until it is known there is nothing to say: most who look are signed in.
  if (session.data === undefined) return null;
  return <ButtonLink href={`/sign-in?next=${encodeURIComponent(path)}`}>Sign in to {what}</ButtonLink>;
}
