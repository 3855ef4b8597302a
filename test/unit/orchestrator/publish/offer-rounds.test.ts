import { describe, expect, it } from 'vitest';
import type { WorkerId } from '../../../../src/events/index.ts';
import { type Candidate, OfferRounds, Workforce } from '../../../../src/orchestrator/publish/index.ts';
import { job, workflow } from '../definitions.ts';
import { Ledger } from '../ledger.ts';

function worker(rest: Partial<Candidate> = {}): Candidate {
  const worker = 'w' as WorkerId;
  return { worker, labels: ['ubuntu-latest'], capacity: 4, used: 0, named: 0, heard: true, ...rest };
}

/** A partition in which so many jobs wait for a worker. */
function waiting(jobs: number, labels = 'ubuntu-latest', ledger = new Ledger()): Ledger {
  for (let left = jobs; left > 0; left -= 250) {
    const ids = Array.from({ length: Math.min(left, 250) }, (_, index) => `${labels}-${index}`);
    ledger.push(workflow(ids.map((id) => job(id, { runsOn: { labels } }))));
  }
  return ledger;
}

function open(ledger: Ledger): number[] {
  return [...ledger.state.live.keys()];
}

function told(rounds: OfferRounds, ledgers: readonly Ledger[], workforce: Workforce): number[] {
  const states = ledgers.map(({ state }) => state);
  return rounds.next(states, workforce).map(({ leg }) => leg.attempt.job);
}

describe('a round of offers', () => {
  it('tells everything while there is little', () => {
    const ledger = waiting(40);
    const jobs = told(new OfferRounds(), [ledger], new Workforce([worker()]));
    expect(new Set(jobs)).toEqual(new Set(open(ledger)));
  });

  it('tells twice as many of the oldest as there are free slots for, every time', () => {
    const ledger = waiting(1_500);
    const rounds = new OfferRounds();
    const workforce = new Workforce([worker({ capacity: 60, used: 10 }), worker({ capacity: 2 })]);
    const oldest = open(ledger).slice(0, 2 * (50 + 2));
    for (let round = 0; round < 3; round += 1) {
      expect(told(rounds, [ledger], workforce).slice(0, oldest.length)).toEqual(oldest);
    }
  });

  it('is bounded, and tells every offer once in a while though nobody has a slot', () => {
    const ledger = waiting(2_000);
    const rounds = new OfferRounds();
    const workforce = new Workforce([worker({ used: 4 })]);
    const seen = new Set<number>();
    for (let round = 0; round < 10; round += 1) {
      const jobs = told(rounds, [ledger], workforce);
      expect(jobs.length).toBeLessThan(300);
      for (const job of jobs) seen.add(job);
    }
    expect(seen.size).toBe(2_000);
  });

  it('is bounded however many slots are free', () => {
    const ledger = waiting(3_000);
    const jobs = told(new OfferRounds(), [ledger], new Workforce([worker({ capacity: 10_000 })]));
    expect(jobs.length).toBeLessThan(1_500);
    expect(new Set(jobs).size).toBe(jobs.length);
  });

  it('leaves out what nobody serves, so that it does not stand before what somebody does', () => {
    const ledger = waiting(500, 'gpu');
    waiting(3, 'ubuntu-latest', ledger);
    const jobs = told(new OfferRounds(), [ledger], new Workforce([worker()]));
    expect(jobs).toEqual(open(ledger).slice(500));
  });

  it('tells of all partitions alike, and of none that is not ours any more', () => {
    const [busy, calm] = [waiting(1_000), waiting(5)];
    const rounds = new OfferRounds();
    const workforce = new Workforce([worker()]);
    const both = rounds.next([busy.state, calm.state], workforce);
    expect(both.filter(({ run }) => calm.state.runs.get(run.id) === run)).toHaveLength(5);
    const rest = rounds.next([calm.state], workforce);
    expect(rest).toHaveLength(5);
    expect(rest.every(({ run }) => calm.state.runs.get(run.id) === run)).toBe(true);
  });

  it('goes on where offers were granted meanwhile and others came', () => {
    const ledger = waiting(600);
    const rounds = new OfferRounds();
    const workforce = new Workforce([worker({ used: 4 })]);
    const seen = new Set(told(rounds, [ledger], workforce));
    for (let index = 0; index < 20; index += 1) ledger.claim(`ubuntu-latest-${index}`);
    waiting(30, 'ubuntu-latest', ledger);
    for (let round = 0; round < 4; round += 1) {
      for (const job of told(rounds, [ledger], workforce)) seen.add(job);
    }
    const offered = [...ledger.state.live.values()].filter(({ leg }) => leg.attempt.status === 'offered');
    expect(offered.every(({ leg }) => seen.has(leg.attempt.job))).toBe(true);
  });
});
