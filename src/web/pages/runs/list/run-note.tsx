import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { RunDetailShape } from '../../../../server/shapes/index.ts';
import { fileAddress } from '../../../addresses.ts';
import styles from './run-row.module.css';

/** What stands below a title: why the run waits or failed where its jobs do not say it. */
export function RunNote({ run }: { readonly run: RunDetailShape }): ReactNode {
  if (run.errors.length > 0) {
    return (
      <Link href={fileAddress(run.id)} className={styles['invalid']}>
        Invalid workflow file
      </Link>
    );
  }
  return run.reason === null ? null : <span className={styles['reason']}>{run.reason}</span>;
}
