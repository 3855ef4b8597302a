import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { UnservedJobShape } from '../../../server/shapes/index.ts';
import { runAddress } from '../../addresses.ts';
import { Panel } from '../../kit/panel.tsx';
import { StateMark } from '../../kit/state-mark.tsx';
import { TimeAgo } from '../../kit/time-ago.tsx';
import styles from './unserved-jobs.module.css';

/** The jobs that nobody here can take, with what they look for: they wait until such a worker comes. */
export function UnservedJobs({ jobs }: { readonly jobs: readonly UnservedJobShape[] }): ReactNode {
  return (
    <Panel title={jobs.length === 1 ? 'A job that no worker can take' : 'Jobs that no worker can take'}>
      <ul className={styles['jobs']}>
        {jobs.map(({ id, name, run, run_number, repository, missing, created_at }) => (
          <li key={id}>
            <StateMark state="queued" />
            <span className={styles['job']}>
              <Link href={runAddress(run)} className={styles['name']}>
                {name}
              </Link>
              <span>
                {repository} #{run_number}
              </span>
            </span>
            <span>
              {missing.length === 1 ? 'wants the label' : 'wants the labels'}{' '}
              <span className={styles['labels']}>{missing.join(', ')}</span>
            </span>
            <span className={styles['time']}>
              <TimeAgo at={created_at} />
            </span>
          </li>
        ))}
      </ul>
      <p className={styles['advice']}>
        <code>--labels</code> of <code>runbook serve</code> or <code>runbook worker</code> gives a worker more
        labels. After 24 hours without one, such a job fails.
      </p>
    </Panel>
  );
}
