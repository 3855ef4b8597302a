import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { planFaults, type Target } from './plan.ts';

const TARGETS: readonly Target[] = [
  { name: 'server-1', kind: 'server' },
  { name: 'orchestrator-1', kind: 'orchestrator' },
  { name: 'orchestrator-2', kind: 'orchestrator' },
  { name: 'worker-1', kind: 'worker' },
  { name: 'broker', kind: 'broker' },
];

it('one seed gives one plan, another seed another one', () => {
  expect(planFaults(5, 30, TARGETS)).toEqual(planFaults(5, 30, TARGETS));
  expect(planFaults(5, 30, TARGETS)).not.toEqual(planFaults(6, 30, TARGETS));
});

it('has as many faults as were asked for, and never two of one process at a time', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), (seed, count) => {
      const plan = planFaults(seed, count, TARGETS);
      expect(plan).toHaveLength(count);
      for (const [index, { at, pause, target }] of plan.entries()) {
        const next = plan.slice(index + 1).find((fault) => fault.target.name === target.name);
        if (next !== undefined) expect(next.at).toBeGreaterThanOrEqual(at + pause);
      }
    }),
  );
});

it('in the long run kills and freezes everyone, also past the limits after which others take over', () => {
  const plan = planFaults(1, 300, TARGETS);
  for (const { name } of TARGETS)
    for (const kind of ['kill', 'freeze'])
      expect(plan.some((fault) => fault.target.name === name && fault.kind === kind)).toBe(true);
  const longest = (name: string): number =>
    Math.max(...plan.filter(({ target }) => target.name === name).map(({ pause }) => pause));
  expect(longest('orchestrator-1')).toBeGreaterThan(6_000);
  expect(longest('worker-1')).toBeGreaterThan(20_000);
});
