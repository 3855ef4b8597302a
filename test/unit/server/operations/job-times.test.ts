import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import type { WorkerId } from '../../../../src/events/index.ts';
import { JobTimes } from '../../../../src/server/operations/job-times.ts';
import { job, workflow } from '../../orchestrator/definitions.ts';
import { foldedOf, Ledger, WORKER } from '../../orchestrator/ledger.ts';

/** The number and the sum, in seconds, of what a ledger's events give from the one at `from` on. */
async function times(ledger: Ledger, from = 0): Promise<{ [name: string]: [count: number, sum: number] }> {
  const registry = new Registry();
  const jobTimes = new JobTimes(registry, (id) => ledger.state.live.get(id)?.leg.queuedAt ?? null);
  for (const folded of foldedOf(ledger).slice(from)) if (folded.counted) jobTimes.add(folded);
  const figures: { [name: string]: [number, number] } = {};
  for (const { name, values } of await registry.getMetricsAsJSON()) {
    const value = (suffix: string): number =>
      values.find((one) => 'metricName' in one && one.metricName === `${name}_${suffix}`)?.value ?? 0;
    figures[name.replace(/^runbook_job_|_seconds$/g, '')] = [value('count'), value('sum')];
  }
  return figures;
}

/** A worker takes its time: it claims after `claim` milliseconds and starts after `start`. */
function take(ledger: Ledger, key: string, claim: number, start: number): void {
  ledger.now += claim;
  ledger.heartbeat(WORKER);
  ledger.claim(key);
  ledger.now += start;
  ledger.heartbeat(WORKER);
  ledger.do({ type: 'job_started', ...ledger.fact(key), worker: WORKER, workerName: 'w' });
}

describe('the times that jobs wait', () => {
  it('are those between the stamps of the log', async () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a')]));
    take(ledger, 'a', 4_000, 500);
    expect(await times(ledger)).toEqual({
      offer_to_grant: [1, 4],
      grant_to_start: [1, 0.5],
      queue: [1, 4.5],
    });
  });

  it('count in the queue what a job waited for its concurrency group', async () => {
    const ledger = new Ledger();
    const concurrency = { group: 'deploy', cancelInProgress: false };
    ledger.push(workflow([job('a', { concurrency }), job('b', { concurrency })]));
    take(ledger, 'a', 1_000, 0);
    ledger.now += 9_000;
    ledger.heartbeat(WORKER);
    ledger.complete('a');
    take(ledger, 'b', 1_000, 0);
    expect(await times(ledger)).toEqual({ offer_to_grant: [2, 2], grant_to_start: [2, 0], queue: [2, 12] });
  });

  it('of an offer made before the process began are known all the same', async () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a')]));
    const before = ledger.entries.length;
    take(ledger, 'a', 4_000, 500);
    expect(await times(ledger, before)).toMatchObject({ offer_to_grant: [1, 4], queue: [1, 4.5] });
  });

  it('are not taken of attempts that never start', async () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a'), job('b')]));
    ledger.claim('a');
    ledger.append({ type: 'job_returned', ...ledger.fact('a'), worker: WORKER, reason: 'No.' });
    ledger.claim('b');
    ledger.presenceRecord({ type: 'worker_left', worker: WORKER, reason: 'Gone.' });
    ledger.settle();
    const other = 'other' as WorkerId;
    ledger.heartbeat(other);
    for (const key of ['a', 'b']) ledger.start(key, 0, other);
    expect(await times(ledger)).toMatchObject({
      offer_to_grant: [4, 0],
      grant_to_start: [2, 0],
      queue: [2, 0],
    });
  });
});
