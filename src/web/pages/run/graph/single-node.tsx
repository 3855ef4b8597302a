import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Duration } from '../../../kit/duration.tsx';
import { stateOf } from '../../../kit/state.ts';
import { StateMark } from '../../../kit/state-mark.tsx';
import { logAddress } from '../addresses.ts';
import { legStanding, pendingStanding } from '../jobs/standing.ts';
import type { JobNodeData } from './job-node.tsx';
import styles from './job-node.module.css';

/** A job without a matrix: a link to its log, once there is one. */
export function SingleNode({ node, names, run }: JobNodeData): ReactNode {
  const { job, name } = node;
  const [leg] = job.legs;
  if (leg === undefined) {
    return (
      <div className={styles['single']}>
        <StateMark state="pending" word="none" />
        <span className={styles['name']} title={name}>
          {name}
        </span>
        <span className={styles['standing']}>{pendingStanding(job, names)}</span>
      </div>
    );
  }
  const state = stateOf(leg);
  const standing = legStanding(leg);
  const hasBegun = state === 'in_progress' || (leg.completed_at !== null && leg.steps.length > 0);
  return (
    <Link href={logAddress(run, leg.id)} className={styles['single']}>
      <StateMark state={state} word="none" />
      <span className={styles['name']} title={name}>
        {name}
      </span>
      <span className={styles['time']}>
        {hasBegun && <Duration from={leg.started_at} to={leg.completed_at} />}
      </span>
      <span className={styles['standing']} title={leg.reason ?? standing}>
        {standing}
      </span>
    </Link>
  );
}
