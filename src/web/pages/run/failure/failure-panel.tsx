import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { ButtonLink } from '../../../kit/button-link.tsx';
import { stateOf } from '../../../kit/state.ts';
import { StateMark } from '../../../kit/state-mark.tsx';
import { logAddress } from '../../../addresses.ts';
import { sentence } from '../jobs/standing.ts';
import styles from './failure-panel.module.css';
import type { Failure } from './failures.ts';
import { LastLines } from './last-lines.tsx';

/** Other failed jobs that are named. */
const MOST_OTHERS = 5;

/** Where a run broke first: which job and step, what its log said last, and the way to that line. */
export function FailurePanel({
  failures: [first, ...others],
  run,
}: {
  /** As `failures` gives them. */
  readonly failures: readonly Failure[];
  readonly run: number;
}): ReactNode {
  if (first === undefined) return null;
  const { leg, step, place } = first;
  return (
    <section className={styles['failure']} aria-label="What failed">
      <header>
        <StateMark state={stateOf(leg)} />
        <h2>
          {leg.name}
          {step !== null && (
            <>
              <span aria-hidden="true"> › </span>
              <span>{step.name}</span>
            </>
          )}
        </h2>
        <ButtonLink href={logAddress(run, leg.id, place ?? undefined)} kind="primary">
          Open the log at the failure
        </ButtonLink>
      </header>
      {leg.reason !== null && <p>{sentence(leg.reason)}</p>}
      {step !== null && step.log !== null && step.log.lines > 0 && (
        <LastLines job={leg.id} step={step.number} lines={step.log.lines} />
      )}
      {others.length > 0 && (
        <p className={styles['others']}>
          Failed as well:{' '}
          {others.slice(0, MOST_OTHERS).map((other) => (
            <Link key={other.leg.id} href={logAddress(run, other.leg.id, other.place ?? undefined)}>
              {other.leg.name}
            </Link>
          ))}
          {others.length > MOST_OTHERS && <span>and {others.length - MOST_OTHERS} more</span>}
        </p>
      )}
    </section>
  );
}
