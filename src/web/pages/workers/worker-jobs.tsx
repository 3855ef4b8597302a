import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { WorkerShape } from '../../../server/shapes/index.ts';
import { logAddress, runAddress } from '../../addresses.ts';
import { Duration } from '../../kit/duration.tsx';
import { StateMark } from '../../kit/state-mark.tsx';
import styles from './worker-jobs.module.css';

/** What a worker has in hand, oldest first: each job with its run, its log, and how long it runs. */
export function WorkerJobs({
  worker: { jobs, draining },
}: {
  readonly worker: Pick<WorkerShape, 'jobs' | 'draining'>;
}): ReactNode {
  if (jobs.length === 0) {
    return <span className={styles['none']}>{draining ? 'Nothing more' : 'Nothing, it waits for jobs'}</span>;
  }
  return (
    <ul className={styles['jobs']}>
      {jobs.map(({ id, name, run, run_number, repository, started_at }) => (
        <li key={id}>
          <StateMark state={started_at === null ? 'queued' : 'in_progress'} size={14} />
          <span className={styles['job']}>
            <Link href={logAddress(run, id)} className={styles['name']}>
              {name}
            </Link>{' '}
            <Link href={runAddress(run)}>
              {repository} #{run_number}
            </Link>
          </span>
          <span className={styles['time']}>
            {started_at === null ? 'about to start' : <Duration from={started_at} to={null} />}
          </span>
        </li>
      ))}
    </ul>
  );
}
