import type { ReactNode } from 'react';
import type { StepDetailShape } from '../../../../server/shapes/index.ts';
import { countText } from '../../../kit/count-text.ts';
import { Duration } from '../../../kit/duration.tsx';
import { stateOf } from '../../../kit/state.ts';
import { StateMark } from '../../../kit/state-mark.tsx';
import styles from './step-header.module.css';

/** A step's heading: a press opens or closes its log. It stays in the window as long as the log does. */
export function StepHeader({
  step,
  isOpen,
  controls,
  lines,
  onToggle,
}: {
  readonly step: StepDetailShape;
  readonly isOpen: boolean;
  /** The id of what it opens. */
  readonly controls: string;
  /** How many lines its log has, as far as that is known. */
  readonly lines: number | null;
  readonly onToggle: () => void;
}): ReactNode {
  return (
    <h2 className={styles['header']}>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? controls : undefined}
        onClick={onToggle}
      >
        <svg viewBox="0 0 8 8" width="9" height="9" aria-hidden="true" className={styles['arrow']}>
          <path d="M2 0.5 6.5 4 2 7.5z" fill="currentColor" />
        </svg>
        <StateMark state={stateOf(step)} />
        <span className={styles['number']}>{step.number}</span>
        <span className={styles['name']} title={step.name}>
          {step.name}
        </span>
        {lines !== null && lines > 0 && <span className={styles['lines']}>{countText(lines, 'line')}</span>}
        <span className={styles['duration']}>
          <Duration from={step.started_at} to={step.completed_at} />
        </span>
      </button>
    </h2>
  );
}
