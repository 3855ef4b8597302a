import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JobId, jobIdOf, repositoryName, runIdOf } from '../../../../src/events/index.ts';
import { type Offer, OpenOffers } from '../../../../src/worker/claiming/offers.ts';

function offer(n: number, rest: Partial<Offer> = {}): Offer {
  return {
    job: jobIdOf(n, 0),
    run: runIdOf(1, 0),
    repository: repositoryName('octo/sample'),
    offeredAt: n,
    named: true,
    ripeAt: 0,
    ...rest,
  };
}

function takeAll(offers: OpenOffers, now = 0, random = () => 0): JobId[] {
  const taken: JobId[] = [];
  for (let next = offers.take(now, random); next !== null; next = offers.take(now, random))
    taken.push(next.job);
  return taken;
}

describe('open offers', () => {
  it('are taken by age, whatever the order in which they were told', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 1_000 }), { maxLength: 50 }), (ages) => {
        const offers = new OpenOffers();
        for (const [index, offeredAt] of ages.entries()) offers.put(offer(index + 1, { offeredAt }));
        const expected = ages.map((age, index) => ({ age, job: jobIdOf(index + 1, 0) }));
        expected.sort((one, other) => one.age - other.age);
        expect(takeAll(offers)).toEqual(expected.map(({ job }) => job));
      }),
    );
  });

  it('are taken when they are ripe and not before', () => {
    const offers = new OpenOffers();
    offers.put(offer(1, { ripeAt: 20 }));
    offers.put(offer(2, { ripeAt: 10 }));
    expect(takeAll(offers, 9)).toEqual([]);
    expect(offers.nextRipeAt(9)).toBe(10);
    expect(takeAll(offers, 10)).toEqual([jobIdOf(2, 0)]);
    expect(offers.nextRipeAt(10)).toBe(20);
    expect(takeAll(offers, 20)).toEqual([jobIdOf(1, 0)]);
    expect(offers.nextRipeAt(20)).toBeNull();
  });

  it('that name the worker are taken before older ones that name others', () => {
    const offers = new OpenOffers();
    offers.put(offer(1, { named: false }));
    offers.put(offer(2));
    expect(takeAll(offers)).toEqual([jobIdOf(2, 0), jobIdOf(1, 0)]);
  });

  it('that name others are taken from among the oldest, as chance has it', () => {
    const offers = new OpenOffers();
    for (let n = 1; n <= 1_000; n += 1) offers.put(offer(n, { named: false }));
    expect(offers.take(0, () => 0)?.job).toBe(jobIdOf(1, 0));
    const last = offers.take(0, () => 0.999_999)?.offeredAt ?? 0;
    expect(last).toBeGreaterThan(2);
    expect(last).toBeLessThan(1_000);
  });

  it('are known once: what is told again takes the place of what was told', () => {
    const offers = new OpenOffers();
    offers.put(offer(1));
    offers.put(offer(1, { named: false, ripeAt: 5 }));
    expect(offers.size).toBe(1);
    expect(offers.get(jobIdOf(1, 0))).toMatchObject({ named: false, ripeAt: 5 });
    offers.remove(jobIdOf(1, 0));
    expect(takeAll(offers, 5)).toEqual([]);
  });

  it('are not more than ten thousand: the newest are left to be told again', () => {
    const offers = new OpenOffers();
    for (let n = 2; n <= 10_001; n += 1) offers.put(offer(n));
    offers.put(offer(1));
    expect(offers.size).toBe(10_000);
    expect(offers.get(jobIdOf(10_001, 0))).toBeUndefined();
    expect(offers.take(0, () => 0)?.job).toBe(jobIdOf(1, 0));
  });

  it('stay in order through any sequence of changes', () => {
    const change = fc.record({
      n: fc.integer({ min: 1, max: 20 }),
      age: fc.nat({ max: 9 }),
      named: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(change, fc.constant('take' as const))), (changes) => {
        const offers = new OpenOffers();
        const model = new Map<JobId, Offer>();
        for (const step of changes) {
          if (step === 'take') {
            const named = [...model.values()].filter((known) => known.named);
            const oldest = (named.length > 0 ? named : [...model.values()]).sort(
              (one, other) => one.offeredAt - other.offeredAt || one.job - other.job,
            )[0];
            expect(offers.take(0, () => 0)?.job).toBe(oldest?.job);
            if (oldest !== undefined) model.delete(oldest.job);
          } else {
            const told = offer(step.n, { offeredAt: step.age, named: step.named });
            offers.put(told);
            model.set(told.job, told);
          }
          expect(offers.size).toBe(model.size);
        }
      }),
    );
  });
});
