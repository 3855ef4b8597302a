import type { EventFilters, JsonObject } from '../../../events/index.ts';

/** What payload and trigger are made from: the checkout as git describes it. */
export interface CheckoutFacts {
  /** `owner/name`. */
  readonly repository: string;
  readonly url: string;
  readonly sha: string;
  /** The full ref that is checked out. */
  readonly ref: string;
  readonly before: string | null;
  readonly defaultBranch: string;
  /** The newest commit known of the default branch; null where git knows none. */
  readonly defaultSha: string | null;
  readonly userName: string;
  readonly userEmail: string;
  readonly message: string;
  /** The address of the forge that `origin` is on. */
  readonly serverUrl: string;
}

/**
 * Makes what an event's payload has beside repository and sender. `filters` are those of the file that it is for:
 * what only the file knows (a cron expression, the name of another workflow) is taken from there.
 */
export type PayloadMaker = (facts: CheckoutFacts, filters: EventFilters) => JsonObject;
