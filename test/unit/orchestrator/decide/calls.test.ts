import { describe, expect, it } from 'vitest';
import type { Draft, WorkflowCalled } from '../../../../src/events/index.ts';
import { callee, calling, job, workflow } from '../definitions.ts';
import { Ledger } from '../ledger.ts';

const DEPLOY = '.runbook/deploy.yml';
const INNER = '.runbook/inner.yml';

/** The spec with which a job was granted last. */
function specOf(ledger: Ledger, name: string) {
  const grant = ledger.feed.findLast((record) => record.type === 'job_granted' && record.spec.name === name);
  if (grant?.type !== 'job_granted') throw new Error(`${name} was not granted.`);
  return grant.spec;
}

describe('a job that calls a workflow', () => {
  const called = callee(DEPLOY, [job('build'), job('ship', { needs: ['build'] })]);

  it('calls it once its needs are done; the jobs of the called file run in their order, then what needs the call', () => {
    const ledger = new Ledger();
    const run = ledger.push(
      workflow(
        [job('test'), calling('deploy', DEPLOY, { needs: ['test'] }), job('end', { needs: ['deploy'] })],
        {
          called,
        },
      ),
    );
    expect(ledger.statuses()).toEqual({ test: 'offered' });
    ledger.finish('test');
    expect(ledger.statuses()).toEqual({ deploy: 'called', 'deploy / build': 'offered' });
    ledger.finish('deploy/build');
    expect(ledger.statuses()).toEqual({ deploy: 'called', 'deploy / ship': 'offered' });
    ledger.finish('deploy/ship');
    expect(ledger.statuses()).toEqual({ end: 'offered' });
    ledger.finish('end');
    expect(ledger.conclusion(run)).toBe('success');
  });

  it('fails as its nested jobs do, what needs it is skipped, and `if: failure()` runs', () => {
    const ledger = new Ledger();
    const run = ledger.push(
      workflow(
        [
          calling('deploy', DEPLOY),
          job('next', { needs: ['deploy'] }),
          job('alarm', { needs: ['deploy'], if: 'failure()' }),
        ],
        { called },
      ),
    );
    ledger.finish('deploy/build', 'failure');
    expect(ledger.events('job_skipped').map(({ key }) => key)).toEqual(['deploy/ship', 'next']);
    expect(ledger.events('job_skipped')[0]?.reason).toBe('It needs build, which ended as failure.');
    expect(ledger.events('call_completed')).toMatchObject([{ conclusion: 'failure' }]);
    ledger.finish('alarm');
    expect(ledger.conclusion(run)).toBe('failure');
  });

  it('is skipped like any other job, and then calls nothing', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a'), calling('deploy', DEPLOY, { needs: ['a'] })], { called }));
    ledger.finish('a', 'failure');
    expect(ledger.events('job_skipped').map(({ name }) => name)).toEqual(['deploy']);
    expect(ledger.events('workflow_called')).toEqual([]);
    expect(ledger.conclusion(run)).toBe('failure');
  });

  it('is skipped where all jobs of the called file are, and cancelled where they were', () => {
    const ledger = new Ledger();
    const nothing = callee(DEPLOY, [job('build', { if: 'false' }), job('ship', { needs: ['build'] })]);
    const run = ledger.push(workflow([calling('deploy', DEPLOY)], { called: nothing }));
    expect(ledger.events('call_completed')).toMatchObject([{ conclusion: 'skipped' }]);
    expect(ledger.conclusion(run)).toBe('skipped');
  });

  it('may run after a failure: its nested jobs look at the jobs of their own file only', () => {
    const ledger = new Ledger();
    ledger.push(
      workflow([job('a'), calling('clean', DEPLOY, { needs: ['a'], if: 'failure()' })], { called }),
    );
    ledger.finish('a', 'failure');
    expect(ledger.statuses()).toEqual({ clean: 'called', 'clean / build': 'offered' });
  });

  it('has its nested jobs run on the same terms as any job: their own `continue-on-error`, matrix and `if`', () => {
    const ledger = new Ledger();
    const file = callee(DEPLOY, [
      job('build', { continueOnError: true, strategy: { matrix: { node: [20, 22] } } }),
      job('report', { needs: ['build'], if: "needs.build.result == 'success'" }),
    ]);
    const run = ledger.push(workflow([calling('deploy', DEPLOY)], { called: file }));
    expect(Object.keys(ledger.statuses())).toEqual(['deploy', 'deploy / build (20)', 'deploy / build (22)']);
    ledger.finish('deploy/build', 'failure', {}, 0);
    ledger.finish('deploy/build', 'success', {}, 1);
    ledger.finish('deploy/report');
    expect(ledger.conclusion(run)).toBe('success');
  });

  it('gives each job attempt a log folder of its own', () => {
    const ledger = new Ledger();
    ledger.push(workflow([calling('deploy', DEPLOY), job('d', { name: 'deploy / build' })], { called }));
    const folders = ledger.events('job_offered').map(({ folder }) => folder);
    expect(folders).toHaveLength(2);
    expect(new Set(folders).size).toBe(2);
  });
});

