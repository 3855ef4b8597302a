import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { Duration } from '../../../kit/duration.tsx';
import { stateOf } from '../../../kit/state.ts';
import { StateMark } from '../../../kit/state-mark.tsx';
import { logAddress } from '../../../addresses.ts';
import { legName } from '../jobs/job-tree.ts';
import { legStanding, matrixStanding } from '../jobs/standing.ts';
import type { JobNodeData } from './job-node.tsx';
import styles from './job-node.module.css';
import { LegsDialog } from './legs-dialog.tsx';
import { MOST_LEGS } from './measures.ts';
import { NodeHead } from './node-head.tsx';

/** A job with a matrix: how far it is as a whole, and its legs, or the way to them where there are many. */
export function MatrixNode({ job, name, within, run }: JobNodeData): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <div role="group" aria-label={within + name}>
      <div className={styles['head']}>
        <NodeHead state={stateOf(job)} name={name} within={within} standing={matrixStanding(job.legs)} />
      </div>
      {job.legs.length > MOST_LEGS ? (
        <button type="button" className={styles['leg']} aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <span className={styles['leg-name']}>Show all {job.legs.length}</span>
          <span aria-hidden="true">›</span>
        </button>
      ) : (
        job.legs.map((leg) => (
          <Link
            key={leg.leg}
            href={logAddress(run, leg.id)}
            className={styles['leg']}
            title={legStanding(leg)}
          >
            <StateMark state={stateOf(leg)} size={14} />
            <span className={styles['leg-name']}>{legName(leg, job)}</span>
            <span className={styles['time']}>
              {leg.steps.length > 0 && <Duration from={leg.started_at} to={leg.completed_at} />}
            </span>
          </Link>
        ))
      )}
      {isOpen && <LegsDialog job={job} name={name} run={run} onClose={() => setOpen(false)} />}
    </div>
  );
}
