import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** What stands where there is nothing yet: what would be here, and how it comes. */
export function EmptyState({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <div className={styles['empty']}>
      <h2>{title}</h2>
      {children}
    </div>
  );
}
