import { type ReactNode, useRef } from 'react';
import { Link } from 'wouter';
import { stateOf } from '../../../kit/state.ts';
import { StateMark } from '../../../kit/state-mark.tsx';
import { logAddress } from '../../../addresses.ts';
import styles from './job-switch.module.css';
import type { Siblings } from './siblings.ts';

/** The way to the other jobs of the run. */
export function JobSwitch({
  run,
  job,
  siblings,
}: {
  readonly run: string;
  readonly job: number;
  /** Null: not known yet; its place is kept. */
  readonly siblings: Siblings | null;
}): ReactNode {
  const details = useRef<HTMLDetailsElement>(null);
  const close = (): void => {
    if (details.current !== null) details.current.open = false;
  };
  return (
    <details
      ref={details}
      className={styles['switch']}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || details.current?.open !== true) return;
        close();
        details.current.querySelector('summary')?.focus();
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close();
      }}
    >
      <summary>Jobs of this run{siblings !== null && ` (${siblings.jobs.length})`}</summary>
      <ul>
        {siblings?.jobs.map((leg) => (
          <li key={leg.id}>
            <Link
              href={logAddress(run, leg.id)}
              aria-current={leg.id === job ? 'page' : undefined}
              onClick={close}
            >
              <StateMark state={stateOf(leg)} />
              <span>{leg.name}</span>
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
