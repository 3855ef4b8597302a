import { describe, expect, it } from 'vitest';
import type { DeliveryId, RepositoryName } from '../../../../src/events/index.ts';
import { encodePartitionState } from '../../../../src/orchestrator/index.ts';
import type { IntakeResult } from '../../../../src/orchestrator/intake-result.ts';
import { DELIVERY_MEMORY_MS, pendingDeliveries } from '../../../../src/orchestrator/state/index.ts';
import { callee, calling, job, PATH, PUSH, REPOSITORY, started, workflow } from '../definitions.ts';
import { Ledger } from '../ledger.ts';

function deliver(ledger: Ledger, delivery: string, repository = REPOSITORY): boolean {
  return ledger.append({
    type: 'delivery_received',
    repository,
    delivery: delivery as DeliveryId,
    forge: 'git',
    trigger: PUSH,
    payload: {},
  }).counted;
}

describe('a delivery', () => {
  it('is pending until it is handled, one after the other for each repository', () => {
    const ledger = new Ledger();
    deliver(ledger, 'one');
    deliver(ledger, 'two');
    expect(pendingDeliveries(ledger.state).map(({ event }) => event.delivery)).toEqual(['one']);
    ledger.settle([started('two', [workflow([job('a')])])]);
    expect(ledger.events('run_requested')).toEqual([]);
    ledger.settle([started('one', [workflow([job('a')])])]);
    expect(pendingDeliveries(ledger.state).map(({ event }) => event.delivery)).toEqual(['two']);
  });

  it('does not hold back other repositories', () => {
    const ledger = new Ledger();
    const other = 'octo/gadgets' as RepositoryName;
    ledger.append({
      type: 'repository_registered',
      repository: other,
      url: 'u',
      secret: 's',
      credentials: null,
    });
    deliver(ledger, 'one');
    deliver(ledger, 'one', other);
    expect(pendingDeliveries(ledger.state).map(({ repository }) => repository)).toEqual([REPOSITORY, other]);
    ledger.settle([started('one', [workflow([job('a')])], PUSH, other)]);
    expect(ledger.events('run_requested').map(({ repository }) => repository)).toEqual([other]);
  });

  it('makes one run for each workflow file, with ids and numbers counted', () => {
    const ledger = new Ledger();
    deliver(ledger, 'one');
    const files = [
      workflow([job('a')]),
      workflow([job('a')], { path: '.runbook/b.yml', runName: '${{ github.actor }}' }),
    ];
    ledger.settle([started('one', files)]);
    expect(ledger.events('run_requested').map(({ run, number, name }) => [run, number, name])).toEqual([
      [1024, 1, 'Add a widget'],
      [2048, 2, 'mona'],
    ]);
    expect(ledger.events('delivery_handled')[0]?.workflows).toEqual([
      { path: PATH, outcome: 'started', run: 1024 },
      { path: '.runbook/b.yml', outcome: 'started', run: 2048 },
    ]);
  });

  it('never makes a second run: its id is remembered for 30 days', () => {
    const ledger = new Ledger();
    expect(deliver(ledger, 'one')).toBe(true);
    ledger.settle([started('one', [workflow([job('a')])])]);
    ledger.now += DELIVERY_MEMORY_MS - 1;
    expect(deliver(ledger, 'one')).toBe(false);
    ledger.now += 1;
    expect(deliver(ledger, 'one')).toBe(true);
  });

  it('whose workflow is broken leaves a rejected run, and the other files run', () => {
    const ledger = new Ledger();
    deliver(ledger, 'one');
    const good = started('one', [workflow([job('a')])]);
    const workflows = [
      {
        outcome: 'rejected',
        path: '.runbook/x.yml',
        name: 'X',
        trigger: PUSH,
        errors: [],
        source: '',
      } as const,
      {
        outcome: 'skipped',
        path: '.runbook/y.yml',
        name: 'Y',
        reason: 'It does not listen to push.',
      } as const,
      ...(good.kind === 'handled' ? good.workflows : []),
    ];
    ledger.settle([{ ...good, workflows } as IntakeResult]);
    expect(ledger.events('workflow_rejected')).toMatchObject([{ run: 1024, number: 1 }]);
    expect(ledger.events('run_requested')).toMatchObject([{ run: 2048, number: 2 }]);
    expect(ledger.events('delivery_handled')[0]?.workflows).toMatchObject([
      { outcome: 'rejected' },
      { outcome: 'skipped', name: 'Y', reason: 'It does not listen to push.' },
      { outcome: 'started' },
    ]);
  });

  it('tells what its files declare for being started by hand, and no state keeps that', () => {
    const handle = (declares: boolean): Ledger => {
      const ledger = new Ledger();
      deliver(ledger, 'one');
      const dispatch = { inputs: { who: { type: 'string', required: true } }, leftOut: 0 } as const;
      const good = started('one', [workflow([job('a')])]);
      const skipped = { outcome: 'skipped', path: '.runbook/y.yml', name: 'Y', reason: 'No.' } as const;
      const rejected = { outcome: 'rejected', path: '.runbook/z.yml', name: 'Z', trigger: PUSH } as const;
      const workflows = [
        skipped,
        { ...rejected, errors: [], source: '' },
        ...(good.kind === 'handled' ? good.workflows : []),
      ].map((one, place) =>
        declares ? { ...one, dispatch: place === 0 ? (false as const) : dispatch } : one,
      );
      ledger.settle([{ ...good, kind: 'handled', workflows }]);
      return ledger;
    };
    const [declaring, silent] = [handle(true), handle(false)];
    const dispatches = declaring.events('delivery_handled')[0]?.workflows.map(({ dispatch }) => dispatch);
    expect(dispatches).toEqual([
      false,
      { inputs: { who: { type: 'string', required: true } }, leftOut: 0 },
      { inputs: { who: { type: 'string', required: true } }, leftOut: 0 },
    ]);
    const outcomes = silent.events('delivery_handled')[0]?.workflows ?? [];
    expect(outcomes.some((outcome) => 'dispatch' in outcome)).toBe(false);
    expect(encodePartitionState(declaring.state)).toEqual(encodePartitionState(silent.state));
  });

  it('whose workflow is too large for the log is rejected, whether it calls files or repeats aliases', () => {
    const text = 'x'.repeat(1024 * 1024);
    const step = { run: text, env: {} };
    const repeated = job('a', { steps: Array.from({ length: 9 }, () => step) });
    const paths = Array.from({ length: 9 }, (_, index) => `.runbook/called-${index}.yml`);
    const called = Object.assign({}, ...paths.map((path) => callee(path, [job('a', { steps: [step] })])));
    const calls = paths.map((path, index) => calling(`call-${index}`, path));
    for (const definition of [workflow([repeated]), workflow(calls, { called })]) {
      const ledger = new Ledger();
      deliver(ledger, 'one');
      ledger.settle([started('one', [definition])]);
      expect(ledger.events('run_requested')).toEqual([]);
      expect(ledger.events('workflow_rejected')[0]?.errors).toMatchObject([
        { rule: 'file-too-large', message: expect.stringContaining('more than 8388608 characters') },
      ]);
      expect(pendingDeliveries(ledger.state)).toEqual([]);
    }
  });

  it('that intake gave up on leaves one failed run that says why', () => {
    const ledger = new Ledger();
    deliver(ledger, 'one');
    const base = { kind: 'failed', repository: REPOSITORY, delivery: 'one' as DeliveryId } as const;
    ledger.settle([{ ...base, reason: 'The remote is out of reach.', trigger: PUSH }]);
    expect(ledger.events('delivery_failed')).toMatchObject([{ run: 1024, number: 1 }]);
    expect(pendingDeliveries(ledger.state)).toEqual([]);
  });

  it('half of whose runs were made by an earlier owner gets the other half', () => {
    const ledger = new Ledger();
    deliver(ledger, 'one');
    const result = started('one', [workflow([job('a')]), workflow([job('a')], { path: '.runbook/b.yml' })]);
    ledger.settle([result]);
    const again = new Ledger();
    deliver(again, 'one');
    const [first] = ledger.events('run_requested');
    const { v, at, by, ...draft } = first!;
    expect([v, at, by]).not.toContain(undefined);
    again.append(draft);
    again.settle([result]);
    expect(again.events('run_requested').map((event) => event.workflow.path)).toEqual([
      PATH,
      '.runbook/b.yml',
    ]);
    expect(again.events('delivery_handled')[0]?.workflows[0]).toEqual({
      path: PATH,
      outcome: 'started',
      run: 1024,
    });
  });

  it('for a repository that is not registered does not count', () => {
    const ledger = new Ledger();
    expect(deliver(ledger, 'one', 'octo/unknown' as RepositoryName)).toBe(false);
    ledger.do({ type: 'repository_removed', repository: REPOSITORY });
    expect(deliver(ledger, 'one')).toBe(false);
  });
});
