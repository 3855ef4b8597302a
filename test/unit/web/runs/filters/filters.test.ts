import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  activeFilters,
  filtersAddress,
  LONGEST_TEXT,
  NO_FILTERS,
  readFilters,
  type RunFilters,
} from '../../../../../src/web/pages/runs/filters/filters.ts';

const value = fc.string({ unit: 'grapheme', maxLength: 40 });
const filters: fc.Arbitrary<RunFilters> = fc.record({
  repository: value,
  workflow: value,
  branch: value,
  event: value,
  status: value,
  actor: value,
  text: value,
  page: fc.integer({ min: 1, max: 1_000_000 }),
});

/** The query of an address, as a browser has it in `location.search`. */
function searchOf(address: string): string {
  return new URL(address, 'http://127.0.0.1').search;
}

describe('The filters in an address', () => {
  it('are read as they were written, whatever characters they have', () => {
    fc.assert(
      fc.property(filters, (some) => {
        expect(readFilters(searchOf(filtersAddress(some)))).toEqual(some);
      }),
    );
  });

  it('keep a percent sign, an ampersand and a plus as they are', () => {
    const some = { ...NO_FILTERS, branch: '100%26more', text: 'a+b & c%' };
    expect(readFilters(searchOf(filtersAddress(some)))).toEqual(some);
  });

  it('are not there where nothing restricts and it is the first page', () => {
    expect(filtersAddress(NO_FILTERS)).toBe('/');
    expect(filtersAddress({ ...NO_FILTERS, page: 2 })).toBe('/?page=2');
  });

  it('are in the same order whatever order they came in', () => {
    expect(filtersAddress(readFilters('?page=3&text=tax&branch=main'))).toBe(
      filtersAddress(readFilters('?branch=main&text=tax&page=3')),
    );
  });

  it('name the first page where they name none that there can be', () => {
    for (const page of ['', '0', '-1', '1.5', 'two', '1e3', '00', '99999999']) {
      expect(readFilters(`?page=${page}`).page, page).toBe(1);
    }
    expect(readFilters('?page=9999999').page).toBe(1_000_000);
  });

  it('have no text that is longer than the server takes', () => {
    expect(readFilters(`?text=${'x'.repeat(LONGEST_TEXT + 1)}`).text).toHaveLength(LONGEST_TEXT);
  });

  it('leave out what is no filter', () => {
    expect(filtersAddress(readFilters('?color=red&branch=main'))).toBe('/?branch=main');
  });
});

describe('The filters that restrict', () => {
  it('are those with a value, the text last', () => {
    const some = { ...NO_FILTERS, text: 'tax', status: 'failure', page: 4 };
    expect(activeFilters(some)).toEqual([
      { name: 'status', value: 'failure' },
      { name: 'text', value: 'tax' },
    ]);
  });
});
