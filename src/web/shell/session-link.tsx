import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sessionQuery } from '../api/session.ts';
import { ButtonLink } from '../kit/button-link.tsx';
import styles from './session-link.module.css';

/** The way to sign in, or out. Its place is kept until it is known which. */
export function SessionLink(): ReactNode {
  const { data } = useQuery(sessionQuery);
  return (
    <span className={styles['place']}>
      {data !== undefined && (
        <ButtonLink href="/sign-in" kind="quiet">
          {data.signed_in ? 'Signed in' : 'Sign in'}
        </ButtonLink>
      )}
    </span>
  );
}
