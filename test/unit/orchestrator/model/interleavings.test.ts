import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createState, type PartitionState } from '../../../../src/orchestrator/state/index.ts';
import { apply } from '../../../../src/orchestrator/apply/index.ts';
import { decide } from '../../../../src/orchestrator/decide/index.ts';
import { createPresence } from '../../../../src/orchestrator/presence/index.ts';
import { canonical } from './fold.ts';
import { definitions } from './random-definition.ts';
import { legOf, Simulation } from './simulation.ts';

const choices = fc.array(fc.nat({ max: 0xffff }), { minLength: 200, maxLength: 1_000, size: 'max' });
const settings = { numRuns: Number(process.env['RUNBOOK_INTERLEAVINGS'] ?? 100) };

/** Plays steps until the choices are used up. */
function play(
  simulation: Simulation,
  numbers: readonly number[],
  afterStep: () => void = () => undefined,
): void {
  let next = 0;
  const choose = (below: number): number => (numbers[next++] ?? 0) % below;
  while (next < numbers.length) {
    simulation.step(choose);
    afterStep();
  }
}

function refolded(simulation: Simulation): PartitionState {
  const state = createState(0);
  for (const record of simulation.log) apply(state, record);
  return state;
}

/** At most one member of a group has begun, and `max-parallel` is kept. */
function checkLimits({ truth }: Simulation): void {
  const begun = new Map<string, number>();
  const count = (group: string | undefined): void => {
    if (group !== undefined) begun.set(group, (begun.get(group) ?? 0) + 1);
  };
  for (const run of truth.runs.values()) {
    if (run.live > 0) count(run.facts.concurrency?.group);
    for (const job of run.jobs.values()) {
      const going = [...job.legs.values()].filter(
        ({ attempt }) => attempt.status !== 'concluded' && attempt.status !== 'waiting',
      );
      for (const { attempt } of going) count(attempt.concurrency?.group);
      const limit = going[0]?.leg.maxParallel ?? null;
      if (limit !== null) expect(going.length).toBeLessThanOrEqual(limit);
    }
  }
  for (const [group, members] of begun) expect([group, members]).toEqual([group, 1]);
}

describe('any interleaving of claims, starts, completions, losses, cancellations, reruns and owners', () => {
  it('grants an attempt once, starts it on one worker, and starts it only when its needs are done', () => {
    fc.assert(
      fc.property(definitions, choices, (definition, numbers) => {
        const simulation = new Simulation(definition);
        play(simulation, numbers);
        simulation.comeToRest();
        const granted = simulation.events('job_granted').map(({ job }) => job);
        expect(new Set(granted).size).toBe(granted.length);
        const spawned = simulation.spawned.map(({ job }) => job);
        expect(new Set(spawned).size).toBe(spawned.length);
        expect(simulation.startedTooEarly).toEqual([]);
      }),
      settings,
    );
  });

  it('tries a leg as often as its retry allows, and never twice at once', () => {
    fc.assert(
      fc.property(definitions, choices, (definition, numbers) => {
        const simulation = new Simulation(definition);
        play(simulation, numbers, () => expect(simulation.runTwiceAtOnce()).toEqual([]));
        simulation.comeToRest();
        const spawned = new Set(simulation.spawned.map(({ job }) => job));
        const tries = new Map<string, number>();
        for (const offer of simulation.events('job_offered')) {
          if (!spawned.has(offer.job)) continue;
          const leg = legOf(offer);
          tries.set(leg, (tries.get(leg) ?? 0) + 1);
          expect(tries.get(leg)).toBeLessThanOrEqual(offer.retry?.attempts ?? 1);
        }
      }),
      settings,
    );
  });

  it('concludes every run attempt exactly once, when workers answer at last', () => {
    fc.assert(
      fc.property(definitions, choices, (definition, numbers) => {
        const simulation = new Simulation(definition);
        play(simulation, numbers);
        simulation.comeToRest();
        const attempts = [
          ...simulation.events('run_requested').map(({ run }) => `${run} 1`),
          ...simulation.events('rerun_requested').map(({ run, runAttempt }) => `${run} ${runAttempt}`),
        ];
        const concluded = simulation
          .events('run_completed')
          .map(({ run, runAttempt }) => `${run} ${runAttempt}`);
        expect(concluded.sort()).toEqual(attempts.sort());
        expect(simulation.truth.live.size).toBe(0);
        expect([...simulation.truth.granted]).toEqual([]);
        for (const { groups, frozen, pending } of simulation.truth.repositories.values()) {
          expect([groups.size, frozen, pending.length]).toEqual([0, null, 0]);
        }
      }),
      settings,
    );
  });

  it('keeps the limits of groups and matrices at every moment', () => {
    fc.assert(
      fc.property(definitions, choices, (definition, numbers) => {
        const simulation = new Simulation(definition);
        play(simulation, numbers, () => checkLimits(simulation));
      }),
      settings,
    );
  });

  it('has the same state and decides the same however it was come to', () => {
    fc.assert(
      fc.property(definitions, choices, (definition, numbers) => {
        const simulation = new Simulation(definition);
        play(simulation, numbers);
        const again = refolded(simulation);
        expect(canonical(again)).toEqual(canonical(simulation.truth));
        const { owner } = again;
        if (owner === null) return;
        const input = { owner, presence: createPresence(), prepared: [], firstTick: null };
        const all = refolded(simulation);
        for (const run of all.runs.keys()) all.agenda.runs.add(run);
        const decided = (state: PartitionState): string[] =>
          decide(state, input).map(({ type, ...rest }) => `${type} ${'key' in rest ? rest.key : ''}`);
        expect(decided(again).sort()).toEqual(decided(all).sort());
      }),
      settings,
    );
  });
});
