import type { ReactNode } from 'react';
import type { DeliveryShape } from '../../server/shapes/index.ts';
import { type Column, DataTable } from '../kit/data-table.tsx';
import { TimeAgo } from '../kit/time-ago.tsx';
import { DeliveryMark } from './delivery-mark.tsx';
import { DeliveryName } from './delivery-name.tsx';
import { DeliveryOutcome } from './delivery-outcome.tsx';
import styles from './delivery-table.module.css';
import { wayWords } from './delivery-words.ts';

/** @param ofOne whether all deliveries are of one repository, which is named elsewhere */
function columnsOf(ofOne: boolean): readonly Column<DeliveryShape>[] {
  return [
    {
      name: 'Delivery',
      kind: 'header',
      cell: (one) => <DeliveryName delivery={one} withRepository={!ofOne} />,
    },
    { name: 'Status', cell: ({ status }) => <DeliveryMark status={status} /> },
    { name: 'What it started', cell: (one) => <DeliveryOutcome delivery={one} /> },
    {
      name: 'Actor',
      cell: (one) => (
        <>
          {one.actor} <span className={styles['way']}>{wayWords(one)}</span>
        </>
      ),
    },
    { name: 'Received', kind: 'number', cell: ({ received_at }) => <TimeAgo at={received_at} /> },
  ];
}

const COLUMNS = { ofOne: columnsOf(true), ofAll: columnsOf(false) };

/** Deliveries, newest first, and what became of each. */
export function DeliveryTable({
  deliveries,
  ofOne = false,
  isOld = false,
  framed = false,
}: {
  readonly deliveries: readonly DeliveryShape[];
  /** Whether all of them are of one repository, which is named elsewhere. */
  readonly ofOne?: boolean;
  /** Whether others are on their way. */
  readonly isOld?: boolean;
  readonly framed?: boolean;
}): ReactNode {
  return (
    <DataTable
      caption="Deliveries, newest first"
      columns={ofOne ? COLUMNS.ofOne : COLUMNS.ofAll}
      rows={deliveries}
      // Delivery ids are unique within a repository only.
      keyOf={({ repository, delivery }) => `${repository} ${delivery}`}
      className={styles['columns']}
      isOld={isOld}
      framed={framed}
    />
  );
}
