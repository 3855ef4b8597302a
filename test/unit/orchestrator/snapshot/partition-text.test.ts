import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RepositoryName, WorkflowDefinition } from '../../../../src/events/index.ts';
import { apply } from '../../../../src/orchestrator/apply/index.ts';
import { decide } from '../../../../src/orchestrator/decide/index.ts';
import {
  createPresence,
  createState,
  decodePartitionState,
  encodePartitionState,
  NewerSnapshotError,
  type PartitionState,
  SnapshotError,
} from '../../../../src/orchestrator/index.ts';
import { callee, calling, job, workflow } from '../definitions.ts';
import { Ledger, WORKER } from '../ledger.ts';
import { definitions } from '../model/random-definition.ts';
import { Simulation } from '../model/simulation.ts';

const choices = fc.array(fc.nat({ max: 0xffff }), { minLength: 100, maxLength: 600, size: 'max' });
const settings = { numRuns: Number(process.env['RUNBOOK_INTERLEAVINGS'] ?? 60) };

function played(definition: WorkflowDefinition, numbers: readonly number[]): Simulation {
  const simulation = new Simulation(definition);
  let next = 0;
  while (next < numbers.length) simulation.step((below) => (numbers[next++] ?? 0) % below);
  return simulation;
}

/** What is found again from the rest, in an order of its own. */
function derived({ live, granted }: PartitionState): unknown {
  return [
    [...live].map(
      ([
        id,
        {
          run,
          job: { definition },
          leg,
        },
      ]) => [id, run.id, definition.id, leg.leg.index],
    ),
    new Map([...granted].map(([worker, jobs]) => [worker, new Set([...jobs].sort((a, b) => a - b))])),
  ];
}

function decisionsOf(state: PartitionState): string[] {
  const { owner } = state;
  if (owner === null) return [];
  const found = decide(state, { owner, presence: createPresence(), prepared: [], firstTick: null });
  return found.map((decision) => `${decision.type} ${'key' in decision ? decision.key : ''}`).sort();
}

describe('a state written as text and read again', () => {
  it('is the same, and stays the same whatever is folded into both', () => {
    fc.assert(
      fc.property(
        definitions,
        choices,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (definition, numbers, at) => {
          const { log } = played(definition, numbers);
          const cut = Math.floor(log.length * at);
          const state = createState(0);
          for (const record of log.slice(0, cut)) apply(state, record);
          const text = encodePartitionState(state);
          const again = decodePartitionState(text);
          expect(encodePartitionState(again)).toBe(text);
          expect(derived(again)).toEqual(derived(state));
          for (const record of log.slice(cut)) expect(apply(again, record)).toEqual(apply(state, record));
          expect(encodePartitionState(again)).toBe(encodePartitionState(state));
          expect(derived(again)).toEqual(derived(state));
        },
      ),
      settings,
    );
  });

  it('gives the same decisions', () => {
    fc.assert(
      fc.property(definitions, choices, (definition, numbers) => {
        const { truth } = played(definition, numbers);
        for (const run of truth.runs.keys()) truth.agenda.runs.add(run);
        expect(decisionsOf(decodePartitionState(encodePartitionState(truth)))).toEqual(decisionsOf(truth));
      }),
      settings,
    );
  });

  it('has everything on its agenda that there is to look at', () => {
    const ledger = new Ledger();
    const other = 'octo/gadgets' as RepositoryName;
    ledger.append({
      type: 'repository_registered',
      repository: other,
      url: 'u',
      secret: 's',
      credentials: null,
    });
    const run = ledger.push(workflow([job('a'), job('b')]));
    ledger.append({ type: 'job_claimed', ...ledger.fact('a'), worker: WORKER });
    ledger.append({
      type: 'dispatch_requested',
      repository: other,
      delivery: 'dispatch-1' as never,
      workflow: 'ci.yml',
      ref: '',
      inputs: {},
      actor: 'mona',
    });
    const { agenda } = decodePartitionState(encodePartitionState(ledger.state));
    expect([...agenda.runs]).toEqual([run]);
    expect([...agenda.claimed]).toEqual([ledger.fact('a').job]);
    expect([...agenda.intake]).toEqual([other]);
    expect(agenda.nextDeadline).toBe(ledger.now);
  });

  it('does not show what happens to the state it was made of', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a'), job('b', { needs: ['a'] })]));
    const text = encodePartitionState(ledger.state);
    const again = decodePartitionState(text);
    ledger.finish('a');
    expect(encodePartitionState(ledger.state)).not.toBe(text);
    expect(encodePartitionState(again)).toBe(text);
  });

  it('holds a payload once, however many runs came of its delivery', () => {
    const ledger = new Ledger();
    const payload = { big: 'x'.repeat(100_000) };
    const delivery = { event: { ...PENDING, payload }, timestamp: 1, runs: new Map() };
    ledger.state.repositories.get(PENDING.repository)!.pending.push(delivery, delivery);
    expect(encodePartitionState(ledger.state).length).toBeLessThan(150_000);
  });

  it('may be one that a Runbook without retry and called workflows wrote', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a'), job('b', { needs: ['a'] })]));
    const text = encodePartitionState(ledger.state);
    const before = text
      .replaceAll('"v":2', '"v":1')
      .replaceAll('"calls":[],"pinned":[],', '')
      .replaceAll('"calledConcurrency":null,', '');
    expect(before).not.toContain('called');
    const again = encodePartitionState(decodePartitionState(before));
    expect(JSON.parse(again)).toEqual(JSON.parse(text));
  });

  it('is refused with a sentence where a newer Runbook wrote it', () => {
    const newer = encodePartitionState(createState(0)).replace('"v":2', '"v":3');
    expect(() => decodePartitionState(newer)).toThrow(NewerSnapshotError);
    expect(() => decodePartitionState(newer)).toThrow(/newer Runbook: update this one/);
  });

  it.each(['', '[]', '{}', '{"v":2}', '{"v":2,"facts":{},"repositories":[]}'])(
    'is refused where it is no state: %s',
    (text) => {
      expect(() => decodePartitionState(text)).toThrow(SnapshotError);
    },
  );
});

const PENDING = {
  v: 1,
  at: '',
  by: '',
  type: 'delivery_received',
  repository: 'octo/widgets' as RepositoryName,
  delivery: 'one' as never,
  forge: 'git',
  trigger: {
    event: 'push',
    ref: '',
    sha: '',
    before: null,
    deleted: false,
    forced: false,
    actor: '',
    message: '',
  },
} as const;

describe('a repository in a snapshot', () => {
  const versionOf = (definition: WorkflowDefinition, prepare: (ledger: Ledger) => void = () => undefined) => {
    const ledger = new Ledger();
    ledger.push(definition);
    prepare(ledger);
    const { repositories } = JSON.parse(encodePartitionState(ledger.state));
    return repositories[0].head.v;
  };
  const called = callee('called.yml', [job('nested')]);

  it('has a newer version only where it holds what an older program would misunderstand', () => {
    expect(versionOf(workflow([job('a'), job('b', { needs: ['a'] })]))).toBe(1);
    expect(versionOf(workflow([job('a', { retry: { attempts: 2 } })]))).toBe(2);
    expect(versionOf(workflow([calling('a', 'called.yml')], { called }))).toBe(2);
    const over = (ledger: Ledger): void => ledger.finish('a');
    expect(versionOf(workflow([job('a', { retry: { attempts: 2 } })]), over)).toBe(1);
  });
});
