import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deliveriesAddress,
  DELIVERY_STATUSES,
  isFiltered,
  NO_FILTERS,
  readDeliveryFilters,
} from '../../../../src/web/pages/deliveries/delivery-filters.ts';

describe('the filters of the deliveries', () => {
  it('are read from an address as they were written into it', () => {
    fc.assert(
      fc.property(
        fc.record({
          repository: fc.string(),
          status: fc.constantFrom(...DELIVERY_STATUSES, '' as const),
          page: fc.integer({ min: 1, max: 1_000_000 }),
        }),
        (filters) => {
          const { search } = new URL(deliveriesAddress(filters), 'http://127.0.0.1');
          expect(readDeliveryFilters(search)).toEqual(filters);
        },
      ),
    );
  });

  it('are none where the address has no query, and the address has none then', () => {
    expect(readDeliveryFilters('')).toEqual(NO_FILTERS);
    expect(deliveriesAddress(NO_FILTERS)).toBe('/deliveries');
    expect(isFiltered({ ...NO_FILTERS, page: 2 })).toBe(false);
  });

  it('leave out what is no status, and take what is no page as the first', () => {
    expect(readDeliveryFilters('?status=lost&page=-1')).toEqual(NO_FILTERS);
    expect(readDeliveryFilters('?page=99999999')).toEqual(NO_FILTERS);
    expect(readDeliveryFilters('?page=9999999').page).toBe(1_000_000);
  });
});