describe('inputs and outputs of a call', () => {
  it('are evaluated for the caller, typed as the called file declares, with its defaults', () => {
    const ledger = new Ledger();
    const called = callee(DEPLOY, [job('build', { if: 'inputs.go' })], {
      inputs: {
        target: { type: 'string', required: true },
        go: { type: 'boolean', required: false },
        count: { type: 'number', required: false, default: 3 },
        ref: { type: 'string', required: false, default: '${{ github.ref_name }}' },
      },
    });
    ledger.push(
      workflow(
        [
          job('a'),
          calling('deploy', DEPLOY, {
            needs: ['a'],
            with: { TARGET: 'on ${{ needs.a.outputs.where }}', go: "${{ github.ref == 'refs/heads/main' }}" },
          }),
        ],
        { called },
      ),
    );
    ledger.finish('a', 'success', { where: 'mars' });
    ledger.claim('deploy/build');
    const inputs = { target: 'on mars', go: true, count: 3, ref: 'main' };
    expect(specOf(ledger, 'deploy / build').contexts).toMatchObject({ inputs, needs: {} });
  });

  it.each([
    {
      of: 'a required input that is missing',
      with: {},
      reason: 'The input `n` of .runbook/deploy.yml is required.',
    },
    { of: 'an unknown input', with: { n: 1, m: 2 }, reason: '.runbook/deploy.yml has no input `m`.' },
    {
      of: 'a value of the wrong type',
      with: { n: '${{ github.ref_name }}' },
      reason: 'The input `n` of .runbook/deploy.yml must be of the type number, not `main`.',
    },
  ])('fail the call with a sentence for $of', ({ with: given, reason }) => {
    const ledger = new Ledger();
    const called = callee(DEPLOY, [job('build')], { inputs: { n: { type: 'number', required: true } } });
    const run = ledger.push(workflow([calling('deploy', DEPLOY, { with: given })], { called }));
    expect(ledger.events('job_cancelled')).toMatchObject([{ key: 'deploy', conclusion: 'failure', reason }]);
    expect(ledger.conclusion(run)).toBe('failure');
  });

  it('give results and outputs of the nested jobs back to what needs the call', () => {
    const ledger = new Ledger();
    const called = callee(DEPLOY, [job('build'), job('ship', { needs: ['build'] })], {
      inputs: { stage: { type: 'string', required: false, default: 'test' } },
      outputs: {
        url: 'https://${{ jobs.build.outputs.host }}/${{ inputs.stage }}',
        how: '${{ jobs.ship.result }}',
      },
    });
    ledger.push(workflow([calling('deploy', DEPLOY), job('end', { needs: ['deploy'] })], { called }));
    ledger.finish('deploy/build', 'success', { host: 'example.org' });
    ledger.finish('deploy/ship');
    ledger.claim('end');
    const outputs = { url: 'https://example.org/test', how: 'success' };
    expect(specOf(ledger, 'end').contexts.needs).toEqual({ deploy: { result: 'success', outputs } });
  });

  it('that cannot be evaluated at its end fail the call with the reason', () => {
    const ledger = new Ledger();
    const called = callee(DEPLOY, [job('build')], { outputs: { of: "${{ fromJSON('{') }}" } });
    const run = ledger.push(workflow([calling('deploy', DEPLOY)], { called }));
    ledger.finish('deploy/build');
    expect(ledger.events('call_completed')[0]).toMatchObject({ conclusion: 'failure' });
    expect(ledger.events('call_completed')[0]?.reason).toContain('fromJSON');
    expect(ledger.conclusion(run)).toBe('failure');
  });

  it('of legs of a matrix come together as those of any job: the last writer of a value wins', () => {
    const ledger = new Ledger();
    const called = callee(DEPLOY, [job('build')], {
      inputs: { n: { type: 'number', required: true } },
      outputs: { last: 'leg ${{ inputs.n }}', one: "${{ inputs.n == 1 && 'yes' || '' }}" },
    });
    ledger.push(
      workflow(
        [
          calling('deploy', DEPLOY, { strategy: { matrix: { n: [1, 2] } }, with: { n: '${{ matrix.n }}' } }),
          job('end', { needs: ['deploy'] }),
        ],
        { called },
      ),
    );
    ledger.finish('deploy:0/build');
    ledger.finish('deploy:1/build');
    ledger.claim('end');
    const outputs = { last: 'leg 2', one: 'yes' };
    expect(specOf(ledger, 'end').contexts.needs).toMatchObject({ deploy: { outputs } });
  });
});

