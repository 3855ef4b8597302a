import { describe, expect, it } from 'vitest';
import type { Decision, Draft, JobId, JsonObject } from '../../../../src/events/index.ts';
import { MAX_RECORD_BYTES } from '../../../../src/events/index.ts';
import { decide, smallerThan } from '../../../../src/orchestrator/decide/index.ts';
import { bytesOf } from '../../../../src/orchestrator/decide/size.ts';
import { pendingDeliveries } from '../../../../src/orchestrator/state/index.ts';
import { callee, calling, job, PUSH, REPOSITORY, started, workflow } from '../definitions.ts';
import { Ledger, WORKER } from '../ledger.ts';

const MIB = 1024 * 1024;

/** A text of so many MiB. */
function text(mebibytes: number): string {
  return 'x'.repeat(mebibytes * MIB);
}

/** Delivers a push with a payload; gives the ledger after everything that follows from it. */
function pushed(definition: Parameters<typeof started>[1][number], payload: JsonObject): Ledger {
  const ledger = new Ledger();
  const result = started('one', [definition]);
  const { delivery } = result;
  ledger.append({
    type: 'delivery_received',
    repository: REPOSITORY,
    delivery,
    forge: 'git',
    trigger: PUSH,
    payload,
  });
  ledger.settle([result]);
  return ledger;
}

describe('the size of a value', () => {
  it('is that of its JSON in UTF-8', () => {
    const values = [
      'plain',
      'ü "quoted" \n \u0000 \ud800 €😀',
      [],
      {},
      [1, 2.5, -3e30, null, true],
      { a: [{ b: 'c' }, []], ä: {}, none: undefined },
      { long: [text(1), 'y'.repeat(3_000)] },
    ];
    for (const value of values) {
      expect(bytesOf(value)).toBe(Buffer.byteLength(JSON.stringify(value)));
      expect(bytesOf(value)).toBe(Buffer.byteLength(JSON.stringify(value)));
    }
  });
});

