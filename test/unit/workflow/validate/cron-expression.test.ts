import { CronPattern } from 'croner';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCron, type CronExpression } from '../../../../src/workflow/validate/cron-expression.ts';

/** One field, made of what GitHub's docs of `schedule` name. */
function field(least: number, most: number, names: readonly string[]): fc.Arbitrary<string> {
  const value = fc.oneof(
    fc.integer({ min: least, max: most }).map(String),
    ...(names.length > 0 ? [fc.constantFrom(...names)] : []),
  );
  const range = fc
    .tuple(fc.integer({ min: least, max: most }), fc.integer({ min: least, max: most }))
    .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const stepped = fc
    .tuple(fc.oneof(fc.constant('*'), range), fc.integer({ min: 1, max: most }))
    .map(([base, step]) => `${base}/${step}`);
  const part = fc.oneof(value, range, stepped, fc.constant('*'));
  return fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(','));
}

const MONTHS = ['JAN', 'feb', 'Mar', 'dec'];
const WEEKDAYS = ['SUN', 'mon', 'Sat'];

const expressions = fc
  .tuple(field(0, 59, []), field(0, 23, []), field(1, 31, []), field(1, 12, MONTHS), field(0, 6, WEEKDAYS))
  .map((fields) => fields.join(' '));

function places(set: ArrayLike<number>, first: number): number[] {
  return Array.from(set).flatMap((isDue, index) => (isDue === 0 ? [] : [index + first]));
}

function read(expression: string): CronExpression {
  const result = readCron(expression);
  if ('reason' in result) throw new Error(result.reason);
  return result;
}

describe('a cron expression that can be read', () => {
  it('is due when croner, which starts runs, says so', () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        const { minute, hour, day, month, weekday } = read(expression);
        const pattern = new CronPattern(expression);
        expect(minute.values).toEqual(places(pattern.minute, 0));
        expect(hour.values).toEqual(places(pattern.hour, 0));
        expect(day.values).toEqual(places(pattern.day, 1));
        expect(month.values).toEqual(places(pattern.month, 1));
        expect(weekday.values).toEqual(places(pattern.dayOfWeek, 0).filter((one) => one < 7));
      }),
      { numRuns: 500 },
    );
  });

  it('may begin a step at a value, and have spaces and tabs between its fields', () => {
    const { minute, hour } = read(' 5/20\t*  * * * ');
    expect(minute.values).toEqual([5, 25, 45]);
    expect(hour.values).toHaveLength(24);
    expect(minute.offset).toBe(1);
    expect(hour).toMatchObject({ offset: 6, length: 1 });
  });
});

describe('a cron expression that cannot be read', () => {
  it('says why, at a place of the text that is not empty', () => {
    const soup = fc.array(
      fc.constantFrom(
        '*',
        '/',
        '-',
        ',',
        ' ',
        '0',
        '7',
        '59',
        '60',
        'jan',
        'SUN',
        '@',
        'L',
        '\u{1F600}',
        '1e3',
      ),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(
        soup.map((parts) => parts.join('')),
        (expression) => {
          const result = readCron(expression);
          if (!('reason' in result)) return;
          expect(result.reason).not.toBe('');
          expect(result.offset).toBeGreaterThanOrEqual(0);
          expect(result.offset).toBeLessThanOrEqual(expression.length);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
