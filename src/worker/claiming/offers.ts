import type { JobId, OfferPublished, RepositoryName, RunId } from '../../events/index.ts';

/** An offer that nobody was granted yet, as far as this worker has read. */
export interface Offer {
  readonly job: JobId;
  readonly run: RunId;
  readonly repository: RepositoryName;
  readonly labels: readonly string[];
  /** Whether this worker may claim it now, or lets the workers that have the mirror go first. */
  ripe: boolean;
}

/** Offers that are kept; the others come again, for owners publish open offers until they are granted. */
const MOST = 10_000;

/** The open offers, the oldest first. */
export class OpenOffers {
  readonly #offers = new Map<JobId, Offer>();

  /** Keeps an offer; null where it is known already or there are too many. */
  add(record: OfferPublished): Offer | null {
    if (this.#offers.has(record.job) || this.#offers.size >= MOST) return null;
    const { job, run, repository, labels } = record;
    const offer: Offer = { job, run, repository, labels, ripe: false };
    this.#offers.set(job, offer);
    return offer;
  }

  remove(job: JobId): void {
    this.#offers.delete(job);
  }

  has(job: JobId): boolean {
    return this.#offers.has(job);
  }

  clear(): void {
    this.#offers.clear();
  }

  /** Whether any offer may be claimed now. */
  get hasRipe(): boolean {
    for (const offer of this.#offers.values()) if (offer.ripe) return true;
    return false;
  }

  /** The oldest offer that may be claimed now, taken out; null where there is none. */
  takeOldest(): Offer | null {
    for (const offer of this.#offers.values()) {
      if (!offer.ripe) continue;
      this.#offers.delete(offer.job);
      return offer;
    }
    return null;
  }
}
