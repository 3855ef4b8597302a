import type { ReactNode } from 'react';
import styles from './run-table-skeleton.module.css';

/** Rows that fill a window. */
const ROWS = 12;

/** The place of the runs, with rows of their height, until they are there. */
export function RunTableSkeleton(): ReactNode {
  return (
    <div role="status" aria-label="Loading runs" className={styles['table']}>
      {Array.from({ length: ROWS }, (_, row) => (
        <div key={row} className={styles['row']}>
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}
