import { type ReactNode, useState } from 'react';
import type { GraphJobShape, GraphLegShape, RunDetailShape } from '../../../../server/shapes/index.ts';
import { stateOf } from '../../../kit/state.ts';
import { StateMark } from '../../../kit/state-mark.tsx';
import { JobDetails } from './job-details.tsx';
import type { NamedJob } from './job-names.ts';
import styles from './job-list.module.css';
import { legCounts } from './leg-counts.ts';
import { LegLine } from './leg-line.tsx';
import { FEW_LEGS, LegList } from './leg-list.tsx';
import { neededItems } from './needed-items.ts';
import { pendingStanding } from './standing.ts';

/** A job: how far it is, what it needs, and its legs. */
export function JobItem({
  job,
  name,
  names,
  run,
}: {
  readonly job: GraphJobShape;
  readonly name: string;
  readonly names: ReadonlyMap<string, NamedJob>;
  readonly run: RunDetailShape;
}): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const [leg, another] = job.legs;
  const needed = neededItems(job).map((key) => names.get(key)?.name ?? key);
  const needs = needed.length > 0 && <p>Needs {needed.join(', ')}</p>;
  const detailsOf = (one: GraphLegShape): ReactNode => <JobDetails leg={one} run={run} />;
  if (leg !== undefined && another === undefined) {
    return (
      <>
        <LegLine leg={leg} name={name} run={run.id} after={needs} />
        {detailsOf(leg)}
      </>
    );
  }
  return (
    <>
      <div className={styles['line']}>
        <StateMark state={stateOf(job)} word="none" />
        <div className={styles['what']}>
          <strong>{name}</strong>
          <p>{leg === undefined ? pendingStanding(job, names) : legCounts(job.legs)}</p>
          {needs}
        </div>
      </div>
      {leg !== undefined &&
        (job.legs.length <= FEW_LEGS ? (
          <LegList job={job} run={run.id} detailsOf={detailsOf} />
        ) : (
          <details className={styles['details']} onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{job.legs.length} legs</summary>
            {isOpen && <LegList job={job} run={run.id} detailsOf={detailsOf} />}
          </details>
        ))}
    </>
  );
}
