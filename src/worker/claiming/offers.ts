import type { JobId, RepositoryName, RunId } from '../../events/index.ts';

/** An offer that nobody was granted yet, as far as this worker has read. */
export interface Offer {
  readonly job: JobId;
  readonly run: RunId;
  readonly repository: RepositoryName;
  /** When it was first offered: milliseconds since 1970 UTC. */
  readonly offeredAt: number;
  /** Whether it is this worker's to claim before others; its owner may change that when it tells it again. */
  readonly named: boolean;
  /** Until when the worker lets others go first, in milliseconds of the clock that `take` is given. */
  readonly ripeAt: number;
}

/** Offers that are kept, the oldest; the others come again, for owners tell of open offers until they are granted. */
const MOST = 10_000;
/** Among how many of the oldest offers that name others a worker chooses. */
const CHOICE = 256;

/** The open offers that this worker could claim. */
export class OpenOffers {
  /** The oldest first. */
  readonly #byAge: Offer[] = [];
  readonly #byJob = new Map<JobId, Offer>();
  #named = 0;

  get size(): number {
    return this.#byAge.length;
  }

  get(job: JobId): Offer | undefined {
    return this.#byJob.get(job);
  }

  /** Keeps an offer, in place of what is known of the same job. */
  put(offer: Offer): void {
    this.remove(offer.job);
    this.#byAge.splice(this.#placeOf(offer), 0, offer);
    this.#byJob.set(offer.job, offer);
    if (offer.named) this.#named += 1;
    const newest = this.#byAge.at(-1);
    if (this.#byAge.length > MOST && newest !== undefined) this.remove(newest.job);
  }

  remove(job: JobId): void {
    const offer = this.#byJob.get(job);
    if (offer === undefined) return;
    this.#byJob.delete(job);
    this.#byAge.splice(this.#placeOf(offer), 1);
    if (offer.named) this.#named -= 1;
  }

  clear(): void {
    this.#byAge.length = 0;
    this.#byJob.clear();
    this.#named = 0;
  }

  /**
   * Takes out what to claim at `now`: the oldest offer that names this worker, else one of the oldest others, as
   * `random` (from 0 to below 1) says, for many workers may look for one at the same moment. Null where none is
   * ripe.
   */
  take(now: number, random: () => number): Offer | null {
    const others: Offer[] = [];
    for (const offer of this.#byAge) {
      if (this.#named === 0 && others.length === CHOICE) break;
      if (offer.ripeAt > now) continue;
      if (offer.named) return this.#taken(offer);
      if (others.length < CHOICE) others.push(offer);
    }
    const other = others[Math.floor(random() * others.length)];
    return other === undefined ? null : this.#taken(other);
  }

  /** When the next offer becomes ripe after `now`; null where none will. */
  nextRipeAt(now: number): number | null {
    let next = Number.POSITIVE_INFINITY;
    for (const { ripeAt } of this.#byAge) if (ripeAt > now && ripeAt < next) next = ripeAt;
    return next === Number.POSITIVE_INFINITY ? null : next;
  }

  #taken(offer: Offer): Offer {
    this.remove(offer.job);
    return offer;
  }

  /** Where it stands, or would stand, in the order of age. */
  #placeOf(offer: Offer): number {
    let low = 0;
    let high = this.#byAge.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#byAge[middle];
      if (other !== undefined && isBefore(other, offer)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Job ids are counted, so that of two offered at the same time the lower one is the older. */
function isBefore(one: Offer, other: Offer): boolean {
  return one.offeredAt === other.offeredAt ? one.job < other.job : one.offeredAt < other.offeredAt;
}
