import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { DeliveryShape } from '../../server/shapes/index.ts';
import { Notice } from '../kit/notice.tsx';

/** A push that came and started nothing yet: why, so that nobody waits for it. */
export function UnansweredPush({ delivery }: { readonly delivery: DeliveryShape }): ReactNode {
  const [skipped] = delivery.workflows;
  return (
    <Notice
      tone={delivery.status === 'pending' ? 'info' : 'warning'}
      actions={<Link href="/deliveries">Deliveries</Link>}
    >
      A push to {delivery.repository} came.{' '}
      {delivery.status === 'pending'
        ? 'It is looked at.'
        : (delivery.reason ??
          skipped?.reason ??
          'It has no file in .runbook/ at its commit, so no run began.')}
    </Notice>
  );
}
