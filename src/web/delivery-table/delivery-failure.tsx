import type { ReactNode } from 'react';
import type { DeliveryShape } from '../../server/shapes/index.ts';
import { MessageText } from '../kit/message-text.tsx';
import styles from './delivery-failure.module.css';

/** Why intake gave a delivery up, and what to do now. */
export function DeliveryFailure({
  delivery: { event, reason },
}: {
  readonly delivery: DeliveryShape;
}): ReactNode {
  return (
    <div className={styles['failure']}>
      <p className={styles['reason']}>
        <MessageText text={reason ?? 'The commit could not be read.'} />
      </p>
      <p>
        It is not tried again. See that the server can fetch the repository (<code>runbook repo add</code>{' '}
        replaces its URL and credentials), then{' '}
        {event === 'push' ? 'push another commit.' : 'start it once more.'}
      </p>
    </div>
  );
}