describe('what a nested job is granted with', () => {
  const called = callee(DEPLOY, [job('build')], {
    name: 'Deploy',
    env: { OF: 'callee' },
    defaults: { shell: 'sh' },
  });

  it("is its file's `env` and `defaults`, and the `github` context of the run", () => {
    const ledger = new Ledger();
    ledger.push({ ...workflow([calling('deploy', DEPLOY)], { called }), env: { OF: 'caller' } });
    ledger.claim('deploy/build');
    const spec = specOf(ledger, 'deploy / build');
    expect(spec).toMatchObject({ workflowEnv: { OF: 'callee' }, workflowDefaults: { shell: 'sh' } });
    const github = { workflow: 'CI', job: 'build', event_name: 'push', ref: 'refs/heads/main' };
    expect(spec.contexts.github).toMatchObject(github);
  });

  it.each([
    { of: 'none where the call says nothing', secrets: {}, mappings: 1 },
    { of: 'all with `inherit`', secrets: 'inherit' as const, mappings: 0 },
  ])('are $of of the secrets', ({ secrets, mappings }) => {
    const ledger = new Ledger();
    ledger.push(workflow([calling('deploy', DEPLOY, { secrets })], { called }));
    ledger.claim('deploy/build');
    expect(specOf(ledger, 'deploy / build').secretMappings ?? []).toHaveLength(mappings);
  });

  it('are the mappings of all calls around it, the outermost first, with what their templates see', () => {
    const ledger = new Ledger();
    const secrets = { TOKEN: '${{ secrets[matrix.name] }}' };
    const files = {
      ...callee(
        DEPLOY,
        [calling('inner', INNER, { secrets: { INNER: '${{ secrets.TOKEN }}-${{ inputs.x }}' } })],
        {
          inputs: { x: { type: 'string', required: false, default: 'y' } },
        },
      ),
      ...callee(INNER, [job('build')]),
    };
    const strategy = { matrix: { name: ['A', 'B'] } };
    ledger.push(workflow([calling('deploy', DEPLOY, { strategy, secrets })], { called: files }));
    ledger.claim('deploy:1/inner/build');
    expect(specOf(ledger, 'deploy (B) / inner / build').secretMappings).toMatchObject([
      {
        secrets,
        job: 'deploy',
        contexts: { matrix: { name: 'B' }, strategy: { 'job-index': 1 }, inputs: {} },
      },
      { job: 'inner', contexts: { inputs: { x: 'y' }, matrix: null } },
    ]);
  });
});

describe('a call in a matrix', () => {
  const called = callee(DEPLOY, [job('build'), job('ship', { needs: ['build'] })]);
  const matrix = { to: ['mars', 'moon', 'sun'] };

  it('keeps to `max-parallel`, a call counting until all its jobs are over', () => {
    const ledger = new Ledger();
    const run = ledger.push(
      workflow([calling('deploy', DEPLOY, { strategy: { matrix, maxParallel: 1 } })], { called }),
    );
    expect(Object.keys(ledger.statuses())).toContain('deploy (mars) / build');
    expect(ledger.events('workflow_called')).toHaveLength(1);
    ledger.finish('deploy:0/build');
    expect(ledger.events('workflow_called')).toHaveLength(1);
    ledger.finish('deploy:0/ship');
    expect(ledger.events('workflow_called').map(({ name }) => name)).toEqual([
      'deploy (mars)',
      'deploy (moon)',
    ]);
    for (const index of [1, 2]) for (const id of ['build', 'ship']) ledger.finish(`deploy:${index}/${id}`);
    expect(ledger.conclusion(run)).toBe('success');
  });

  it('cancels the other calls when one fails, unless the matrix is not fail-fast', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([calling('deploy', DEPLOY, { strategy: { matrix } })], { called }));
    ledger.start('deploy:1/build');
    ledger.finish('deploy:0/build', 'failure');
    const reason = 'deploy (mars) failed, and the matrix is fail-fast.';
    expect(ledger.events('job_cancelled')).toMatchObject([
      { key: 'deploy:1/build', conclusion: null, reason },
      { key: 'deploy:1/ship', conclusion: 'cancelled', reason },
      { key: 'deploy:2/build', conclusion: 'cancelled' },
      { key: 'deploy:2/ship', conclusion: 'cancelled' },
    ]);
    ledger.complete('deploy:1/build', 'cancelled');
    expect(ledger.events('call_completed').map(({ conclusion }) => conclusion)).toEqual([
      'failure',
      'cancelled',
      'cancelled',
    ]);
    expect(ledger.conclusion(run)).toBe('failure');
    const other = new Ledger();
    other.push(workflow([calling('deploy', DEPLOY, { strategy: { matrix, failFast: false } })], { called }));
    other.finish('deploy:0/build', 'failure');
    expect(other.events('job_cancelled')).toEqual([]);
  });
});

