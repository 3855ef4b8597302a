import type { JobId, OfferPublished, RepositoryName, WorkerId } from '../../events/index.ts';
import { OpenClaims } from './claims.ts';
import { type HoldBackTimes, holdBackOf } from './hold-back.ts';
import { type Offer, OpenOffers } from './offers.ts';

/** What claiming works with. */
export interface ClaimingOptions extends HoldBackTimes {
  /** The worker's identity now. */
  readonly worker: () => WorkerId;
  /** Whether the mirror of a repository is here. */
  readonly holds: (repository: RepositoryName) => boolean;
  /** How many slots no job takes now. */
  readonly freeSlots: () => number;
  /** Whether anything may be claimed now, asked each time. */
  readonly mayClaim: () => boolean;
  /** Milliseconds that a claim holds a slot while no grant comes. */
  readonly holdMs: number;
  readonly claim: (offer: Offer) => void;
}

/** What a worker could claim and what it has claimed: claims the right offers while it has free slots. */
export class Claiming {
  readonly #options: ClaimingOptions;
  readonly #offers = new OpenOffers();
  readonly #claims: OpenClaims;
  /** Set while a slot is free and every offer is held back. */
  #timer: NodeJS.Timeout | undefined;

  constructor(options: ClaimingOptions) {
    this.#options = options;
    this.#claims = new OpenClaims(options.holdMs, () => this.next());
  }

  /**
   * An offer for this worker's labels was read; `next` claims it. One that is told again may name this worker by
   * now, and then does not wait any longer; it never waits longer than it did.
   */
  offered(record: OfferPublished): void {
    const { job, run, repository, first } = record;
    if (this.#claims.has(job)) return;
    const worker = this.#options.worker();
    const holdsMirror = this.#options.holds(repository);
    const ripeAt = performance.now() + holdBackOf(record, { worker, holdsMirror }, this.#options);
    this.#offers.put({
      job,
      run,
      repository,
      offeredAt: ageOf(record),
      named: first === undefined || first.includes(worker),
      ripeAt: Math.min(ripeAt, this.#offers.get(job)?.ripeAt ?? ripeAt),
    });
  }

  /** The job is granted to somebody, or not offered any more. Gives whether this worker's claim was open. */
  closed(job: JobId): boolean {
    this.#offers.remove(job);
    return this.#claims.close(job);
  }

  /** Claims while there are free slots and ripe offers; comes back by itself when the next one is ripe. */
  next(): void {
    clearTimeout(this.#timer);
    const { random, claim } = this.#options;
    while (this.#hasFreeSlot && this.#offers.size > 0 && this.#options.mayClaim()) {
      const now = performance.now();
      const offer = this.#offers.take(now, random);
      if (offer === null) {
        this.#wait(now);
        return;
      }
      this.#claims.open(offer.job);
      claim(offer);
    }
  }

  /** Forgets all offers and claims. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#offers.clear();
    this.#claims.clear();
  }

  get #hasFreeSlot(): boolean {
    return this.#options.freeSlots() > this.#claims.size;
  }

  #wait(now: number): void {
    const ripeAt = this.#offers.nextRipeAt(now);
    if (ripeAt !== null) this.#timer = setTimeout(() => this.next(), Math.max(1, Math.ceil(ripeAt - now)));
  }
}

/** An older owner does not say when it first made the offer: then when it told it. */
function ageOf({ offeredAt, at }: OfferPublished): number {
  const time = offeredAt ?? Date.parse(at);
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time;
}
