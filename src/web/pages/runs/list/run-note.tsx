import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { RunDetailShape } from '../../../../server/shapes/index.ts';
import { fileAddress } from '../../../addresses.ts';
import styles from './run-row.module.css';

/** What stands below a title: that it is another attempt, and why it waits or failed where its jobs do not say it. */
export function RunNote({ run }: { readonly run: RunDetailShape }): ReactNode {
  const isInvalid = run.errors.length > 0;
  if (run.run_attempt === 1 && run.reason === null && !isInvalid) return null;
  return (
    <span className={styles['note']}>
      {run.run_attempt > 1 && <span className={styles['attempt']}>Attempt {run.run_attempt}</span>}
      {isInvalid ? (
        <Link href={fileAddress(run.id)} className={styles['invalid']}>
          Invalid workflow file
        </Link>
      ) : (
        run.reason !== null && <span className={styles['reason']}>{run.reason}</span>
      )}
    </span>
  );
}
