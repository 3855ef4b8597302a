import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { GraphJobShape } from '../../../../server/shapes/index.ts';
import { Button } from '../../../kit/button.tsx';
import { Dialog } from '../../../kit/dialog.tsx';
import { LegList } from '../jobs/leg-list.tsx';
import styles from './legs-dialog.module.css';

/** The legs of a large matrix, each a link to its log. */
export function LegsDialog({
  job,
  name,
  run,
  onClose,
}: {
  readonly job: GraphJobShape;
  readonly name: string;
  readonly run: number;
  readonly onClose: () => void;
}): ReactNode {
  // Outside of the graph, which is zoomed.
  return createPortal(
    <Dialog
      title={`${name}: ${job.legs.length} legs`}
      onClose={onClose}
      actions={<Button onClick={onClose}>Close</Button>}
    >
      <div className={styles['legs']}>
        <LegList job={job} run={run} />
      </div>
    </Dialog>,
    document.body,
  );
}
