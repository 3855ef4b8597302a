import { assert, constantFrom, date, property, string, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCreatedRange } from '../../../src/server/github/created-range.ts';

const DAY = 24 * 60 * 60 * 1_000;
const may = Date.UTC(2026, 4, 1);

describe("the `created` filter, in GitHub's syntax for dates", () => {
  it.each([
    ['2026-05-01', { from: may, before: may + DAY }],
    ['>=2026-05-01', { from: may }],
    ['>2026-05-01', { from: may + DAY }],
    ['<=2026-05-01', { before: may + DAY }],
    ['<2026-05-01', { before: may }],
    ['2026-05-01..2026-05-02', { from: may, before: may + 2 * DAY }],
    ['2026-05-01..*', { from: may }],
    ['*..2026-05-01', { before: may + DAY }],
    ['2026-05-01T00:00:00Z', { from: may, before: may + 1_000 }],
    ['>=2026-05-01T02:00:00+02:00', { from: may }],
  ])('reads %s', (text, span) => {
    expect(readCreatedRange(text)).toEqual(span);
  });

  it.each([
    '',
    'yesterday',
    '2026',
    '2026-13-01',
    '..',
    '>',
    '2026-05-01..',
    '>=>=2026-05-01',
    '2026-05-01 x',
  ])('refuses %j', (text) => {
    expect(readCreatedRange(text)).toBeNull();
  });

  it('never throws, whatever it is given', () => {
    assert(
      property(string(), (text) => {
        readCreatedRange(text);
      }),
    );
  });

  it('has a moment inside the range that is made of it, and its neighbours split between < and >=', () => {
    const day = date({ min: new Date('1970-01-02'), max: new Date('2999-01-01'), noInvalidDate: true });
    assert(
      property(tuple(day, constantFrom('date', 'time')), ([moment, form]) => {
        const text = form === 'date' ? moment.toISOString().slice(0, 10) : moment.toISOString();
        const exact = readCreatedRange(text);
        const time = moment.getTime();
        expect(exact?.from).toBeLessThanOrEqual(time);
        expect(exact?.before).toBeGreaterThan(time);
        expect(readCreatedRange(`<${text}`)?.before).toBe(readCreatedRange(`>=${text}`)?.from);
        expect(readCreatedRange(`${text}..${text}`)).toEqual(exact);
      }),
    );
  });
});
