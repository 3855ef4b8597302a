import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { GraphLegShape } from '../../../../server/shapes/index.ts';
import { Duration } from '../../../kit/duration.tsx';
import { stateOf } from '../../../kit/state.ts';
import { StateMark } from '../../../kit/state-mark.tsx';
import { logAddress, runAddress } from '../../../addresses.ts';
import styles from './job-list.module.css';
import { legStanding } from './standing.ts';

/** A leg in one line: its mark, its name, how far it is and why, how long it took. */
export function LegLine({
  leg,
  name,
  run,
  after,
}: {
  readonly leg: GraphLegShape;
  readonly name: string;
  readonly run: number;
  /** What its job needs, where the job has no line of its own. */
  readonly after?: ReactNode;
}): ReactNode {
  const hasBegun = leg.steps.length > 0 || leg.status === 'in_progress';
  const behind = leg.waiting?.kind === 'group' ? leg.waiting.behind : null;
  return (
    <div className={styles['line']}>
      <StateMark state={stateOf(leg)} word="none" />
      <div className={styles['what']}>
        <Link href={logAddress(run, leg.id)}>{name}</Link>
        <p>
          {legStanding(leg)}
          {leg.reason !== null && leg.status === 'completed' && `: ${leg.reason}`}
          {behind !== null && behind.run !== run && (
            <>
              {' '}
              <Link href={runAddress(behind.run)}>See run #{behind.run_number}</Link>
            </>
          )}
        </p>
        {after}
      </div>
      {hasBegun && <Duration from={leg.started_at} to={leg.completed_at} />}
    </div>
  );
}
