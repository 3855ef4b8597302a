import type { ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './attempts.module.css';
import type { Siblings } from './siblings.ts';

/** The attempts of a job: retries, and those of earlier attempts of the run. Nothing where there is one. */
export function Attempts({
  run,
  job,
  siblings: { attempts },
}: {
  readonly run: string;
  readonly job: number;
  readonly siblings: Siblings;
}): ReactNode {
  if (attempts.length < 2) return null;
  return (
    <nav aria-label="Attempts of this job" className={styles['attempts']}>
      <span>Attempt</span>
      {attempts.map(({ id, attempt, run_attempt }) => (
        <Link
          key={id}
          href={`/runs/${run}/jobs/${id}`}
          aria-current={id === job ? 'page' : undefined}
          aria-label={`Attempt ${attempt} of the job, in attempt ${run_attempt} of the run`}
        >
          {attempt}
        </Link>
      ))}
    </nav>
  );
}