describe('what the log would not take', () => {
  it('is no offer: a job whose matrix is too large fails with its size and the limit, and the run goes on', () => {
    const ledger = new Ledger();
    const side = Array.from({ length: 16 }, (_, n) => n);
    const include = [{ blob: '${{ needs.plan.outputs.blob }}' }];
    const run = ledger.push(
      workflow([
        job('plan'),
        job('test', { needs: ['plan'], strategy: { matrix: { x: side, y: side, include } } }),
        job('other', { needs: ['plan'] }),
      ]),
    );
    ledger.finish('plan', 'success', { blob: text(1) });
    expect(ledger.events('job_cancelled')).toMatchObject([
      {
        key: 'test',
        leg: { total: 1, matrix: null },
        conclusion: 'failure',
        reason: expect.stringMatching(
          /^Together the values of the 256 jobs of its matrix have 2684\d+ bytes as JSON, more than the 8388608/,
        ),
      },
    ]);
    ledger.finish('other');
    expect(ledger.conclusion(run)).toBe('failure');
  });

  it('is no offer: a job whose worker could not be told all that it needs fails before it is offered', () => {
    const definition = workflow([
      job('plan'),
      job('test', { needs: ['plan', 'more'] }),
      job('more', { strategy: { matrix: { n: [0, 1, 2, 3, 4, 5, 6, 7] } } }),
      job('last', { needs: ['plan'] }),
    ]);
    const ledger = pushed(definition, { blob: text(25) });
    const { run } = ledger.requested();
    ledger.finish('plan');
    for (let leg = 0; leg < 8; leg += 1) ledger.finish('more', 'success', { [`blob${leg}`]: text(1) }, leg);
    expect(ledger.events('job_cancelled')).toMatchObject([
      {
        key: 'test',
        conclusion: 'failure',
        reason: expect.stringMatching(
          /has 346\d+ bytes as JSON, more than the 33488896 that are allowed\. Most of it is in github\.event \(262144\d+ bytes\) and needs \(83\d+ bytes\)\.$/,
        ),
      },
    ]);
    ledger.finish('last');
    expect(ledger.conclusion(run)).toBe('failure');
  });

  it('is no hindrance: a payload of 25 MiB reaches its jobs', () => {
    const ledger = pushed(workflow([job('test')]), { blob: text(25) });
    const { run } = ledger.requested();
    ledger.finish('test');
    expect(ledger.conclusion(run)).toBe('success');
  });

  it('is no run: one with a payload of its own that is too large is rejected, and the delivery is done', () => {
    const ledger = new Ledger();
    const result = started('one', [
      workflow([job('test')]),
      workflow([job('a')], { path: '.runbook/b.yml' }),
    ]);
    if (result.kind !== 'handled' || result.workflows[0]?.outcome !== 'started') throw new Error('Started.');
    const [first, second] = result.workflows;
    const large = { ...first, facts: { ...first.facts, payload: { blob: text(33) } } };
    ledger.append({
      type: 'delivery_received',
      repository: REPOSITORY,
      delivery: result.delivery,
      forge: 'git',
      trigger: PUSH,
      payload: {},
    });
    ledger.settle([{ ...result, workflows: [large, second!] }]);
    expect(ledger.events('workflow_rejected')).toMatchObject([
      {
        errors: [
          { rule: 'file-too-large', message: expect.stringMatching(/the run has 346\d+ bytes as JSON/) },
        ],
      },
    ]);
    expect(ledger.events('run_requested')).toHaveLength(1);
    expect(ledger.events('delivery_handled')[0]?.workflows.map(({ outcome }) => outcome)).toEqual([
      'rejected',
      'started',
    ]);
    expect(pendingDeliveries(ledger.state)).toEqual([]);
  });

  it('is no concurrency group: one of more than 400 characters fails its job, as GitHub refuses it', () => {
    const ledger = new Ledger();
    const concurrency = { group: '${{ needs.plan.outputs.group }}', cancelInProgress: false };
    const run = ledger.push(workflow([job('plan'), job('test', { needs: ['plan'], concurrency })]));
    ledger.finish('plan', 'success', { group: 'g'.repeat(401) });
    expect(ledger.events('job_cancelled')).toMatchObject([
      { key: 'test', conclusion: 'failure', reason: expect.stringContaining('401 characters') },
    ]);
    expect(ledger.conclusion(run)).toBe('failure');
  });

  it('ends a granted job of which its worker cannot be told, and nothing else', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('test'), job('other')]));
    ledger.claim('test');
    const { job: id } = ledger.fact('test');
    const { owner, presence, firstTick } = ledger;
    const undelivered = new Map<JobId, string>([
      [id, 'It is too large.'],
      [ledger.fact('other').job, 'It is not granted.'],
    ]);
    const decisions = decide(ledger.state, { owner, presence, prepared: [], firstTick, undelivered });
    expect(decisions).toMatchObject([
      { type: 'job_cancelled', job: id, conclusion: 'failure', reason: 'It is too large.' },
    ]);
    for (const decision of decisions) expect(ledger.do(decision).counted).toBe(true);
    ledger.finish('other');
    expect(ledger.conclusion(run)).toBe('failure');
  });
});

