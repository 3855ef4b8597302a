import {
  countOfId,
  type FeedDraft,
  type JobId,
  partitionOfId,
  type RunbookEvent,
  type WorkerId,
} from '../../events/index.ts';
import type { Presence } from '../presence/index.ts';
import { chooseCandidates, type OfferDraft, type Workforce, workforceOf } from '../publish/index.ts';
import type { PartitionState } from '../state/index.ts';
import { RecentWorkers } from './recent-workers.ts';

/** What hints are made from. */
export interface OfferHintsOptions {
  readonly presence: Presence;
  /** The states of the partitions that this orchestrator decides for, by number. */
  readonly states: () => ReadonlyMap<number, PartitionState>;
  /** Milliseconds of silence after which a worker is lost. */
  readonly lossLimitMs: number;
}

/**
 * Says of every offer that is published who should claim it first. It keeps in mind which open offers name whom,
 * over all partitions of this orchestrator, so that many offers at once name different workers. All of this is
 * forgotten with the process: nothing is decided by it.
 */
export class OfferHints {
  readonly #options: OfferHintsOptions;
  readonly #recent = new RecentWorkers();
  /** Whom each open offer names. */
  readonly #named = new Map<JobId, readonly WorkerId[]>();
  /** How many open offers name each worker. */
  readonly #counts = new Map<WorkerId, number>();

  constructor(options: OfferHintsOptions) {
    this.#options = options;
  }

  /** Who could take jobs now. */
  workforce(): Workforce {
    const { presence, states, lossLimitMs } = this.#options;
    return workforceOf({ presence, states: states(), named: this.#counts, lossLimitMs });
  }

  /** The same records, with hints in the offers among them. */
  addTo(records: readonly FeedDraft[]): readonly FeedDraft[] {
    if (!records.some(isOffer)) return records;
    // Told again, they are spread anew.
    for (const record of records) if (isOffer(record)) this.#release(record.job);
    const workforce = this.workforce();
    return records.map((record) => (isOffer(record) ? this.#hinted(record, workforce) : record));
  }

  /** Follows an event that counted. */
  follow(event: RunbookEvent): void {
    if (event.type === 'job_started') this.#recent.add(event.repository, event.worker);
    else if (event.type === 'job_granted' || event.type === 'job_cancelled') this.#release(event.job);
  }

  /** The partition is another's to decide for. */
  forget(partition: number): void {
    for (const job of this.#named.keys()) if (partitionOfId(job) === partition) this.#release(job);
  }

  #hinted(offer: OfferDraft, workforce: Workforce): OfferDraft {
    const { job, labels, repository } = offer;
    const wanted = { labels, ran: this.#recent.of(repository), turn: countOfId(job) + partitionOfId(job) };
    const hint = chooseCandidates(wanted, workforce);
    this.#named.set(job, hint.first);
    for (const worker of hint.first) this.#counts.set(worker, (this.#counts.get(worker) ?? 0) + 1);
    return { ...offer, ...hint };
  }

  #release(job: JobId): void {
    for (const worker of this.#named.get(job) ?? []) {
      const count = (this.#counts.get(worker) ?? 0) - 1;
      if (count > 0) this.#counts.set(worker, count);
      else this.#counts.delete(worker);
    }
    this.#named.delete(job);
  }
}

function isOffer(record: FeedDraft): record is OfferDraft {
  return record.type === 'job_offered';
}
