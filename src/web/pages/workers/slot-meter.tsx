import type { ReactNode } from 'react';
import styles from './slot-meter.module.css';
import type { Slots } from './slots.ts';

/** How many of a worker's slots are in use, in words and as a bar. */
export function SlotMeter({ slots: { used, capacity } }: { readonly slots: Slots }): ReactNode {
  const share = capacity === 0 ? 0 : Math.min(1, used / capacity);
  return (
    <div className={styles['slots']}>
      <span>
        {used} of {capacity}
      </span>
      <span className={styles['bar']} aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
    </div>
  );
}
