import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Duration } from '../../../kit/duration.tsx';
import { stateOf } from '../../../kit/state.ts';
import { logAddress } from '../../../addresses.ts';
import { legStanding, pendingStanding } from '../jobs/standing.ts';
import type { JobNodeData } from './job-node.tsx';
import styles from './job-node.module.css';
import { NodeHead } from './node-head.tsx';

/** A job without a matrix: a link to its log, once there is one. */
export function SingleNode({ job, name, within, names, run }: JobNodeData): ReactNode {
  const [leg] = job.legs;
  if (leg === undefined) {
    return (
      <div className={styles['single']}>
        <NodeHead state="pending" name={name} within={within} standing={pendingStanding(job, names)} />
      </div>
    );
  }
  const state = stateOf(leg);
  const time = leg.steps.length > 0 && <Duration from={leg.started_at} to={leg.completed_at} />;
  return (
    <Link href={logAddress(run, leg.id)} className={styles['single']}>
      <NodeHead
        state={state}
        name={name}
        within={within}
        standing={legStanding(leg)}
        title={leg.reason}
        time={time}
      />
    </Link>
  );
}
