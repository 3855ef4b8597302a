import type { ReactNode } from 'react';
import type { WorkerShape } from '../../../server/shapes/index.ts';
import { type Column, DataTable } from '../../kit/data-table.tsx';
import { Heartbeat } from './heartbeat.tsx';
import { SlotMeter } from './slot-meter.tsx';
import { slotsOf } from './slots.ts';
import { WorkerJobs } from './worker-jobs.tsx';
import { WorkerName } from './worker-name.tsx';
import styles from './worker-table.module.css';

const COLUMNS: readonly Column<WorkerShape>[] = [
  { name: 'Worker', kind: 'header', cell: (worker) => <WorkerName worker={worker} /> },
  { name: 'Slots', cell: (worker) => <SlotMeter slots={slotsOf(worker)} /> },
  { name: 'Runs now', cell: (worker) => <WorkerJobs worker={worker} /> },
  { name: 'Last heartbeat', kind: 'number', cell: ({ seen_at }) => <Heartbeat at={seen_at} /> },
];

/** The workers, by name, with what each has in hand. */
export function WorkerTable({ workers }: { readonly workers: readonly WorkerShape[] }): ReactNode {
  return (
    <DataTable
      caption="Workers, by name"
      columns={COLUMNS}
      rows={workers}
      keyOf={({ id }) => id}
      className={styles['columns']}
      framed
    />
  );
}
