import type { ReactNode } from 'react';
import styles from './skeleton.module.css';

/** The place of what is being fetched, in its size, so that nothing jumps when it comes. */
export function Skeleton({
  lines = 1,
  height = '1rem',
  label = 'Loading',
}: {
  /** How many bars. Default: 1. */
  readonly lines?: number;
  /** Of a bar, as CSS has it. Default: 1rem. */
  readonly height?: string;
  readonly label?: string;
}): ReactNode {
  return (
    <div role="status" aria-label={label} className={styles['skeleton']}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} style={{ height }} />
      ))}
    </div>
  );
}
