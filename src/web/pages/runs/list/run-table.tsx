import { type ReactNode, type RefObject } from 'react';
import type { RunDetailShape } from '../../../../server/shapes/index.ts';
import { VisuallyHidden } from '../../../kit/visually-hidden.tsx';
import { RunRow } from './run-row.tsx';
import styles from './run-table.module.css';
import { useGlide } from './use-glide.ts';
import { useRowClicks } from './use-row-clicks.ts';

const COLUMNS = [
  { name: 'Status' },
  { name: 'Run' },
  { name: 'Workflow' },
  { name: 'Event' },
  { name: 'Repository' },
  { name: 'Branch, commit' },
  { name: 'Actor' },
  { name: 'Started', isNumber: true },
  { name: 'Took', isNumber: true },
];

/**
 * The runs as a table, as each says the same about itself: screen readers name the column, and can go down one. In a
 * narrow window the cells of a row stand below each other.
 */
export function RunTable({
  list,
  runs,
  isOld,
  bodyRef,
}: {
  /** Changes where other rows come that have nothing to do with those before. */
  readonly list: string;
  readonly runs: readonly RunDetailShape[];
  /** Whether others are on their way. */
  readonly isOld: boolean;
  /** Of what holds the rows. */
  readonly bodyRef: RefObject<HTMLTableSectionElement | null>;
}): ReactNode {
  useGlide(bodyRef, list, runs);
  useRowClicks(bodyRef);
  return (
    <table role="table" className={styles['table']} data-old={isOld} aria-busy={isOld}>
      <caption>
        <VisuallyHidden>Runs, newest first</VisuallyHidden>
      </caption>
      <thead role="rowgroup">
        <tr role="row" className={styles['columns']}>
          {COLUMNS.map(({ name, isNumber }) => (
            <th key={name} scope="col" role="columnheader" data-number={isNumber}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" ref={bodyRef}>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </tbody>
    </table>
  );
}
