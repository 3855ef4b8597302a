import type { ReactNode } from 'react';
import type { WorkerShape } from '../../../server/shapes/index.ts';
import styles from './worker-name.module.css';

/** A worker's name, whether it is about to stop, and the labels that jobs choose it by. */
export function WorkerName({
  worker: { name, labels, draining },
}: {
  readonly worker: WorkerShape;
}): ReactNode {
  return (
    <div className={styles['worker']}>
      <span className={styles['name']}>{name}</span>
      {draining && <span className={styles['draining']}>Draining: it takes no more jobs</span>}
      <ul aria-label="Labels" className={styles['labels']}>
        {labels.map((label) => (
          <li key={label}>{label}</li>
        ))}
      </ul>
    </div>
  );
}
