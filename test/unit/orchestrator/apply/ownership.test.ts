import { describe, expect, it } from 'vitest';
import type { OwnerId } from '../../../../src/events/index.ts';
import { decide } from '../../../../src/orchestrator/decide/index.ts';
import { job, workflow } from '../definitions.ts';
import { Ledger, OWNER } from '../ledger.ts';

const NEXT = 'owner-2' as OwnerId;

describe('a partition', () => {
  it('has one owner: what an earlier one still says does not count', () => {
    const ledger = new Ledger();
    ledger.push(workflow([job('a')]));
    ledger.append({ type: 'job_claimed', ...ledger.fact('a'), worker: 'worker-1' as never });
    const input = { presence: ledger.presence, prepared: [], firstTick: null };
    const late = decide(ledger.state, { owner: OWNER, ...input });
    expect(late.map(({ type }) => type)).toEqual(['job_granted']);
    ledger.append({ type: 'partition_owned', owner: NEXT });
    expect(late.map((decision) => ledger.append(decision).counted)).toEqual([false]);
    expect(decide(ledger.state, { owner: OWNER, ...input })).toEqual([]);
    expect(decide(ledger.state, { owner: NEXT, ...input })).toMatchObject([
      { type: 'job_granted', owner: NEXT },
    ]);
  });

  it('is not taken back by a takeover that is repeated late', () => {
    const ledger = new Ledger();
    ledger.append({ type: 'partition_owned', owner: NEXT });
    expect(ledger.append({ type: 'partition_owned', owner: OWNER }).counted).toBe(false);
    expect(ledger.state.owner).toBe(NEXT);
  });

  it('whose new owner looks at everything finds what the earlier one left', () => {
    const ledger = new Ledger();
    const run = ledger.push(workflow([job('a'), job('b', { needs: ['a'] })]));
    ledger.start('a');
    const fact = ledger.fact('a');
    const done = { conclusion: 'success', outputs: {}, annotations: [] } as const;
    ledger.append({ type: 'job_completed', ...fact, worker: 'worker-1' as never, ...done });
    ledger.append({ type: 'partition_owned', owner: NEXT });
    ledger.owner = NEXT;
    ledger.settle();
    ledger.finish('b');
    expect(ledger.conclusion(run)).toBe('success');
  });
});
