import type { ReactNode } from 'react';
import type { GraphJobShape, GraphLegShape } from '../../../../server/shapes/index.ts';
import styles from './job-list.module.css';
import { legName } from './job-tree.ts';
import { LegLine } from './leg-line.tsx';
import { urgentFirst } from './urgent-first.ts';

/** Legs that are seen at once. */
export const FEW_LEGS = 8;

/** The legs of a job, each a link to its log; of many, what failed comes first. */
export function LegList({
  job,
  run,
  detailsOf,
}: {
  readonly job: GraphJobShape;
  readonly run: number;
  /** What stands below the line of a leg; default: nothing. */
  readonly detailsOf?: (leg: GraphLegShape) => ReactNode;
}): ReactNode {
  const legs = job.legs.length > FEW_LEGS ? urgentFirst(job.legs) : job.legs;
  return (
    <ol className={styles['legs']}>
      {legs.map((leg) => (
        <li key={leg.leg}>
          <LegLine leg={leg} name={legName(leg, job)} run={run} />
          {detailsOf?.(leg)}
        </li>
      ))}
    </ol>
  );
}
