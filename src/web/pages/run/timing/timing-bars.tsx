import type { ReactNode } from 'react';
import { STATE_TONES, STATE_WORDS } from '../../../kit/state.ts';
import { type Bar, barOn, type TimeAxis } from './time-axis.ts';
import type { Timing } from './timing-rows.ts';
import styles from './timing-bars.module.css';

const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** Two bars on the axis: hatched while it waited, full while it ran. The cells before them tell the same. */
export function TimingBars({
  timing,
  axis,
}: {
  readonly timing: Timing;
  readonly axis: TimeAxis;
}): ReactNode {
  const { state, queuedAt, startedAt, endedAt } = timing;
  const queued = queuedAt === null ? null : barOn(axis, queuedAt, startedAt ?? endedAt ?? axis.to);
  const ran = startedAt === null ? null : barOn(axis, startedAt, endedAt ?? axis.to);
  return (
    <span className={styles['bars']} title={titleOf(timing)} aria-hidden="true" style={marked(axis)}>
      {queued !== null && <span className={styles['queued']} style={placed(queued)} />}
      {ran !== null && <span className={styles['ran']} data-tone={STATE_TONES[state]} style={placed(ran)} />}
    </span>
  );
}

function placed({ start, length }: Bar): { readonly left: string; readonly width: string } {
  return { left: `${start * 100}%`, width: `${length * 100}%` };
}

/** The style sheet draws a line at the left of each tile. */
function marked({ from, to, distance }: TimeAxis): { readonly backgroundSize: string } {
  return { backgroundSize: `${(distance / (to - from)) * 100}% 100%` };
}

/** When exactly, in the reader's zone. */
function titleOf({ state, queuedAt, startedAt, endedAt }: Timing): string {
  const parts = [
    queuedAt === null ? [] : [`queued ${CLOCK.format(queuedAt)}`],
    startedAt === null ? [] : [`started ${CLOCK.format(startedAt)}`],
    endedAt === null ? [] : [`ended ${CLOCK.format(endedAt)}`],
  ];
  return `${STATE_WORDS[state]}: ${parts.flat().join(', ')}`;
}
