import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { runAttemptsQuery } from '../../../api/runs.ts';
import { stateOf } from '../../../kit/state.ts';
import { Skeleton } from '../../../kit/skeleton.tsx';
import { StateMark } from '../../../kit/state-mark.tsx';
import { runAddress } from '../../../addresses.ts';
import styles from './attempt-chooser.module.css';

/** The attempts of a run that was run more than once, each with how it ended; the newest has the run's own address. */
export function AttemptChooser({
  run,
  shown,
}: {
  readonly run: string;
  /** The attempt that the page shows, from 1. */
  readonly shown: number;
}): ReactNode {
  const { data } = useQuery(runAttemptsQuery(run));
  if (data === undefined) return <Skeleton height="1.75rem" label="Loading the attempts" />;
  const { attempts } = data;
  const newest = attempts[0]?.run_attempt;
  return (
    <nav aria-label="Attempts" className={styles['chooser']}>
      <span>Attempts</span>
      <ol>
        {attempts.toReversed().map((attempt) => (
          <li key={attempt.run_attempt}>
            <Link
              href={runAddress(run, attempt.run_attempt === newest ? null : attempt.run_attempt)}
              aria-current={attempt.run_attempt === shown ? 'true' : undefined}
            >
              <StateMark state={stateOf(attempt)} size={14} />
              {attempt.run_attempt}
              {attempt.run_attempt === newest && ' (newest)'}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
