import type { ReactNode } from 'react';
import type { DeliveryShape } from '../../server/shapes/index.ts';
import type { State } from '../kit/state.ts';
import { StateMark } from '../kit/state-mark.tsx';
import styles from './delivery-mark.module.css';
import { deliveryStatusWord } from './delivery-words.ts';

const STATES: { readonly [status in DeliveryShape['status']]: State } = {
  pending: 'queued',
  handled: 'success',
  failed: 'failure',
};

/** How far a delivery is, by shape and word. */
export function DeliveryMark({ status }: { readonly status: DeliveryShape['status'] }): ReactNode {
  return (
    <span className={styles['mark']}>
      <StateMark state={STATES[status]} word="none" size={14} />
      {deliveryStatusWord(status)}
    </span>
  );
}
