import { describe, expect, it } from 'vitest';
import {
  type FeedDraft,
  LOSS_LIMIT_MS,
  type OfferPublished,
  type WorkerId,
} from '../../../../src/events/index.ts';
import { offerOf, openOffers } from '../../../../src/orchestrator/publish/index.ts';
import { OfferHints } from '../../../../src/orchestrator/service/offer-hints.ts';
import { job, workflow } from '../definitions.ts';
import { Ledger, WORKER } from '../ledger.ts';

const OTHER = 'worker-2' as WorkerId;

/** A ledger with two workers of four slots each. */
function twoWorkers(): { ledger: Ledger; hints: OfferHints } {
  const ledger = new Ledger();
  ledger.heartbeat(OTHER);
  const states = () => new Map([[0, ledger.state]]);
  const hints = new OfferHints({ presence: ledger.presence, states, lossLimitMs: LOSS_LIMIT_MS });
  return { ledger, hints };
}

function offers(ledger: Ledger): FeedDraft[] {
  return [...openOffers(ledger.state)].map(offerOf);
}

function firstOf(records: readonly FeedDraft[]): (WorkerId | undefined)[] {
  return records.map((record) => ('first' in record ? record.first?.[0] : undefined));
}

/** Lets the hints follow all that has counted since they last did. */
function follow(ledger: Ledger, hints: OfferHints, from: number): number {
  for (const { event, applied } of ledger.entries.slice(from)) if (applied.counted) hints.follow(event);
  return ledger.entries.length;
}

describe('hints', () => {
  it('are added to offers and to nothing else', () => {
    const { ledger, hints } = twoWorkers();
    ledger.push(workflow([job('a'), job('b')]));
    ledger.claim('a');
    const grant = ledger.feed.find((record) => record.type === 'job_granted');
    const [offer, same] = hints.addTo([...offers(ledger), grant!]);
    expect(offer).toMatchObject({ type: 'job_offered', first: [OTHER, WORKER], offeredAt: ledger.now });
    expect((offer as OfferPublished).spreadMs).toBeGreaterThan(0);
    expect(same).toBe(grant);
  });

  it('of many offers name the workers in turn, and speak for a slot until the offer is granted', () => {
    const { ledger, hints } = twoWorkers();
    ledger.push(workflow(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) => job(id))));
    const named = firstOf(hints.addTo(offers(ledger)));
    expect(named.filter((worker) => worker === WORKER)).toHaveLength(4);
    const slots = () => hints.workforce().matching(['ubuntu-latest']);
    const spokenFor = slots().reduce((sum, candidate) => sum + candidate.named, 0);
    const read = follow(ledger, hints, 0);
    for (const id of ['a', 'b', 'c', 'd']) ledger.start(id);
    follow(ledger, hints, read);
    expect(slots().reduce((sum, candidate) => sum + candidate.named, 0)).toBeLessThan(spokenFor);
    hints.forget(0);
    expect(slots().map((candidate) => candidate.named)).toEqual([0, 0]);
  });

  it('are made anew when an offer is told again, and count once', () => {
    const { ledger, hints } = twoWorkers();
    ledger.push(workflow([job('a')]));
    for (let round = 0; round < 10; round += 1) hints.addTo(offers(ledger));
    const slots = hints.workforce().matching(['ubuntu-latest']);
    expect(slots.map((candidate) => candidate.named)).toEqual([1, 1]);
  });

  it('name who ran the repository before, as soon as the log shows it', () => {
    const { ledger, hints } = twoWorkers();
    const names = ['a', 'b', 'c', 'd'].flatMap((id) => {
      ledger.push(workflow([job(id)]));
      const [name] = firstOf(hints.addTo(offers(ledger)));
      ledger.start(id, 0, OTHER);
      ledger.complete(id);
      follow(ledger, hints, 0);
      return [name];
    });
    expect(names.slice(1)).toEqual([OTHER, OTHER, OTHER]);
  });
});
