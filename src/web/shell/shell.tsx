import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { ConnectionMark } from './connection-mark.tsx';
import { Navigation } from './navigation.tsx';
import { SessionLink } from './session-link.tsx';
import styles from './shell.module.css';
import { ThemeButton } from './theme-button.tsx';

/** What is around every page. */
export function Shell({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <>
      <a href="#content" className={styles['skip']}>
        Skip to the content
      </a>
      <header className={styles['bar']}>
        <Link href="/" className={styles['brand']}>
          <img src="/icon.svg" alt="" width="24" height="24" />
          Runbook
        </Link>
        <Navigation />
        <div className={styles['end']}>
          <ConnectionMark />
          <ThemeButton />
          <SessionLink />
        </div>
      </header>
      {children}
    </>
  );
}
