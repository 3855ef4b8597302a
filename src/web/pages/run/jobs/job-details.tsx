import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { GraphLegShape, RunDetailShape } from '../../../../server/shapes/index.ts';
import { Duration } from '../../../kit/duration.tsx';
import { stateOf } from '../../../kit/state.ts';
import { shortened } from '../../../kit/shortened.ts';
import { StateMark } from '../../../kit/state-mark.tsx';
import { RerunJobButton } from '../../../run-changes/rerun-job-button.tsx';
import { logAddress } from '../../../addresses.ts';
import styles from './job-list.module.css';

/** Characters of an output's value that are shown. */
const MOST_OF_OUTPUT = 500;

/** What is unfolded of a job: its steps, outputs and earlier tries, and running it again. */
export function JobDetails({
  leg,
  run,
}: {
  readonly leg: GraphLegShape;
  readonly run: RunDetailShape;
}): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const outputs = Object.entries(leg.outputs);
  if (leg.steps.length === 0 && outputs.length === 0 && leg.earlier.length === 0) return null;
  return (
    <details className={styles['details']} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summaryOf(leg, outputs.length)}</summary>
      {isOpen && (
        <>
          <ol className={styles['legs']}>
            {leg.steps.map((step) => (
              <li key={step.number} className={styles['step']}>
                <StateMark state={stateOf(step)} size={14} />
                {step.log === null ? (
                  <span>{step.name}</span>
                ) : (
                  <Link href={logAddress(run.id, leg.id, { step: step.number })}>{step.name}</Link>
                )}
                {step.started_at !== null && <Duration from={step.started_at} to={step.completed_at} />}
              </li>
            ))}
          </ol>
          {outputs.length > 0 && (
            <dl className={styles['outputs']}>
              {outputs.map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{shortened(value, MOST_OF_OUTPUT)}</dd>
                </div>
              ))}
            </dl>
          )}
          {leg.earlier.length > 0 && (
            <p className={styles['earlier']}>
              Earlier tries:{' '}
              {leg.earlier.map(({ id, attempt }) => (
                <Link key={id} href={logAddress(run.id, id)}>
                  try {attempt}
                </Link>
              ))}
            </p>
          )}
          <RerunJobButton run={run} job={leg} />
        </>
      )}
    </details>
  );
}

function summaryOf({ steps, earlier }: GraphLegShape, outputs: number): string {
  const parts = [
    counted(steps.length, 'step'),
    counted(outputs, 'output'),
    counted(earlier.length, 'earlier try', 'earlier tries'),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function counted(count: number, one: string, many = `${one}s`): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}
