import type { ReactNode } from 'react';
import type { DeliveryShape } from '../../../server/shapes/index.ts';
import { type Column, DataTable } from '../../kit/data-table.tsx';
import { TimeAgo } from '../../kit/time-ago.tsx';
import { DeliveryMark } from './delivery-mark.tsx';
import { DeliveryName } from './delivery-name.tsx';
import { DeliveryOutcome } from './delivery-outcome.tsx';
import styles from './delivery-table.module.css';
import { forgeWord } from './delivery-words.ts';

const COLUMNS: readonly Column<DeliveryShape>[] = [
  { name: 'Delivery', kind: 'header', cell: (one) => <DeliveryName delivery={one} /> },
  { name: 'Status', cell: ({ status }) => <DeliveryMark status={status} /> },
  { name: 'What it started', cell: (one) => <DeliveryOutcome delivery={one} /> },
  {
    name: 'By',
    cell: ({ actor, forge }) => (
      <>
        {actor} <span className={styles['forge']}>{forgeWord(forge)}</span>
      </>
    ),
  },
  { name: 'Received', kind: 'number', cell: ({ received_at }) => <TimeAgo at={received_at} /> },
];

/** Deliveries, newest first, and what became of each. */
export function DeliveryTable({
  deliveries,
  isOld = false,
  framed = false,
}: {
  readonly deliveries: readonly DeliveryShape[];
  /** Whether others are on their way. */
  readonly isOld?: boolean;
  readonly framed?: boolean;
}): ReactNode {
  return (
    <DataTable
      caption="Deliveries, newest first"
      columns={COLUMNS}
      rows={deliveries}
      // Delivery ids are unique within a repository only.
      keyOf={({ repository, delivery }) => `${repository} ${delivery}`}
      className={styles['columns']}
      isOld={isOld}
      framed={framed}
    />
  );
}