describe('a decision that the log refused', () => {
  const large = text(1);

  it('is followed by a smaller one that counts in its place, whatever it was', () => {
    const seen = new Set<string>();
    const ledger = new Ledger();
    const replaced = (decision: Draft<Decision>): Draft<Decision> => {
      const grown = grow(decision, large);
      const smaller = smallerThan(grown, 'It is too large.');
      if (grown === decision) return decision;
      seen.add(decision.type);
      expect(smaller).not.toBeNull();
      expect(bytesOf(smaller)).toBeLessThan(64 * 1024);
      expect(smallerThan(smaller!, 'It is too large.')).toBeNull();
      return smaller!;
    };
    const settle = (prepared: ReturnType<typeof started>[] = []): void => {
      for (;;) {
        const { owner, presence, firstTick, state } = ledger;
        const decisions = decide(state, { owner, presence, prepared, firstTick });
        if (decisions.length === 0) return;
        for (const decision of decisions)
          expect(ledger.append(replaced(decision))).toEqual({ counted: true });
      }
    };
    const group = { group: 'g', cancelInProgress: false };
    const jobs = [
      job('first', { strategy: { matrix: { n: [1, 2] }, maxParallel: 1 } }),
      job('second', { concurrency: group }),
      job('third', { concurrency: group }),
      job('skipped', { if: 'false' }),
    ];
    for (const delivery of ['one', 'two']) {
      const result = started(delivery, [workflow(jobs)]);
      const received = { forge: 'git', trigger: PUSH, payload: {} } as const;
      ledger.append({
        type: 'delivery_received',
        repository: REPOSITORY,
        delivery: result.delivery,
        ...received,
      });
      // The second time the run itself is refused.
      if (delivery === 'two') seen.add('run_requested');
      settle([result]);
    }
    expect(pendingDeliveries(ledger.state)).toEqual([]);
    expect(ledger.state.runs.size).toBe(0);
    expect(ledger.events('run_completed')).toMatchObject([{ conclusion: 'failure' }]);
    expect([...seen].sort()).toEqual(
      [
        'delivery_handled',
        'job_offered',
        'job_skipped',
        'job_waiting',
        'run_completed',
        'run_requested',
      ].sort(),
    );

    /** The same with a megabyte more; runs are requested as they are the first time. */
    function grow(decision: Draft<Decision>, value: string): Draft<Decision> {
      const { type } = decision;
      if (type === 'job_offered') return { ...decision, labels: [value] };
      if (type === 'job_waiting' || type === 'job_skipped' || type === 'run_completed')
        return { ...decision, reason: value };
      if (type === 'run_requested' && seen.has(type)) return { ...decision, source: value };
      if (type !== 'delivery_handled') return decision;
      const workflows = decision.workflows.map((outcome) => ({ ...outcome, reason: value }));
      return { ...decision, workflows };
    }
  });

  it('ends a call that cannot begin, or whose outputs cannot be given back', () => {
    const called = callee('.runbook/called.yml', [job('nested')]);
    const definition = workflow([calling('call', '.runbook/called.yml')], { called });
    for (const type of ['workflow_called', 'call_completed'] as const) {
      const ledger = new Ledger();
      const result = started('one', [definition]);
      const received = { delivery: result.delivery, forge: 'git', trigger: PUSH, payload: {} } as const;
      ledger.append({ type: 'delivery_received', repository: REPOSITORY, ...received });
      const step = (): boolean => {
        const { owner, presence, firstTick, state } = ledger;
        const [first] = decide(state, { owner, presence, prepared: [result], firstTick });
        if (first === undefined) return false;
        const grown = Object.assign({}, first, { inputs: { large }, outputs: { large } });
        const decision = first.type === type ? smallerThan(grown, 'It is too large.') : first;
        expect(ledger.append(decision!)).toEqual({ counted: true });
        return true;
      };
      while (step());
      if (type === 'call_completed') {
        const fact = { ...ledger.fact('call/nested'), worker: WORKER };
        ledger.append({ type: 'job_claimed', ...fact });
        while (step());
        ledger.append({ type: 'job_started', ...fact, workerName: 'w' });
        ledger.append({
          type: 'job_completed',
          ...fact,
          conclusion: 'success',
          outputs: {},
          annotations: [],
        });
        while (step());
      }
      const ended = type === 'call_completed' ? ledger.events(type) : ledger.events('job_cancelled');
      expect(ended).toMatchObject([{ conclusion: 'failure', reason: 'It is too large.' }]);
      expect(ledger.events('run_completed')).toMatchObject([{ conclusion: 'failure' }]);
    }
  });

  it('stays what it is where nothing can be left out', () => {
    const { owner } = new Ledger();
    expect(smallerThan({ type: 'partition_owned', owner }, 'It is too large.')).toBeNull();
    expect(MAX_RECORD_BYTES).toBeGreaterThan(25 * MIB);
  });
});
