import type { ReactNode } from 'react';
import type { JobDetailShape } from '../../../../server/shapes/index.ts';
import { Duration } from '../../../kit/duration.tsx';
import { Fact, Facts } from '../../../kit/facts.tsx';
import { stateOf } from '../../../kit/state.ts';
import { StateMark } from '../../../kit/state-mark.tsx';
import { TimeAgo } from '../../../kit/time-ago.tsx';
import { Attempts } from './attempts.tsx';
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
    <Facts>
      <Fact name="Status">
        <StateMark state={stateOf(job)} word="shown" />
      </Fact>
      <Fact name={hasBegun ? 'Started' : 'Created'}>
        <TimeAgo at={hasBegun ? job.started_at : job.created_at} />
      </Fact>
      {hasBegun && (
        <Fact name="Took">
          <Duration from={job.started_at} to={job.completed_at} />
        </Fact>
      )}
      {job.runner_name !== null && <Fact name="Worker">{job.runner_name}</Fact>}
      <Fact name="Labels">{job.labels.join(', ')}</Fact>
      <Fact name="Attempt">
        <Attempts run={run} job={job} siblings={siblings} />
      </Fact>
    </Facts>
  );
}
