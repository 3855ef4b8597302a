import type { ReactNode, RefObject } from 'react';
import { FilterChips } from '../filters/filter-chips.tsx';
import type { RunFilters } from '../filters/filters.ts';
import type { ChangeFilters } from '../filters/use-filters.ts';
import { runCountText } from './run-count-text.ts';
import styles from './list-summary.module.css';

/** How many runs there are, and which filters restrict them. It has its place at all times: nothing jumps. */
export function ListSummary({
  total,
  filters,
  isAway,
  onChange,
  focusRef,
  children,
}: {
  /** Null: it is not known yet. */
  readonly total: number | null;
  readonly filters: RunFilters;
  /** Whether the server does not answer. */
  readonly isAway: boolean;
  readonly onChange: ChangeFilters;
  /** Of the count: it takes the focus when another page was chosen. */
  readonly focusRef: RefObject<HTMLParagraphElement | null>;
  /** At the end of the line. */
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className={styles['summary']}>
      <p ref={focusRef} tabIndex={-1} role={isAway ? 'status' : undefined}>
        {isAway
          ? 'The server does not answer. Trying again …'
          : total !== null && runCountText(total, filters)}
      </p>
      <FilterChips filters={filters} onChange={onChange} />
      <div className={styles['end']}>{children}</div>
    </div>
  );
}
