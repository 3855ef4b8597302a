import type { ReactNode } from 'react';
import type { WorkerShape } from '../../../server/shapes/index.ts';
import { countText } from '../../kit/count-text.ts';
import styles from './slot-total.module.css';
import { totalSlots } from './slots.ts';

/** How busy all workers are together. */
export function SlotTotal({ workers }: { readonly workers: readonly WorkerShape[] }): ReactNode {
  const { used, capacity } = totalSlots(workers);
  const who = workers.length === 1 ? 'One worker' : `${workers.length} workers`;
  return (
    <p className={styles['total']}>
      {who}, {used} of {countText(capacity, 'slot')} in use
    </p>
  );
}
