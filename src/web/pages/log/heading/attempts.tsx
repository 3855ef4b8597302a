import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { JobDetailShape } from '../../../../server/shapes/index.ts';
import { logAddress } from '../../../addresses.ts';
import styles from './attempts.module.css';
import type { Siblings } from './siblings.ts';

/** Which attempt of a job this is, with the ways to the others: retries, and those of other attempts of the run. */
export function Attempts({
  run,
  job,
  siblings,
}: {
  readonly run: string;
  readonly job: JobDetailShape;
  /** Null: not known yet. */
  readonly siblings: Siblings | null;
}): ReactNode {
  const attempts = siblings?.attempts ?? [];
  if (attempts.length < 2) return job.attempt;
  return (
    <nav aria-label="Attempts of this job" className={styles['attempts']}>
      {attempts.map(({ id, attempt, run_attempt }) => (
        <Link
          key={id}
          href={logAddress(run, id)}
          aria-current={id === job.id ? 'page' : undefined}
          aria-label={`Attempt ${attempt} of the job, in attempt ${run_attempt} of the run`}
        >
          {attempt}
        </Link>
      ))}
    </nav>
  );
}
