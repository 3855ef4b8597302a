import { type FeedDraft, partitionOfId } from '../../events/index.ts';
import { OfferRounds, offerOf } from '../publish/index.ts';
import type { PartitionState } from '../state/index.ts';
import type { OfferHints } from './offer-hints.ts';
import { Paced } from './paced.ts';

/** Pauses, in milliseconds, between two rounds while more and more workers come. */
const PAUSES = { firstMs: 100, longestMs: 1_000 };

/** A partition whose offers are told. */
export interface TellingPartition {
  /** Null while this orchestrator does not decide for it. */
  readonly ownState: PartitionState | null;
  /** Does nothing where it does not decide. */
  tell(records: readonly FeedDraft[]): void;
}

/** Tells workers again of offers that are open: with each tick, and soon after somebody came who knows none. */
export class OfferTelling {
  readonly #hints: OfferHints;
  /** By number. */
  readonly #partitions: ReadonlyMap<number, TellingPartition>;
  readonly #rounds = new OfferRounds();
  readonly #paced = new Paced(() => this.round(), PAUSES);

  constructor(hints: OfferHints, partitions: ReadonlyMap<number, TellingPartition>) {
    this.#hints = hints;
    this.#partitions = partitions;
  }

  /** One round, without waiting for the next tick, but not one for every one of many workers that come at once. */
  soon(): void {
    // While nobody is there to hear it there is no pause either, so that the first one to come is told at once.
    if (!this.#hints.workforce().isEmpty) this.#paced.request();
  }

  /** Tells of some of the open offers. */
  round(): void {
    const workforce = this.#hints.workforce();
    if (workforce.isEmpty) return;
    const offers = new Map<number, FeedDraft[]>();
    const states = [...this.#partitions.values()].flatMap(({ ownState }) => ownState ?? []);
    for (const live of this.#rounds.next(states, workforce)) {
      const partition = partitionOfId(live.leg.attempt.job);
      const others = offers.get(partition);
      if (others === undefined) offers.set(partition, [offerOf(live)]);
      else others.push(offerOf(live));
    }
    for (const [partition, records] of offers) this.#partitions.get(partition)?.tell(records);
  }

  stop(): void {
    this.#paced.stop();
  }
}
