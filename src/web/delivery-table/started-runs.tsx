import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { fileAddress, runAddress } from '../addresses.ts';
import { stateOf } from '../kit/state.ts';
import { StateMark } from '../kit/state-mark.tsx';
import type { DeliveredRun } from './delivery-outcomes.ts';
import { fileName } from './delivery-words.ts';
import styles from './started-runs.module.css';

/** The runs that a delivery made, with how far they are now. */
export function StartedRuns({ runs }: { readonly runs: readonly DeliveredRun[] }): ReactNode {
  return (
    <ul className={styles['runs']}>
      {runs.map((one) => (
        <li key={one.run}>
          {one.status !== null && (
            <StateMark state={stateOf({ status: one.status, conclusion: one.conclusion })} size={14} />
          )}
          <span className={styles['links']}>
            <Link href={runAddress(one.run)} title={one.path}>
              {fileName(one.path)}
              {one.run_number !== null && ` #${one.run_number}`}
            </Link>
            {one.outcome === 'rejected' && (
              <Link href={fileAddress(one.run)} className={styles['mistakes']}>
                Invalid workflow file
              </Link>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
