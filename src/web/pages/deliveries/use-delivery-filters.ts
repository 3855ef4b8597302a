import { useMemo } from 'react';
import { useLocation } from 'wouter';
// Wouter's other hooks decode the query before it is parsed, so that `%26` in a value would divide it.
import { useSearch } from 'wouter/use-browser-location';
import { deliveriesAddress, type DeliveryFilters, readDeliveryFilters } from './delivery-filters.ts';

/** Changes filters: another one than the page leads to the first page. */
export type ChangeDeliveryFilters = (change: Partial<DeliveryFilters>) => void;

/** The filters in the address, which is where they are kept: they survive a reload, and go with a link. */
export function useDeliveryFilters(): readonly [DeliveryFilters, ChangeDeliveryFilters] {
  const search = useSearch();
  const [, navigate] = useLocation();
  const filters = useMemo(() => readDeliveryFilters(search), [search]);
  return [filters, (change) => navigate(deliveriesAddress({ ...filters, page: 1, ...change }))];
}
