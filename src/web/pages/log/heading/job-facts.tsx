import type { ReactNode } from 'react';
import type { JobDetailShape } from '../../../../server/shapes/index.ts';
import { Duration } from '../../../kit/duration.tsx';
import { stateOf } from '../../../kit/state.ts';
import { StateMark } from '../../../kit/state-mark.tsx';
import { TimeAgo } from '../../../kit/time-ago.tsx';
import { Attempts } from './attempts.tsx';
import styles from './job-facts.module.css';
import type { Siblings } from './siblings.ts';

/** How a job attempt stands, since when, for how long, where it ran, and which attempt it is. */
export function JobFacts({
  run,
  job,
  siblings,
}: {
  readonly run: string;
  readonly job: JobDetailShape;
  readonly siblings: Siblings | null;
}): ReactNode {
  const hasBegun = job.status === 'in_progress' || (job.status === 'completed' && job.runner_name !== null);
  return (
    <dl className={styles['facts']}>
      <div>
        <dt>State</dt>
        <dd>
          <StateMark state={stateOf(job)} word="shown" />
        </dd>
      </div>
      <div>
        <dt>{hasBegun ? 'Began' : 'Created'}</dt>
        <dd>
          <TimeAgo at={hasBegun ? job.started_at : job.created_at} />
        </dd>
      </div>
      {hasBegun && (
        <div>
          <dt>Took</dt>
          <dd>
            <Duration from={job.started_at} to={job.completed_at} />
          </dd>
        </div>
      )}
      {job.runner_name !== null && (
        <div>
          <dt>Worker</dt>
          <dd>{job.runner_name}</dd>
        </div>
      )}
      <div>
        <dt>Labels</dt>
        <dd>{job.labels.join(', ')}</dd>
      </div>
      <div>
        <dt>Attempt</dt>
        <dd>
          <Attempts run={run} job={job} siblings={siblings} />
        </dd>
      </div>
    </dl>
  );
}
