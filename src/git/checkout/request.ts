import type { RepositoryName } from '../../events/ids.ts';

/** What the checkout of a job needs to know of it (a part of JobSpec). */
export interface CheckoutSpec {
  readonly repository: RepositoryName;
  readonly source: { readonly url: string; readonly ref: string; readonly sha: string };
}

/** What is asked for: the automatic checkout's defaults, or the inputs of `actions/checkout`. */
export interface CheckoutOptions {
  /** Absolute and inside the workspace; made if it is not there. */
  readonly target: string;
  /** Branch, tag or commit; null: the run's own commit. */
  readonly ref: string | null;
  /** Number of commits; 0: the whole history (the default: it costs nothing from a mirror). */
  readonly fetchDepth: number;
  readonly fetchTags: boolean;
  /** Whether what git does not track is removed where the target already holds a checkout. Default: true. */
  readonly clean: boolean;
  readonly sparseCheckout: readonly string[];
  readonly sparseCheckoutConeMode: boolean;
  /** Gets one line at a time, for people: it goes to the step's log. */
  readonly print: (line: string) => void;
}
