import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { DeliveryListShape } from '../../server/shapes/index.ts';
import { getJson, pathWith } from './client.ts';

/** What all that is read for lists of deliveries is known by. */
export const DELIVERIES_KEY = ['deliveries'] as const;

/** What `GET /api/deliveries` is asked for, by its names; an empty text restricts nothing. */
export interface DeliveryListParameters {
  readonly repository?: string;
  readonly status?: string;
  /** From 1. */
  readonly page?: number;
  /** Deliveries on a page. */
  readonly per_page: number;
}

/** A page of deliveries, newest first. The one before stays until it is there. */
export function deliveriesQuery(parameters: DeliveryListParameters) {
  return queryOptions({
    queryKey: [...DELIVERIES_KEY, parameters],
    queryFn: ({ signal }) =>
      getJson<DeliveryListShape>(pathWith('/api/deliveries', { ...parameters }), signal),
    placeholderData: keepPreviousData,
    // Nobody has followed them while another page was shown.
    refetchOnMount: 'always',
  });
}
