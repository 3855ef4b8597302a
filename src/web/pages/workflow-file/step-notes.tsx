import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { StateMark } from '../../kit/state-mark.tsx';
import type { StepNote } from './line-notes.ts';
import styles from './step-notes.module.css';

/** How a step went in each leg of its job, with the way to its log. */
export function StepNotes({ steps }: { readonly steps: readonly StepNote[] }): ReactNode {
  return (
    <ul className={styles['notes']}>
      {steps.map(({ state, job, href }) => (
        <li key={href}>
          <StateMark state={state} word="shown" size={14} /> in <Link href={href}>{job}</Link>
        </li>
      ))}
    </ul>
  );
}
