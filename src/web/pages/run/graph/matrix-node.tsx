import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { Duration } from '../../../kit/duration.tsx';
import { stateOf } from '../../../kit/state.ts';
import { StateMark } from '../../../kit/state-mark.tsx';
import { logAddress } from '../addresses.ts';
import { legName } from '../jobs/job-tree.ts';
import { legCounts } from '../jobs/leg-counts.ts';
import { legStanding } from '../jobs/standing.ts';
import type { JobNodeData } from './job-node.tsx';
import styles from './job-node.module.css';
import { LegsDialog } from './legs-dialog.tsx';
import { MOST_LEGS } from './measures.ts';

/** A job with a matrix: its legs, or how far they are where there are many. */
export function MatrixNode({ node, run }: JobNodeData): ReactNode {
  const { job, name } = node;
  const [isOpen, setOpen] = useState(false);
  const isMany = job.legs.length > MOST_LEGS;
  return (
    <div role="group" aria-label={name}>
      <div className={styles['head']}>
        <StateMark state={stateOf(job)} word={isMany ? 'hidden' : 'none'} />
        <span className={styles['name']} title={name}>
          {name}
        </span>
        {isMany && <span className={styles['time']}>{job.legs.length} legs</span>}
      </div>
      {isMany ? (
        <button type="button" className={styles['leg']} aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <span className={styles['leg-name']}>{legCounts(job.legs)}</span>
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
