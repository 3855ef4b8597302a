import type { ReactNode } from 'react';
import { ButtonLink } from '../../../kit/button-link.tsx';
import { EmptyState } from '../../../kit/empty-state.tsx';
import { filtersAddress, type RunFilters } from '../filters/filters.ts';
import { pageCount } from './page-count.ts';

/** What stands where an address names a page after the last one. */
export function NoSuchPage({
  filters,
  total,
}: {
  readonly filters: RunFilters;
  /** Runs on all pages. */
  readonly total: number;
}): ReactNode {
  const last = pageCount(total);
  return (
    <EmptyState title={`There is no page ${filters.page}`}>
      <p>{last === 1 ? 'All runs are on one page.' : `The oldest runs are on page ${last}.`}</p>
      <div>
        <ButtonLink href={filtersAddress({ ...filters, page: last })}>Go to page {last}</ButtonLink>
      </div>
    </EmptyState>
  );
}
