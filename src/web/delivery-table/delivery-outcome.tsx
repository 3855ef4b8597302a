import type { ReactNode } from 'react';
import type { DeliveryShape } from '../../server/shapes/index.ts';
import { MessageText } from '../kit/message-text.tsx';
import { DeliveryFailure } from './delivery-failure.tsx';
import styles from './delivery-outcome.module.css';
import { outcomesOf } from './delivery-outcomes.ts';
import { NotStarted } from './not-started.tsx';
import { StartedRuns } from './started-runs.tsx';

/** What a delivery started, and why the rest did not start. */
export function DeliveryOutcome({ delivery }: { readonly delivery: DeliveryShape }): ReactNode {
  const { withRun, without } = outcomesOf(delivery);
  return (
    <div className={styles['outcome']}>
      {delivery.status === 'pending' && <p>Its commit is being looked at.</p>}
      {delivery.status === 'failed' && <DeliveryFailure delivery={delivery} />}
      {delivery.status === 'handled' && withRun.length === 0 && (
        <p>
          {without.length > 0 ? 'Nothing:' : 'Nothing.'} <MessageText text={delivery.reason ?? ''} />
        </p>
      )}
      {withRun.length > 0 && <StartedRuns runs={withRun} />}
      {without.length > 0 && <NotStarted files={without} isAll={withRun.length === 0} />}
    </div>
  );
}
