import { afterEach, describe, expect, it } from 'vitest';
import type { JobId, WorkerId } from '../../../src/events/index.ts';
import { Fleet, type FleetOptions, workerNumber } from './fleet.ts';

/** An hour: those that an offer does not name never claim it. */
const NEVER_MS = 3_600_000;

let fleet: Fleet;
afterEach(() => fleet.stop());

async function start(options: FleetOptions): Promise<void> {
  fleet = new Fleet(options);
  await fleet.start();
}

async function finish(jobs: number): Promise<void> {
  await fleet.until(() => fleet.count('job_completed') === jobs);
  expect(fleet.count('job_granted')).toBe(jobs);
}

/** Nobody claimed but those whom an offer named, which are two at most. */
function expectOnlyNamed(): void {
  const named = fleet.offers.flatMap(({ job, first = [] }) => first.map((worker) => pair({ job, worker })));
  const isNamed = new Set(named);
  expect(fleet.claims.map(pair).filter((claim) => !isNamed.has(claim))).toEqual([]);
  expect(fleet.offers.filter(({ first = [] }) => first.length > 2)).toEqual([]);
}

function pair({ job, worker }: { readonly job: JobId; readonly worker: WorkerId }): string {
  return `${job} ${worker}`;
}

describe('two hundred idle workers', () => {
  it('leave an offer to those that it names: two for each time that it is told', async () => {
    await start({ workers: 200, hopMs: 5, special: () => ({ holdBackMs: NEVER_MS }) });
    for (let push = 1; push <= 20; push += 1) {
      await fleet.push(1);
      await finish(push);
    }
    expectOnlyNamed();
  });

  it('share a burst: whoever claims was named, and all of it is done', async () => {
    await start({ workers: 200, special: () => ({ holdBackMs: NEVER_MS }) });
    await fleet.push(250);
    await finish(250);
    expectOnlyNamed();
    expect(new Set(fleet.granted().values()).size).toBeGreaterThan(100);
  });

  it('do every job though most that offers name are frozen', async () => {
    const isFrozen = (index: number): boolean => index % 4 !== 0;
    const special: FleetOptions['special'] = (index) =>
      isFrozen(index) ? { mayClaim: () => false } : { holdBackMs: 5 };
    await start({ workers: 200, special });
    await fleet.push(60);
    await finish(60);
    const frozen = Array.from({ length: 200 }, (_, index) => index)
      .filter(isFrozen)
      .map(workerNumber);
    const executed = new Set(fleet.granted().values());
    expect(frozen.filter((worker) => executed.has(worker))).toEqual([]);
  });
});

describe('workers that come when there is a queue', () => {
  it('are named for what waits in it', async () => {
    const special: FleetOptions['special'] = (index) =>
      index === 0 ? { mayClaim: () => false } : { holdBackMs: NEVER_MS };
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    await start({ workers: 1, heartbeatMs: 50, special, job: () => gate });
    await fleet.push(100);
    await fleet.until(() => fleet.count('job_offered') === 100);
    for (let index = 1; index <= 20; index += 1) await fleet.addWorker(index);
    // Each has one slot and keeps it: all of them found something to do.
    await fleet.until(() => fleet.count('job_started') === 20);
    open();
    await finish(100);
  });
});
