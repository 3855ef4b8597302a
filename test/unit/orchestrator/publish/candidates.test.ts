import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_SPREAD_MS, type WorkerId } from '../../../../src/events/index.ts';
import { type Candidate, chooseCandidates, Workforce } from '../../../../src/orchestrator/publish/index.ts';

const NOBODY: ReadonlySet<WorkerId> = new Set();

function candidate(name: string, rest: Partial<Candidate> = {}): Candidate {
  return {
    worker: name as WorkerId,
    labels: ['linux'],
    capacity: 1,
    used: 0,
    named: 0,
    heard: true,
    ...rest,
  };
}

function fleet(size: number, rest: Partial<Candidate> = {}): Candidate[] {
  return Array.from({ length: size }, (_, index) => candidate(`w${index}`, rest));
}

/** Whom offers name, each with the turn of its place. */
function choose(candidates: Candidate[], offers: number, ran: ReadonlySet<WorkerId> = NOBODY) {
  const workforce = new Workforce(candidates);
  return Array.from({ length: offers }, (_, turn) => {
    return chooseCandidates({ labels: ['linux'], ran, turn }, workforce).first;
  });
}

const slackOf = ({ capacity, used, named }: Candidate): number => capacity - used - named;

describe('those who are to claim an offer first', () => {
  it('have the labels, and one of them has a slot that nothing speaks for, if anybody has', () => {
    const label = fc.constantFrom('linux', 'Windows', 'gpu', 'lin*');
    const worker = fc.record({
      labels: fc.subarray(['Linux', 'windows', 'gpu', 'lin*']),
      capacity: fc.integer({ min: 1, max: 4 }),
      used: fc.nat({ max: 5 }),
      named: fc.nat({ max: 3 }),
      heard: fc.boolean(),
      ran: fc.boolean(),
    });
    const offer = fc.record({ labels: fc.array(label, { maxLength: 2 }), turn: fc.nat() });
    fc.assert(
      fc.property(
        fc.array(worker, { maxLength: 8 }),
        fc.array(offer, { maxLength: 20 }),
        (workers, offers) => {
          const candidates = workers.map((fields, index) => candidate(`w${index}`, fields));
          const ran = new Set(
            candidates.filter((_, index) => workers[index]?.ran).map(({ worker }) => worker),
          );
          const workforce = new Workforce(candidates);
          for (const { labels, turn } of offers) {
            const matching = workforce.matching(labels);
            const free = new Set(matching.filter((one) => slackOf(one) > 0).map((one) => one.worker));
            const { first } = chooseCandidates({ labels, ran, turn }, workforce);
            expect(new Set(first).size).toBe(first.length);
            expect(first.length).toBeLessThanOrEqual(2);
            expect(first.length === 0).toBe(matching.length === 0);
            for (const named of first) expect(matching.map((one) => one.worker)).toContain(named);
            if (free.size > 0) for (const named of first) expect(free).toContain(named);
          }
        },
      ),
    );
  });

  it('take turns from offer to offer, though each was granted before the next', () => {
    const named = Array.from({ length: 50 }, (_, turn) => {
      return chooseCandidates({ labels: ['linux'], ran: NOBODY, turn }, new Workforce(fleet(50))).first[0];
    });
    expect(new Set(named).size).toBe(50);
  });

  it('are others for each of many offers at once, within their slots', () => {
    const candidates = fleet(50, { capacity: 4 });
    const named = choose(candidates, 100);
    const firsts = candidates.map(({ worker }) => named.filter(([first]) => first === worker).length);
    expect(Math.max(...firsts)).toBeLessThanOrEqual(3);
    expect(Math.min(...firsts)).toBeGreaterThanOrEqual(1);
    for (const one of candidates) expect(slackOf(one)).toBeGreaterThanOrEqual(0);
  });

  it('are two while most slots are free, one when they become few, and all slots are named before any twice', () => {
    const candidates = fleet(100);
    const named = choose(candidates, 75);
    expect(named.slice(0, 25).every((first) => first.length === 2)).toBe(true);
    expect(named.slice(26).every((first) => first.length === 1)).toBe(true);
    expect(new Set(named.flat()).size).toBe(100);
    expect(candidates.every((one) => one.named === 1)).toBe(true);
  });

  it('get their share of what nobody has a slot for, by how many slots they have', () => {
    const small = fleet(4, { capacity: 1, used: 1 });
    const large = candidate('large', { capacity: 4, used: 4 });
    choose([...small, large], 80);
    expect(small.map(({ named }) => named)).toEqual([10, 10, 10, 10]);
    expect(large.named).toBe(40);
  });

  it('ran the repository before, as long as they have a slot', () => {
    const [one, other] = [candidate('one', { capacity: 2 }), candidate('other', { capacity: 8 })];
    expect(choose([one, other], 3, new Set([one.worker])).map(([first]) => first)).toEqual([
      'one',
      'one',
      'other',
    ]);
  });

  it('have the most free slots otherwise', () => {
    expect(choose([candidate('one', { capacity: 2 }), candidate('other', { capacity: 8 })], 1)[0]).toEqual([
      'other',
      'one',
    ]);
  });

  it('were heard of lately, if such a one has a slot', () => {
    const silent = candidate('silent', { capacity: 8, heard: false });
    expect(choose([silent, candidate('heard')], 2).map(([first]) => first)).toEqual(['heard', 'silent']);
  });

  it('are the only worker every time', () => {
    expect(choose([candidate('only', { capacity: 2 })], 3)).toEqual([['only'], ['only'], ['only']]);
  });
});

describe('the time over which the others spread their claims', () => {
  it('grows with how many there are, within bounds', () => {
    const spreads = [0, 1, 50, 200, 1_000].map((size) => {
      const workforce = new Workforce(fleet(size));
      return chooseCandidates({ labels: ['linux'], ran: NOBODY, turn: 0 }, workforce).spreadMs;
    });
    expect(spreads).toEqual([50, 50, 200, MOST_SPREAD_MS, MOST_SPREAD_MS]);
  });
});
