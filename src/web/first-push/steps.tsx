import type { ReactNode } from 'react';
import styles from './steps.module.css';

/** Steps one after the other. */
export function Steps({ children }: { readonly children: ReactNode }): ReactNode {
  return <ol className={styles['steps']}>{children}</ol>;
}

/** One step: what it is for, and how it is done. */
export function Step({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <li>
      <div className={styles['step']}>
        <h3>{title}</h3>
        {children}
      </div>
    </li>
  );
}