describe('a cancelled run with a call', () => {
  const called = callee(DEPLOY, [
    job('build'),
    job('ship', { needs: ['build'] }),
    job('clean', { needs: ['build'], if: 'always()' }),
  ]);

  it('stops the nested jobs, and lets those run whose `if` still holds', () => {
    const ledger = new Ledger();
    const run = ledger.push(
      workflow([calling('deploy', DEPLOY), job('end', { needs: ['deploy'] })], { called }),
    );
    ledger.start('deploy/build');
    const { repository } = ledger.run(run);
    ledger.do({ type: 'cancel_requested', repository, run, actor: 'mona' });
    expect(ledger.events('job_cancelled').map(({ key, conclusion }) => [key, conclusion])).toEqual([
      ['end', 'cancelled'],
      ['deploy/build', null],
      ['deploy/ship', 'cancelled'],
    ]);
    ledger.complete('deploy/build', 'cancelled');
    expect(ledger.statuses()).toEqual({ deploy: 'called', 'deploy / clean': 'offered' });
    ledger.finish('deploy/clean');
    expect(ledger.conclusion(run)).toBe('cancelled');
  });

  it('ends at once when it is cancelled again', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([calling('deploy', DEPLOY)], { called }));
    const { repository } = ledger.run(run);
    for (let time = 0; time < 2; time += 1)
      ledger.do({ type: 'cancel_requested', repository, run, actor: 'mona' });
    expect(ledger.conclusion(run)).toBe('cancelled');
  });
});

describe('concurrency groups around a call', () => {
  const group = { group: 'production', cancelInProgress: false };

  it('of the calling job are held until the call is over', () => {
    const ledger = new Ledger();
    const called = callee(DEPLOY, [job('build')]);
    const definition = workflow([calling('deploy', DEPLOY, { concurrency: group })], { called });
    const first = ledger.push(definition);
    const second = ledger.push(definition);
    expect(ledger.events('job_waiting')).toMatchObject([
      { run: second, key: 'deploy', cause: 'concurrency' },
    ]);
    expect(ledger.events('job_waiting')[0]?.reason).toContain('behind deploy of run 1');
    ledger.finish('deploy/build');
    expect(ledger.conclusion(first)).toBe('success');
    ledger.finish('deploy/build');
    expect(ledger.conclusion(second)).toBe('success');
  });

  it('of the called file hold the call back, with its inputs in their name', () => {
    const ledger = new Ledger();
    const called = callee(DEPLOY, [job('build')], {
      inputs: { to: { type: 'string', required: true } },
      concurrency: { ...group, group: 'to ${{ inputs.to }}' },
    });
    const run = ledger.push(
      workflow(
        [calling('a', DEPLOY, { with: { to: 'mars' } }), calling('b', DEPLOY, { with: { to: 'mars' } })],
        { called },
      ),
    );
    expect(ledger.statuses()).toEqual({ a: 'called', 'a / build': 'offered', b: 'waiting' });
    ledger.finish('a/build');
    ledger.finish('b/build');
    expect(ledger.conclusion(run)).toBe('success');
  });

  it('are waited for one after the other: first the job’s, then the called file’s', () => {
    const ledger = new Ledger();
    const called = callee(DEPLOY, [job('build')], { concurrency: { ...group, group: 'file' } });
    const of = (name: string) =>
      workflow([calling('deploy', DEPLOY, { concurrency: { ...group, group: name } })], { called });
    const first = ledger.push(of('one'));
    const second = ledger.push(of('two'));
    const third = ledger.push(of('two'));
    const waits = ledger.events('job_waiting').map(({ run, reason }) => [run, reason]);
    expect(waits).toEqual([
      [second, 'Waits for the concurrency group file behind deploy of run 1.'],
      [third, 'Waits for the concurrency group two behind deploy of run 2.'],
    ]);
    for (const run of [first, second, third]) {
      ledger.finish('deploy/build');
      expect(ledger.conclusion(run)).toBe('success');
    }
    expect(ledger.state.repositories.get(ledger.requested().repository)?.groups.size).toBe(0);
  });

  it('with `cancel-in-progress` cancel the call that holds them, and what comes after it', () => {
    const ledger = new Ledger();
    const called = callee(DEPLOY, [job('build'), job('ship', { needs: ['build'] })], {
      concurrency: { ...group, cancelInProgress: true },
    });
    const first = ledger.push(workflow([calling('deploy', DEPLOY)], { called }));
    const second = ledger.push(workflow([calling('deploy', DEPLOY)], { called }));
    expect(ledger.conclusion(first)).toBe('cancelled');
    expect(ledger.run(second).live).toBe(2);
  });

  it.each([
    { of: 'its own run', run: true, outer: false },
    { of: 'the call that it is nested in', run: false, outer: true },
  ])('that $of holds are a deadlock: the job is cancelled and says so', ({ of, run: onRun, outer }) => {
    const ledger = new Ledger();
    const called = {
      ...callee(DEPLOY, [calling('inner', INNER)], outer ? { concurrency: group } : {}),
      ...callee(INNER, [job('build', { concurrency: group })]),
    };
    const definition = workflow([calling('deploy', DEPLOY)], {
      called,
      ...(onRun ? { concurrency: group } : {}),
    });
    const run = ledger.push(definition);
    expect(ledger.events('job_cancelled')).toMatchObject([
      { key: 'deploy/inner/build', conclusion: 'cancelled' },
    ]);
    expect(ledger.events('job_cancelled')[0]?.reason).toContain(`which ${of} holds`);
    expect(ledger.conclusion(run)).toBe('cancelled');
  });
});

