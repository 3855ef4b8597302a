import { useMemo } from 'react';
import { useLocation } from 'wouter';
// Wouter's other hooks decode the query before it is parsed, so that `%26` in a value would divide it.
import { useSearch } from 'wouter/use-browser-location';
import { filtersAddress, type RunFilters, readFilters } from './filters.ts';

/** Changes filters: another one than the page leads to the first page. */
export type ChangeFilters = (change: Partial<RunFilters>, options?: { readonly replace?: boolean }) => void;

/** The filters in the address, which is where they are kept: they survive a reload, and go with a link. */
export function useFilters(): readonly [RunFilters, ChangeFilters] {
  const search = useSearch();
  const [, navigate] = useLocation();
  const filters = useMemo(() => readFilters(search), [search]);
  // Read anew: a change may follow on another one before the page was drawn again.
  const change: ChangeFilters = (changed, options) => {
    const next = { ...readFilters(location.search), page: 1, ...changed };
    navigate(filtersAddress(next), options);
  };
  return [filters, change];
}
