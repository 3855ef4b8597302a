import { describe, expect, it } from 'vitest';
import { callee, calling, job, workflow } from '../definitions.ts';
import { Ledger } from '../ledger.ts';

const deploy = { group: 'Deploy-${{ github.ref_name }}', cancelInProgress: false };

describe('a concurrency group of workflows', () => {
  const definition = workflow([job('a')], { concurrency: deploy });

  it('lets one run begin and one wait, and cancels the waiting one for a newer one', () => {
    const ledger = new Ledger();
    const first = ledger.push(definition);
    const second = ledger.push(definition);
    const third = ledger.push(workflow([job('a')], { concurrency: { ...deploy, group: 'deploy-MAIN' } }));
    expect(ledger.run(first).live).toBe(1);
    expect(ledger.conclusion(second)).toBe('cancelled');
    expect(ledger.events('run_completed')[0]?.reason).toContain('A newer request');
    expect(ledger.run(third).live).toBe(0);
    ledger.finish('a');
    expect(ledger.conclusion(first)).toBe('success');
    expect(ledger.run(third).live).toBe(1);
  });

  it('with cancel-in-progress stops the run that holds it, and begins when that has ended', () => {
    const ledger = new Ledger();
    const definition = workflow([job('a')], { concurrency: { ...deploy, cancelInProgress: '${{ true }}' } });
    const first = ledger.push(definition);
    ledger.start('a');
    const second = ledger.push(definition);
    expect(ledger.events('job_cancelled')).toMatchObject([{ run: first, conclusion: null }]);
    expect(ledger.run(second).live).toBe(0);
    ledger.complete('a', 'cancelled');
    expect(ledger.conclusion(first)).toBe('cancelled');
    expect(ledger.run(second).live).toBe(1);
  });

  it('does not hold back runs of other groups', () => {
    const ledger = new Ledger();
    ledger.push(definition);
    const other = ledger.push(workflow([job('a')], { concurrency: { ...deploy, group: 'other' } }));
    expect(ledger.run(other).live).toBe(1);
  });

  it('is free again when the waiting run is cancelled and the holder has ended', () => {
    const ledger = new Ledger();
    const first = ledger.push(definition);
    const second = ledger.push(definition);
    ledger.do({
      type: 'cancel_requested',
      repository: ledger.run(second).repository,
      run: second,
      actor: 'mona',
    });
    expect(ledger.conclusion(second)).toBe('cancelled');
    ledger.finish('a');
    expect(ledger.conclusion(first)).toBe('success');
    expect(ledger.run(ledger.push(definition)).live).toBe(1);
  });

  it('whose expression fails rejects the workflow with the reason', () => {
    const ledger = new Ledger();
    const broken = workflow([job('a')], { concurrency: { ...deploy, group: '${{ fromJSON("x") }}' } });
    expect(() => ledger.push(broken)).toThrow('No run was requested');
    expect(ledger.events('workflow_rejected')[0]?.errors[0]?.rule).toBe('expression');
  });
});

