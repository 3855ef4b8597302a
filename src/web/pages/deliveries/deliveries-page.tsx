import type { ReactNode } from 'react';
import { Page } from '../../kit/page.tsx';

/** What was delivered. */
export default function DeliveriesPage(): ReactNode {
  return <Page title="Deliveries">{null}</Page>;
}