describe('calls that go wrong', () => {
  it('are not made of a file that the run does not have', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([calling('deploy', DEPLOY)]));
    expect(ledger.events('job_cancelled')[0]?.reason).toContain('has no file .runbook/deploy.yml');
    expect(ledger.conclusion(run)).toBe('failure');
  });

  it('end at ten levels where a file calls itself', () => {
    const ledger = new Ledger();
    const run = ledger.push(
      workflow([calling('a', DEPLOY)], { called: callee(DEPLOY, [calling('a', DEPLOY)]) }),
    );
    expect(ledger.events('workflow_called')).toHaveLength(9);
    expect(ledger.events('job_cancelled')[0]?.reason).toContain('10 levels');
    expect(ledger.conclusion(run)).toBe('failure');
  });

  it('end at ten thousand jobs where a few files would make many', () => {
    const ledger = new Ledger();
    const many = Array.from({ length: 200 }, (_, index) => job(`j${index}`, { if: 'false' }));
    const strategy = { matrix: { n: Array.from({ length: 100 }, (_, index) => index) }, failFast: false };
    const run = ledger.push(workflow([calling('a', DEPLOY, { strategy })], { called: callee(DEPLOY, many) }));
    expect(ledger.events('workflow_called').length).toBeLessThan(50);
    expect(ledger.events('job_cancelled')[0]?.reason).toContain('more than 10000');
    expect(ledger.conclusion(run)).toBe('failure');
  });

  it('end where the nested jobs need each other in a circle', () => {
    const ledger = new Ledger();
    const called = callee(DEPLOY, [job('x', { needs: ['y'] }), job('y', { needs: ['x'] })]);
    const run = ledger.push(
      workflow([calling('deploy', DEPLOY), job('end', { needs: ['deploy'] })], { called }),
    );
    expect(ledger.events('call_completed')[0]).toMatchObject({ conclusion: 'failure' });
    expect(ledger.conclusion(run)).toBe('failure');
  });

  it('count once: neither a repeat nor a call for another file has an effect', () => {
    const ledger = new Ledger();
    ledger.push(workflow([calling('deploy', DEPLOY)], { called: callee(DEPLOY, [job('build')]) }));
    const { v, at, by, ...event } = ledger.events('workflow_called')[0]!;
    expect([v, at, by]).not.toContain(undefined);
    const draft: Draft<WorkflowCalled> = event;
    expect(ledger.append(draft).counted).toBe(false);
    expect(ledger.append({ ...draft, key: 'other' }).counted).toBe(false);
    expect(ledger.append({ ...draft, path: INNER }).counted).toBe(false);
    const { repository, run, job: id, owner } = draft;
    const end = {
      type: 'call_completed',
      repository,
      run,
      job: id,
      owner,
      conclusion: 'success',
      outputs: {},
    } as const;
    expect(ledger.append(end)).toMatchObject({ reason: 'It has nested jobs that are not concluded.' });
  });
});