describe('a concurrency group of jobs', () => {
  const definition = workflow([job('a'), job('b', { concurrency: deploy })]);

  it('is one for all runs of the repository: one runs, one waits, an older waiting one is cancelled', () => {
    const ledger = new Ledger();
    const first = ledger.push(definition);
    const second = ledger.push(definition);
    expect(ledger.events('job_waiting')).toMatchObject([{ run: second, key: 'b', cause: 'concurrency' }]);
    expect(ledger.events('job_waiting')[0]?.reason).toContain('behind b of run 1');
    const third = ledger.push(definition);
    expect(ledger.events('job_cancelled')).toMatchObject([
      { run: second, key: 'b', conclusion: 'cancelled' },
    ]);
    const held = [...ledger.run(first).jobs.get('b')!.legs.values()][0]!.attempt;
    const claim = {
      repository: ledger.run(first).repository,
      run: first,
      job: held.job,
      worker: 'worker-1' as never,
    };
    ledger.do({ type: 'job_claimed', ...claim });
    ledger.do({ type: 'job_started', ...claim, workerName: 'w' });
    ledger.do({ type: 'job_completed', ...claim, conclusion: 'success', outputs: {}, annotations: [] });
    const waited = [...ledger.run(third).jobs.get('b')!.legs.values()][0]!.attempt;
    expect(waited.status).toBe('offered');
  });

  it('that its own run holds is a deadlock: the job is cancelled and says so', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a', { concurrency: deploy })], { concurrency: deploy }));
    expect(ledger.conclusion(run)).toBe('cancelled');
    expect(ledger.events('job_cancelled')[0]?.reason).toContain('its own run holds');
  });

  it('holds back all but one leg of a matrix and keeps one waiting', () => {
    const ledger = new Ledger();
    const run = ledger.push(
      workflow([
        job('a', {
          strategy: { matrix: { n: [1, 2, 3] } },
          concurrency: { group: 'g', cancelInProgress: false },
        }),
      ]),
    );
    expect(ledger.statuses()).toEqual({ 'a (1)': 'offered', 'a (3)': 'waiting' });
    ledger.finish('a', 'success', {}, 0);
    ledger.finish('a', 'success', {}, 2);
    expect(ledger.conclusion(run)).toBe('cancelled');
  });

  it('goes together with max-parallel: a leg first gets its turn, then waits for the group', () => {
    const ledger = new Ledger();
    const matrix = { n: [1, 2] };
    const one = {
      strategy: { matrix, maxParallel: 1 },
      concurrency: { group: 'g', cancelInProgress: false },
    };
    const run = ledger.push(workflow([job('a', one)]));
    expect(ledger.events('job_waiting').map(({ cause }) => cause)).toEqual(['max-parallel']);
    ledger.finish('a', 'success', {}, 0);
    ledger.finish('a', 'success', {}, 1);
    expect(ledger.conclusion(run)).toBe('success');
  });
});

describe('concurrency groups that wait for each other', () => {
  const red = { group: 'red', cancelInProgress: false };
  const blue = { group: 'blue', cancelInProgress: false };

  it('of two runs are a deadlock: the job that would close the circle is cancelled and says so', () => {
    const ledger = new Ledger();
    const first = ledger.push(
      workflow([job('a'), job('b', { needs: ['a'], concurrency: blue })], { concurrency: red }),
    );
    const second = ledger.push(workflow([job('c', { concurrency: red })], { concurrency: blue }));
    expect(ledger.conclusion(second)).toBeNull();
    ledger.finish('a');
    expect(ledger.events('job_cancelled')).toMatchObject([{ run: first, key: 'b', conclusion: 'cancelled' }]);
    expect(ledger.events('job_cancelled')[0]?.reason).toBe(
      'It waits for the concurrency group blue behind run 2, which waits for a group that this job or what it is nested in holds.',
    );
    ledger.finish('c');
    expect([ledger.conclusion(first), ledger.conclusion(second)]).toEqual(['cancelled', 'success']);
  });

  it('of two calls, decided at once, are one, too', () => {
    const ledger = new Ledger();
    const called = {
      ...callee('x.yml', [job('x', { concurrency: blue })]),
      ...callee('y.yml', [job('y', { concurrency: red })]),
    };
    const jobs = [calling('a', 'x.yml', { concurrency: red }), calling('b', 'y.yml', { concurrency: blue })];
    const run = ledger.push(workflow(jobs, { called }));
    expect(ledger.events('job_cancelled').map(({ key }) => key)).toEqual(['a/x']);
    ledger.finish('b/y');
    expect(ledger.conclusion(run)).toBe('cancelled');
  });

  it('are none where one only waits for another that goes on', () => {
    const ledger = new Ledger();
    const called = callee('x.yml', [job('x', { concurrency: blue })]);
    const run = ledger.push(
      workflow([job('z', { concurrency: blue }), calling('a', 'x.yml', { concurrency: red })], { called }),
    );
    expect(ledger.events('job_cancelled')).toEqual([]);
    ledger.finish('z');
    ledger.finish('a/x');
    expect(ledger.conclusion(run)).toBe('success');
  });
});
