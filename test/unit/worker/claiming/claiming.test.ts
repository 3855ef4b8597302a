import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type JobId,
  jobIdOf,
  type OfferPublished,
  repositoryName,
  runIdOf,
  stampFeed,
  workerId,
} from '../../../../src/events/index.ts';
import { Claiming, type ClaimingOptions } from '../../../../src/worker/claiming/claiming.ts';

const OWN = workerId('own');
const OTHER = workerId('other');
const REPOSITORY = repositoryName('octo/sample');

let claimed: JobId[];
let claiming: Claiming;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  claimed = [];
});
afterEach(() => {
  claiming.clear();
  // Whatever was claimed or held back, nothing is left that would wake the process.
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

function start(options: Partial<ClaimingOptions> = {}): void {
  claiming = new Claiming({
    worker: () => OWN,
    holds: () => true,
    freeSlots: () => 2,
    mayClaim: () => true,
    holdMs: 10_000,
    baseMs: 75,
    otherWorkersMs: 10,
    random: () => 0.5,
    claim: ({ job }) => claimed.push(job),
    ...options,
  });
}

function tell(n: number, hint: Pick<OfferPublished, 'first' | 'spreadMs'> = {}): JobId {
  const job = jobIdOf(n, 0);
  const draft = { type: 'job_offered', repository: REPOSITORY, run: runIdOf(1, 0), job, labels: [] } as const;
  const record = stampFeed({ ...draft, ...hint, offeredAt: n }, { by: 'test', now: 0 });
  if (record.type === 'job_offered') claiming.offered(record);
  claiming.next();
  return job;
}

describe('a worker with free slots', () => {
  it('claims at once what names it, up to its slots', () => {
    start();
    const jobs = [1, 2, 3].map((n) => tell(n, { first: [OWN], spreadMs: 500 }));
    expect(claimed).toEqual(jobs.slice(0, 2));
  });

  it('claims what names another only after the time of a grant and its own part of the spread', () => {
    start();
    const job = tell(1, { first: [OTHER], spreadMs: 100 });
    vi.advanceTimersByTime(75 + 24);
    expect(claimed).toEqual([]);
    vi.advanceTimersByTime(2);
    expect(claimed).toEqual([job]);
  });

  it('does not claim what was granted or cancelled while it held it back', () => {
    start();
    const job = tell(1, { first: [OTHER], spreadMs: 100 });
    expect(claiming.closed(job)).toBe(false);
    vi.advanceTimersByTime(1_000);
    expect(claimed).toEqual([]);
  });

  it('claims what it held back as soon as it is told again with its own name', () => {
    start();
    const job = tell(1, { first: [OTHER], spreadMs: 500 });
    vi.advanceTimersByTime(10);
    tell(1, { first: [OWN], spreadMs: 500 });
    expect(claimed).toEqual([job]);
  });

  it('waits no longer because an offer that names others is told again and again', () => {
    start();
    const job = tell(1, { first: [OTHER], spreadMs: 100 });
    for (let time = 0; time < 120; time += 20) {
      vi.advanceTimersByTime(20);
      tell(1, { first: [OTHER], spreadMs: 100 });
    }
    expect(claimed).toEqual([job]);
  });

  it('claims nothing twice while its claim is open', () => {
    start();
    const job = tell(1, { first: [OWN] });
    tell(1, { first: [OWN] });
    expect(claimed).toEqual([job]);
    expect(claiming.closed(job)).toBe(true);
  });

  it('without the mirror lets another that is named go first, and claims at once where it is the only one', () => {
    start({ holds: () => false });
    const shared = tell(1, { first: [OTHER, OWN] });
    const own = tell(2, { first: [OWN] });
    expect(claimed).toEqual([own]);
    vi.advanceTimersByTime(10);
    expect(claimed).toEqual([own, shared]);
  });
});

describe('a worker without free slots', () => {
  it('claims the oldest ripe offer as soon as one is free', () => {
    let free = 0;
    start({ freeSlots: () => free });
    const named = tell(2, { first: [OWN] });
    tell(1, { first: [OTHER] });
    vi.advanceTimersByTime(1_000);
    expect(claimed).toEqual([]);
    free = 1;
    claiming.next();
    expect(claimed).toEqual([named]);
  });

  it('has a slot again when no grant came in time, and then takes the claim up again where it is told again', () => {
    start({ freeSlots: () => 1 });
    const first = tell(1, { first: [OWN] });
    const second = tell(2, { first: [OWN] });
    vi.advanceTimersByTime(10_000);
    expect(claimed).toEqual([first, second]);
    vi.advanceTimersByTime(10_000);
    tell(1, { first: [OWN] });
    expect(claimed).toEqual([first, second, first]);
  });
});
