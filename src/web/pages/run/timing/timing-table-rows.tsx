import { type ReactNode, useState } from 'react';
import { StateMark } from '../../../kit/state-mark.tsx';
import { durationText } from '../../../kit/time-text.ts';
import type { TimeAxis } from './time-axis.ts';
import { TimingBars } from './timing-bars.tsx';
import type { Timing, TimingRow } from './timing-rows.ts';
import styles from './timing-table.module.css';

/** A job's row, and those of its steps once it is unfolded. */
export function TimingRows({ row, axis }: { readonly row: TimingRow; readonly axis: TimeAxis }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <tr>
        <th scope="row">
          <button
            type="button"
            className={styles['unfold']}
            aria-expanded={isOpen}
            disabled={row.steps.length === 0}
            onClick={() => setOpen(!isOpen)}
          >
            <span aria-hidden="true" className={styles['arrow']} />
            <StateMark state={row.state} size={14} />
            <span className={styles['name']}>{row.leg.name}</span>
          </button>
        </th>
        <td>{queuedText(row, axis)}</td>
        <td>{row.isKept ? `In attempt ${row.leg.run_attempt}` : ranText(row, axis)}</td>
        <td className={styles['lane']}>{!row.isKept && <TimingBars timing={row} axis={axis} />}</td>
      </tr>
      {isOpen &&
        row.steps.map((step) => (
          <tr key={step.step.number} className={styles['step']}>
            <th scope="row">
              <StateMark state={step.state} size={14} />
              <span className={styles['name']}>{step.step.name}</span>
            </th>
            <td />
            <td>{ranText(step, axis)}</td>
            <td className={styles['lane']}>{!row.isKept && <TimingBars timing={step} axis={axis} />}</td>
          </tr>
        ))}
    </>
  );
}

function queuedText({ queuedAt, startedAt, endedAt }: Timing, axis: TimeAxis): string {
  return queuedAt === null ? '' : durationText((startedAt ?? endedAt ?? axis.to) - queuedAt);
}

function ranText({ startedAt, endedAt }: Timing, axis: TimeAxis): string {
  return startedAt === null ? '–' : durationText((endedAt ?? axis.to) - startedAt);
}
