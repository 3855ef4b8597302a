import { describe, expect, it } from 'vitest';
import { job, workflow } from '../definitions.ts';
import { Ledger } from '../ledger.ts';

const definition = workflow([
  job('a'),
  job('b'),
  job('c', { needs: ['a'] }),
  job('d', { needs: ['b', 'c'] }),
]);

describe('a rerun', () => {
  it('of all jobs is the same run in its next attempt, each job with a new id and its attempts counted on', () => {
    const ledger = new Ledger();
    const run = ledger.push(definition);
    for (const key of ['a', 'b', 'c', 'd']) ledger.finish(key);
    expect(ledger.rerun(run, 'all').counted).toBe(true);
    expect(ledger.statuses()).toEqual({ a: 'offered', b: 'offered' });
    expect(ledger.run(run).runAttempt).toBe(2);
    expect(ledger.live('a').leg.attempt).toMatchObject({ attempt: 2, folder: 'a.2' });
    const ids = ledger.events('job_offered').map((event) => event.job);
    expect(new Set(ids).size).toBe(ids.length);
    ledger.claim('a');
    const grant = ledger.feed.findLast((record) => record.type === 'job_granted');
    expect(grant).toMatchObject({
      spec: { contexts: { github: { run_attempt: '2', triggering_actor: 'hubot' } } },
    });
  });

  it('of the failed jobs runs those and what depends on them, and keeps the outputs of the others', () => {
    const ledger = new Ledger();
    const run = ledger.push(definition);
    ledger.finish('a', 'success', { made: 'widget' });
    ledger.finish('b', 'failure');
    ledger.finish('c');
    expect(ledger.conclusion(run)).toBe('failure');
    ledger.rerun(run, 'failed');
    expect(ledger.statuses()).toEqual({ b: 'offered' });
    ledger.finish('b');
    expect(ledger.statuses()).toEqual({ d: 'offered' });
    expect(ledger.run(run).jobs.get('a')?.outputs).toEqual({ made: 'widget' });
    ledger.finish('d');
    expect(ledger.conclusion(run)).toBe('success');
  });

  it('of the failed jobs runs only the failed legs of a matrix again', () => {
    const ledger = new Ledger();
    const run = ledger.push(
      workflow([
        job('t', { strategy: { matrix: { n: [1, 2] }, failFast: false } }),
        job('z', { needs: ['t'] }),
      ]),
    );
    ledger.finish('t', 'success', {}, 0);
    ledger.finish('t', 'failure', {}, 1);
    ledger.rerun(run, 'failed');
    expect(ledger.statuses()).toEqual({ 't (2)': 'offered' });
    ledger.finish('t', 'success', {}, 1);
    ledger.finish('z');
    expect(ledger.conclusion(run)).toBe('success');
  });

  it('of one job runs it and what depends on it', () => {
    const ledger = new Ledger();
    const run = ledger.push(definition);
    for (const key of ['a', 'b', 'c', 'd']) ledger.finish(key);
    ledger.rerun(run, 'job', { key: 'c', leg: 0 });
    expect(ledger.statuses()).toEqual({ c: 'offered' });
    ledger.finish('c');
    expect(ledger.statuses()).toEqual({ d: 'offered' });
  });

  it('counts only for a run that is over, and only as its next attempt', () => {
    const ledger = new Ledger();
    const run = ledger.push(definition);
    expect(ledger.rerun(run, 'all').counted).toBe(false);
    for (const key of ['a', 'b', 'c', 'd']) ledger.finish(key);
    const rerun = ledger.rerun(run, 'all');
    expect(rerun.counted).toBe(true);
    const request = ledger.events('rerun_requested')[0]!;
    const { v, at, by, ...draft } = request;
    expect([v, at, by]).not.toContain(undefined);
    for (const key of ['a', 'b', 'c', 'd']) ledger.finish(key);
    expect(ledger.append(draft).counted).toBe(false);
    expect(ledger.append({ ...draft, runAttempt: 4 }).counted).toBe(false);
    expect(ledger.append({ ...draft, runAttempt: 3 }).counted).toBe(true);
  });

  it('waits for its concurrency group like a new run', () => {
    const ledger = new Ledger();
    const grouped = workflow([job('a')], { concurrency: { group: 'g', cancelInProgress: false } });
    const first = ledger.push(grouped);
    ledger.finish('a');
    ledger.push(grouped);
    ledger.rerun(first, 'all');
    expect(ledger.run(first).live).toBe(0);
    ledger.finish('a');
    expect(ledger.run(first).live).toBe(1);
  });

  it('gives no attempt a log folder that an earlier one has', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a', { name: 'x/y' }), job('b', { name: 'x y' })]));
    ledger.finish('a');
    ledger.finish('b');
    ledger.rerun(run, 'all');
    const folders = ledger.events('job_offered').map(({ folder }) => folder.toLowerCase());
    expect(new Set(folders).size).toBe(4);
  });
});
