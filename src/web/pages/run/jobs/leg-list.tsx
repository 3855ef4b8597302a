import type { ReactNode } from 'react';
import type { GraphJobShape } from '../../../../server/shapes/index.ts';
import { LegLine } from './leg-line.tsx';
import { legName } from './job-tree.ts';
import styles from './job-list.module.css';

/** The legs of a job, each a link to its log. */
export function LegList({ job, run }: { readonly job: GraphJobShape; readonly run: number }): ReactNode {
  return (
    <ol className={styles['legs']}>
      {job.legs.map((leg) => (
        <li key={leg.leg}>
          <LegLine leg={leg} name={legName(leg, job)} run={run} />
        </li>
      ))}
    </ol>
  );
}
