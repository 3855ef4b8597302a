import { type ReactNode, useState } from 'react';
import { Button } from '../../../kit/button.tsx';
import { durationText } from '../../../kit/time-text.ts';
import { VisuallyHidden } from '../../../kit/visually-hidden.tsx';
import { timeAxis } from './time-axis.ts';
import type { TimingRow } from './timing-rows.ts';
import { TimingRows } from './timing-table-rows.tsx';
import styles from './timing-table.module.css';

/** Rows that are shown at first. */
const FIRST = 24;

/** Jobs and steps with their times, and bars of them on one axis. */
export function TimingTable({
  rows,
  from,
  to,
}: {
  readonly rows: readonly TimingRow[];
  /** Milliseconds since 1970 UTC. */
  readonly from: number;
  readonly to: number;
}): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const axis = timeAxis(from, to);
  // One more is no reason to hide it.
  const shown = isWhole || rows.length <= FIRST + 1 ? rows : rows.slice(0, FIRST);
  return (
    <>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Job</th>
            <th scope="col">Queued</th>
            <th scope="col">Ran</th>
            <th scope="col" className={styles['lane']}>
              <VisuallyHidden>Time since the start</VisuallyHidden>
              <span aria-hidden="true">
                {axis.ticks.map((tick) => (
                  <span
                    key={tick}
                    className={styles['tick']}
                    style={{ left: `${(tick / (axis.to - axis.from)) * 100}%` }}
                  >
                    {tick === 0 ? '0' : durationText(tick).replace('.0s', 's')}
                  </span>
                ))}
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <TimingRows key={row.leg.id} row={row} axis={axis} />
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <div className={styles['more']}>
          <Button kind="quiet" onClick={() => setWhole(true)}>
            Show all {rows.length}
          </Button>
        </div>
      )}
    </>
  );
}
